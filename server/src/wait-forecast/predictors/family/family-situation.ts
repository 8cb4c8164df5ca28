/** A contact that entered service. */
export interface StartedWait {
  waitedSeconds: number
  /** Contacts ahead of it when it joined, as it will be counted for those who join now. */
  foundAhead: number
}

/** A contact in line. */
export interface ContactInLine {
  waitedSeconds: number
  /** Contacts ahead of it when it joined. */
  foundAhead: number
}

/** From `fromSeconds` after now until the next step the pool begins services at this rate while anyone waits. */
export interface ServiceStep {
  fromSeconds: number
  /** s·μ; 0 where nobody serves. */
  servicePerSecond: number
  /** Contacts that are taken at the instant of the step: agents who come on duty. */
  takenAtOnce?: number
}

/**
 * What the family of predictors reads: the state of one first-come line at the instant a contact joins it, all slots busy.
 * Plain numbers; everything but the place is optional, and a predictor that misses what it needs says nothing.
 */
export interface FamilySituation {
  /** n: contacts that go before, without the contact itself; a whole number, at least 0. */
  ahead: number
  /** s·μ: services per second while all slots are busy. */
  servicePerSecond?: number
  /** α: losses per second and waiting contact. */
  leavePerSecond?: number
  /** λ: arrivals per second of this line. */
  arrivalsPerSecond?: number
  /** λ1: arrivals per second of contacts that will go before this one. */
  overtakersPerSecond?: number
  /** h: losses per second of a contact that has waited so long; with `leftShare` where patience is not exponential. */
  leaveHazard?: (waitedSeconds: number) => number
  /** F: the share whose patience is at most so many seconds. */
  leftShare?: (seconds: number) => number
  /** Who will serve; steps in order of time, the first at or before 0, the last for ever. */
  schedule?: readonly ServiceStep[]
  /** Contacts of the class that entered service, the newest last; those who did not wait count with 0. */
  started?: readonly StartedWait[]
  /** How long the contact at the head of the line has waited; absent where the line is empty. */
  headWaitedSeconds?: number
  /** Who waits, from the head. */
  line?: readonly ContactInLine[]
}

/** Seconds until service begins, never negative; undefined where the situation does not hold what the formula needs. Pure. */
export type FamilyPredictor = (situation: FamilySituation) => number | undefined

/** Mean and variance (seconds squared) of a wait. */
export interface WaitMoments { meanSeconds: number; varianceSeconds2: number }
