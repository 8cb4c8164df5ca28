import type { Told, ToldLevel } from '@queuecast/client-sdk/protocol'
import { toldSchema } from '@queuecast/client-sdk/protocol'

/**
 * Which receipts of one connection count: well formed, for something that was sent, and not said before. What a client
 * confirms is evidence, so nothing is taken that it cannot have seen.
 */
export interface ToldReceipts {
  sent(seq: number): void
  take(payload: unknown): Told | undefined
}

export function createToldReceipts(via: string): ToldReceipts {
  let newestSent = -1
  const newestTold: Record<ToldLevel, number> = { received: -1, shown: -1 }
  return {
    sent(seq) {
      newestSent = Math.max(newestSent, seq)
    },
    take(payload) {
      const parsed = toldSchema.safeParse(payload)
      if (!parsed.success) return undefined
      const { seq, level } = parsed.data
      if (!Number.isSafeInteger(seq) || seq < 0 || seq > newestSent || seq <= newestTold[level]) return undefined
      newestTold[level] = seq
      return { seq, level, via }
    },
  }
}
