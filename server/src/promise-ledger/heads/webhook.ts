import { createHmac } from 'node:crypto'
import type { Seal } from '../chain/line.ts'

/** Where a center's daily chain head goes: whoever keeps it can prove later that nothing of the days before was changed. */
export interface HeadWebhook { url: string; secret: string }

const LIMIT_MS = 10_000

/** `t=<unix seconds>,v1=<hex>`: HMAC-SHA-256 with the shared secret over `<t>.<body>`. */
export const signature = (secret: string, body: string, nowMs: number): string => {
  const t = Math.floor(nowMs / 1000)
  return `t=${t},v1=${createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')}`
}

/** Sends the head of a sealed day. Rejects unless the answer is 2xx; sending it again is harmless. */
export async function postHead({ url, secret }: HeadWebhook, center: string, seal: Seal, { nowMs, signal }: { nowMs: number; signal: AbortSignal }): Promise<void> {
  const body = JSON.stringify({ type: 'ledger.sealed', center, ...seal })
  const answer = await fetch(url, {
    method: 'POST', body, redirect: 'error', signal: AbortSignal.any([signal, AbortSignal.timeout(LIMIT_MS)]),
    headers: { 'content-type': 'application/json', 'queuecast-signature': signature(secret, body, nowMs) },
  })
  await answer.body?.cancel()
  if (!answer.ok) throw new Error(`the receiver of the chain head answered ${answer.status}`)
}
