/** Announcements tire: within this time of the last one, a moved place is shown but not spoken. */
export const QUIET_MS = 15_000

/** What was last spoken, and when on the monotonic clock. */
export interface Announced { readonly text: string; readonly state: string; readonly atMs: number }

export type Announcement =
  | { readonly kind: 'silent' }
  | { readonly kind: 'now' }
  /** Speak whatever is shown then. */
  | { readonly kind: 'later'; readonly atMs: number }

/** Whether the newest text is spoken now, later or not at all. A new state is spoken at once: it may be the customer's turn. */
export function paceAnnouncement(last: Announced | undefined, next: { text: string; state: string }, nowMs: number): Announcement {
  if (next.text === '' || next.text === last?.text) return { kind: 'silent' }
  if (last === undefined || last.state !== next.state || nowMs - last.atMs >= QUIET_MS) return { kind: 'now' }
  return { kind: 'later', atMs: last.atMs + QUIET_MS }
}
