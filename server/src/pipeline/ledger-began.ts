import type { WindowFacts } from '../charter/index.ts'
import type { HttpLedger } from '../delivery/http/index.ts'

const HOUR_MS = 3_600_000

/**
 * When a center's evidence begins: with the first hour that was measured, or the first contact that came. Undefined while there is none.
 * The first hour is written when it is over, after the contacts that were settled in it.
 */
export async function ledgerBegan(rows: ReturnType<HttpLedger['rows']>, running?: WindowFacts & { fromMs?: number }): Promise<number | undefined> {
  let beganMs: number | undefined
  let untilMs = Infinity
  for await (const { atMs, body } of rows) {
    if (atMs > untilMs) return beganMs
    untilMs = Math.min(untilMs, atMs + HOUR_MS)
    const ownMs = body?.kind === 'contact' ? body.evidence.clocks.queuedAtMs ?? atMs : body?.kind === 'hour' ? body.facts?.fromMs ?? atMs : atMs
    beganMs = Math.min(beganMs ?? ownMs, ownMs)
    if (body?.kind === 'hour') return beganMs
  }
  return beganMs === undefined ? undefined : Math.min(beganMs, running?.fromMs ?? beganMs)
}
