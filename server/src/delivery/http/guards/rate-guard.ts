import type { IncomingMessage } from 'node:http'
import type { Context } from 'hono'
import { HttpFault } from '../http-fault.ts'
import { bearerOf, isToken } from '../viewer.ts'
import type { RateClass, RateSubject } from './rate-classes.ts'

/** Counters of requests; the pipeline hands them over. */
export interface HttpLimits {
  /** Counts one; never rejects. */
  take(kind: RateClass, subject: RateSubject, name: string): Promise<{ ok: true } | { ok: false; retryAfterSeconds: number }>
  /** Whom a request is counted for. */
  addressOf(incoming: IncomingMessage): string
  /** The name of a key that is known. */
  nameOfKey(bearerKey: string): string | undefined
}

/** Counts by address, then by key. Contact tokens are counted where they are proven: an invented one costs its sender, not our memory. */
export interface RateGuard {
  /** Throws 429 where the address or the key is over its limit. */
  admit(kind: RateClass, c: Context): Promise<void>
  /** The same for a contact whose token was proven. */
  admitContact(kind: RateClass, center: string, contact: string): Promise<void>
  /** Counts an answer 401; the fault to answer instead where this address guesses too often. Who has a key is never held up by it. */
  refused(c: Context): Promise<HttpFault | undefined>
}

export function createRateGuard(limits: HttpLimits | undefined): RateGuard {
  const addressOf = (c: Context): string | undefined => {
    const incoming: unknown = (c.env as { incoming?: unknown } | undefined)?.incoming
    return incoming === undefined ? undefined : limits?.addressOf(incoming as IncomingMessage)
  }
  async function take(kind: RateClass, subject: RateSubject, name: string | undefined): Promise<HttpFault | undefined> {
    const answer = name === undefined ? undefined : await limits?.take(kind, subject, name)
    return answer === undefined || answer.ok ? undefined : tooMany(subject, answer.retryAfterSeconds)
  }
  const orThrow = (fault: HttpFault | undefined): void => {
    if (fault !== undefined) throw fault
  }
  return {
    async admit(kind, c) {
      if (limits === undefined) return
      orThrow(await take(kind, 'address', addressOf(c)))
      const bearer = bearerOf(c.req.raw)
      if (bearer !== undefined && !isToken(bearer)) orThrow(await take(kind, 'key', limits.nameOfKey(bearer)))
    },
    admitContact: async (kind, center, contact) => orThrow(await take(kind, 'token', `${center} ${contact}`)),
    refused: (c) => take('refused', 'address', addressOf(c)),
  }
}

const WHOSE: Record<RateSubject, string> = { key: 'this key sends', token: 'this contact sends', address: 'this address sends' }

const tooMany = (subject: RateSubject, retryAfterSeconds: number): HttpFault => new HttpFault('too-many-requests', `${WHOSE[subject]} more requests than it may`, {
  fix: `send it again after ${retryAfterSeconds} s; the limits stand in the server's configuration`, headers: { 'retry-after': String(retryAfterSeconds) },
})
