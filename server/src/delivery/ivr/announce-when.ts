/** How often a caller is spoken to, milliseconds. */
export interface Cadence {
  /** Nothing changed: said again after this, so that the line does not seem dead. */
  repeatMs: number
  /** News is not said sooner than this after the last announcement. */
  leastGapMs: number
}
export const DEFAULT_CADENCE: Cadence = { repeatMs: 60_000, leastGapMs: 20_000 }

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
