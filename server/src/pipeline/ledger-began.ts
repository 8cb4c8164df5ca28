import type { WindowFacts } from '../charter/index.ts'
import type { CenterConfig } from '../config/index.ts'
import type { HttpLedger } from '../delivery/http/index.ts'
import { dayOf, DEFAULT_RETENTION } from '../promise-ledger/index.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

/** From when on contacts can be judged: since the ledger began, and since the day (UTC) before which their details are no longer kept. */
export async function evidenceBegan({ id, ledger }: CenterConfig, rows: HttpLedger['rows'], nowMs: number, running?: WindowFacts & { fromMs?: number }): Promise<number | undefined> {
  const beganMs = await ledgerBegan(rows(id, 0, nowMs + 1), running)
  const keptMs = Date.parse(`${dayOf(nowMs)}T00:00:00Z`) - (ledger?.detailDays ?? DEFAULT_RETENTION.detailDays) * DAY_MS
  return beganMs === undefined ? undefined : Math.max(beganMs, keptMs)
}

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
