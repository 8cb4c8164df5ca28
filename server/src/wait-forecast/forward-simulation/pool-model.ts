/**
 * What a forward simulation of one pool is given: who waits, who serves, who may still come, and the laws of durations as
 * they were learned. Plain data and samplers, never the future. Instants are seconds from now: negative ones lie in the past.
 */

/** The next number of a seeded generator, uniform in (0, 1). */
export type Draw = () => number

/** The law of a duration, seconds; `Infinity` where it never ends. */
export interface DurationLaw {
  fresh(draw: Draw): number
  /** What is left of a duration that has lasted `ageSeconds`. */
  residual(ageSeconds: number, draw: Draw): number
  /** Probability that a duration of this age lasts so many seconds more. Where a law knows it, means of who is served are less noisy. */
  stays?(ageSeconds: number, seconds: number): number
  /** `residual` at one age, with what depends on the age alone worked out: many are drawn. */
  residualAt?(ageSeconds: number): (draw: Draw) => number
}

/** One queue of the pool; contacts, services and agents name it by its index in `PoolModel.queues`. */
export interface ModelQueue { queue: string; handle: DurationLaw; patience: DurationLaw }

/** Contacts of one kind that may still come and go before some who wait now: a Poisson stream. */
export interface ModelStream { queue: number; priority: number; perSecond: number; creditSeconds: number }

/** A contact in line. Larger `priority` first, then smaller `orderSeconds` (its `since`, with what was learned of real routing). */
export interface ModelContact { contact: string; queues: readonly number[]; priority: number; orderSeconds: number; waitedSeconds: number }

export interface ModelService { queue: number; ageSeconds: number }

/** One agent, present or expected. */
export interface ModelAgent {
  /** By queue: 1 takes its contacts, 0 never; between, the learned probability, drawn once in a path. */
  takes: readonly number[]
  /** Contacts served at once. */
  slots: number
  serving: readonly ModelService[]
  /** Not serving and not ready at once: the law of what is left until it takes a contact, given how long it has been idle. Absent: ready now. */
  away?: { law: DurationLaw; idleSeconds: number }
  /** Between two services: after-contact work, breaks. Absent: ready at once. */
  gap?: DurationLaw
  /** Own handle times over those of the queue. 1: as everyone. */
  slowness: number
  /** When it is known to leave; a contact in service is finished. */
  leavesAtSeconds?: number
  /** When it is known or drawn to come; absent: it is here. */
  comesAtSeconds?: number
}

export interface PoolModel {
  queues: readonly ModelQueue[]
  waiting: readonly ModelContact[]
  agents: readonly ModelAgent[]
  streams: readonly ModelStream[]
  /** From an agent's readiness to the answer. */
  pickUpSeconds: number
  /** Agents of unknown name who come on duty: a Poisson rate, with what they take. */
  newAgents?: { perSecond: number; takes: readonly number[] }
}
