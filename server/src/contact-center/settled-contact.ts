import type { ContactOwnEvent } from './contact/timeline.ts'
import type { ContactView } from './view.ts'

export type { ContactOwnEvent }

/** The customer's own clocks as the events told them, by the feed's own clock. */
export type ToldClock = Readonly<Partial<Record<'dialledAt' | 'connectedAt' | 'choseAt' | 'humanAskedAt', number>>>

/**
 * A contact that is settled: a minute of log time after its end, and again after each later event that tells otherwise.
 * All instants of the events and the view are the feed's own; `clockOffsetMs` is to be subtracted from them.
 */
export interface SettledContact {
  view: ContactView
  clock: ToldClock
  firstQueuedMs: number
  /** Own events that say more than stays do (answers, refusals, transfers, replies, callbacks…), in their order. */
  events: readonly ContactOwnEvent[]
  /** The later contact in which this one went on. */
  followedBy?: string
  /** Of the feed's clock by which the contact came; what another of its clocks told since is in the time of that one. */
  clockOffsetMs: number
  /** Log time at which it was settled. */
  settledAtMs: number
  /** It was settled before, and told otherwise then. */
  correction: boolean
}
