import { randomBytes } from 'node:crypto'
import type { Seal } from '../chain/line.ts'
import { checkStamp, type Stamp } from '../time-stamp/check-stamp.ts'
import { stampRequest } from '../time-stamp/stamp-request.ts'

/** A time-stamping authority (RFC 3161 over HTTP). `ca`: certificates (PEM) to one of which its own must lead; without it the signature alone is checked. */
export interface TimeStampAuthority { url: string; ca?: string }

const LIMIT_MS = 15_000
const MOST_BYTES = 200_000

/**
 * Has the head of a sealed day stamped. The head itself is what is stamped, so `openssl ts -verify -digest HEAD -in DAY.tsr -CAfile CA` checks it too.
 * Resolves with the answer as it came, checked; rejects otherwise.
 */
export async function stampHead({ url, ca }: TimeStampAuthority, { head }: Seal, signal: AbortSignal): Promise<{ answer: Uint8Array; stamp: Stamp }> {
  const random = randomBytes(8)
  random.writeUInt8(random.readUInt8(0) & 0x7f, 0)
  const nonce = random.toString('hex')
  const response = await fetch(url, {
    method: 'POST', body: stampRequest(head, nonce), redirect: 'error', signal: AbortSignal.any([signal, AbortSignal.timeout(LIMIT_MS)]),
    headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
  })
  if (!response.ok) {
    await response.body?.cancel()
    throw new Error(`the time-stamping authority answered ${response.status}`)
  }
  const answer = await bodyOf(response)
  const checked = await checkStamp(answer, head, ca)
  if (!checked.ok) throw new Error(`the time stamp was not taken: ${checked.why}`)
  if (checked.stamp.nonce !== nonce) throw new Error('the time stamp was not taken: it answers another request')
  return { answer, stamp: checked.stamp }
}

async function bodyOf(response: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of response.body ?? []) {
    length += part.length
    // Leaving the loop ends the download.
    if (length > MOST_BYTES) throw new Error(`the time-stamping authority sent more than ${MOST_BYTES} bytes`)
    parts.push(part)
  }
  return Buffer.concat(parts)
}
