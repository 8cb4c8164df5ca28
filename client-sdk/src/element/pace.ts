/** On the screen, and for those who listen: not more than one new text in this time. */
export const SCREEN_PACE_MS = 5_000
export const SPOKEN_PACE_MS = 20_000

/** A text that is told, with what makes it news: where the key is another, it is told at once. */
export interface Telling { readonly text: string; readonly newsKey: string }
/** What was last told, and when on the monotonic clock. */
export interface Told extends Telling { readonly atMs: number }

export type Pace =
  /** It is told already, or there is nothing to tell. */
  | { readonly kind: 'same' }
  | { readonly kind: 'now' }
  /** Look again then, and tell whatever is newest. */
  | { readonly kind: 'later'; readonly atMs: number }

/** Whether the newest text is told now or later. Moved places wait their time; the turn, the end and notices do not. */
export function pace(last: Told | undefined, next: Telling, nowMs: number, everyMs: number): Pace {
  if (last !== undefined && next.text === last.text && next.newsKey === last.newsKey) return { kind: 'same' }
  if (last === undefined || last.text === '' || next.newsKey !== last.newsKey || nowMs - last.atMs >= everyMs) return { kind: 'now' }
  return { kind: 'later', atMs: last.atMs + everyMs }
}
