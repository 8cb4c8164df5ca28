/** All that the products' formulas look at when a contact joins a queue. Seconds; lists are oldest first. */
export interface Moment {
  atMs: number
  /** Contacts before the new one. */
  ahead: number
  /** Contacts in the queue, the new one included. */
  queued: number
  /** How long the others in the queue have waited so far. */
  elapsedSeconds: readonly number[]
  /** Waits of those answered, at most the last 48 hours, zero waits included. */
  answered: readonly { atMs: number; waitedSeconds: number }[]
  /** Contacts handled, at most the last 48 hours. */
  handled: readonly { atMs: number; seconds: number }[]
  agents: {
    /** The feed tells of agents. */
    told: boolean
    /** Signed in; where the feed does not tell, those busy. */
    signedIn: number
    /** Ready for a contact; 0 where the feed does not tell. */
    ready: number
    /** With a contact. */
    busy: number
  }
}

/** A product's announced wait, seconds; undefined where it announces none. Pure. */
export type ProductFormula = (moment: Moment) => number | undefined

export const meanOf = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length

/** Those of a list, oldest first, that lie within so many seconds of the moment. */
export function within<T extends { atMs: number }>(list: readonly T[], atMs: number, seconds: number): readonly T[] {
  let from = list.length
  while (from > 0 && (list[from - 1]?.atMs ?? 0) >= atMs - seconds * 1000) from -= 1
  return list.slice(from)
}

/** Mean handle time of those that ended within so many seconds; of the last hundred where none did. */
export const meanHandleSeconds = ({ handled, atMs }: Moment, seconds: number): number | undefined =>
  meanOf(within(handled, atMs, seconds).map((one) => one.seconds)) ?? meanOf(handled.slice(-100).map((one) => one.seconds))
