/**
 * What the textbook predictors look at when they are asked about one contact: its pool as the events told it until then.
 * Seconds; "own" is the contact's class (queue, priority, credited or not), all else its pool.
 */
export interface BaselineMoment {
  /** Before it in the pool's line. */
  ahead: number
  /** Before it in its own queue. */
  aheadInQueue: number
  /** Waits of the last of its class to be answered, oldest first, at most ten. */
  lastWaits: readonly number[]
  /** How many the last one of its class to be answered had found before it. */
  lastFound: number
  /** How long the first of its class has waited; undefined where none waits. */
  headWaited: number | undefined
  /** Mean wait of those of its class who had found as many before them; undefined where there was none. */
  meanAtSameLength: number | undefined
  /** Of its class and still in line: waited so far, found before it then, before it now. */
  inLine: readonly { waited: number; found: number; now: number }[]
  /** Of the pool: the last ten waits, the head's wait so far. */
  poolLastWaits: readonly number[]
  poolHeadWaited: number | undefined
  /** Mean wait so far of all of its class who were answered; undefined before the first. */
  runningMean: number | undefined
  /** Contacts that join the pool's line a second, lately. */
  arrivalsPerSecond: number
  /** Departures to agents a second while anyone waits, lately. */
  startsPerSecond: number
  /** Slots of those on duty; where the feed does not tell, of those busy. */
  slots: number
  /** Contacts that one slot serves a second; undefined before any was served. */
  perSlotPerSecond: number | undefined
  /** Hang-ups per second waited. */
  leavesPerSecond: number
}

/** The mean remaining virtual wait, seconds; undefined where the predictor has none yet. Pure. */
export type BaselinePredictor = (moment: BaselineMoment) => number | undefined
