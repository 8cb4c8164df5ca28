import type { EntryId } from './port.ts'

/** Before the first entry of any log. */
export const BEFORE_FIRST: EntryId = '0-0'

/** Splits `ms-n`. Throws RangeError on anything else: an id comes from a store, never from a user. */
export function parseEntryId(id: EntryId): { ms: number; n: bigint } {
  const match = /^(\d{1,15})-(\d{1,20})$/.exec(id)
  if (match === null) throw new RangeError(`an entry id is ms-n, not ${JSON.stringify(id)}`)
  return { ms: Number(match[1]), n: BigInt(match[2] ?? 0) }
}

/** Negative where `a` is earlier in the log than `b`, 0 where they are the same. */
export function compareEntryIds(a: EntryId, b: EntryId): number {
  if (a === b) return 0
  const left = parseEntryId(a)
  const right = parseEntryId(b)
  if (left.ms !== right.ms) return left.ms - right.ms
  return left.n < right.n ? -1 : Number(left.n > right.n)
}

/** The largest id before this one: Redis counts `n` in 64 bits. */
export function entryIdBefore(id: EntryId): EntryId {
  const { ms, n } = parseEntryId(id)
  if (n > 0n) return `${ms}-${n - 1n}`
  return ms === 0 ? BEFORE_FIRST : `${ms - 1}-18446744073709551615`
}

/** The earlier of two places in the log; the one where there is no other. */
export const earlierOf = (a: EntryId, b: EntryId | undefined): EntryId => (b === undefined || compareEntryIds(a, b) <= 0 ? a : b)
