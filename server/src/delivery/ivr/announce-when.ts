/** How often a caller is spoken to, milliseconds. */
export interface Cadence {
  /** Nothing changed: said again after this, so that the line does not seem dead. */
  repeatMs: number
  /** News is not said sooner than this after the last announcement. */
  leastGapMs: number
}
export const DEFAULT_CADENCE: Cadence = { repeatMs: 60_000, leastGapMs: 20_000 }

/** A charter counts from the end of one announcement to the end of the next; the next may be longer, and takes a moment to begin. */
const MARGIN_MS = 10_000
const LEAST_REPEAT_MS = 15_000

/** The cadence that keeps what charters owe: a word at least each `mostSeconds`, and none sooner than `leastSeconds` after the last (IV8). */
export function cadenceOf({ mostSeconds, leastSeconds = 0 }: { mostSeconds?: number; leastSeconds?: number }): Cadence {
  const repeatMs = Math.max(LEAST_REPEAT_MS, leastSeconds * 1000, mostSeconds === undefined ? DEFAULT_CADENCE.repeatMs : mostSeconds * 1000 - MARGIN_MS)
  return { repeatMs, leastGapMs: Math.min(repeatMs, Math.max(DEFAULT_CADENCE.leastGapMs, leastSeconds * 1000)) }
}

/** The last that was said to a caller: what (any text that differs when the news does) and when. */
export interface LastSaid { what: string; atMs: number }

/**
 * Whether to speak now (IV8). `what`: what would be said, empty for silence. With `wait`, when to look again if nothing
 * changes until then.
 */
export function announceWhen(what: string, last: LastSaid | undefined, nowMs: number, cadence: Cadence): { speak: 'news' | 'repeat' } | { waitUntilMs: number } | { silent: true } {
  if (what === '') return { silent: true }
  if (last === undefined) return { speak: 'news' }
  const news = what !== last.what
  const dueMs = last.atMs + (news ? cadence.leastGapMs : cadence.repeatMs)
  if (nowMs < dueMs) return { waitUntilMs: dueMs }
  return { speak: news ? 'news' : 'repeat' }
}
