import type { BasedOn, Channel } from '@queuecast/client-sdk/protocol'
import type { ForecastInputs, WaitAtPlace } from '../forecast.ts'
import type { LawShelf } from '../laws/law-shelf.ts'

/** Who serves a queue now; known only where the feed tells agents and their queues (level 3). */
export interface Staffing {
  /** Agents signed in and not not-ready. */
  agents: number
  /** Contacts that they can serve at once; agents busy in other pools count in part. */
  slots: number
  /** Slots that are free now. */
  freeSlots: number
}

/** All that predictors know of one class (queue, priority) at one instant; plain data, made by `situationOf`. */
export interface Situation {
  channel: Channel
  staffing?: Staffing
  /** Handle time of the pool, seconds, with the number of services that it rests on. */
  handle?: { meanSeconds: number; services: number }
  /** Losses from the line per second and waiting contact (alpha). */
  leaveRatePerSecond: number
  /** Answered contacts per second of non-empty line, and how many departures that rests on: recent, and in all. */
  throughput?: { ratePerSecond: number; recentDepartures: number; departures: number }
  /** The queue's last answered contacts, newest last. */
  recentAnswered: readonly { waitedSeconds: number }[]
  /** How long the contact at the head of the line has waited. */
  headWaitedSeconds?: number
  /** Contacts in all lines of the pool. */
  waiting: number
  /** Arrivals per second of contacts that will go before this class; 0 where one priority is seen. */
  overtakersPerSecond: number
  /** Seconds from a free agent to an answer. */
  pickUpSeconds: number
}

/** A predictor's answer: a wait for any number of contacts ahead. */
export interface Prediction {
  basedOn: BasedOn
  inputs: ForecastInputs
  /** The wait with so many contacts ahead; rises with `ahead`. */
  waitBehind(ahead: number): WaitAtPlace
}

/** A way to predict; undefined where the situation does not hold what it needs. Pure. */
export type Predictor = (situation: Situation, laws: LawShelf) => Prediction | undefined
