import { exponential, normal, type Random } from './random.ts'
import { nextEventSeconds, type Step, stepIndex } from './steps.ts'

/** How long something lasts, as data. */
export type Law =
  | { law: 'constant'; seconds: number }
  | { law: 'exponential'; meanSeconds: number }
  /** `cv`: standard deviation over mean. */
  | { law: 'lognormal'; meanSeconds: number; cv: number }
  | { law: 'erlang'; meanSeconds: number; phases: number }
  /** Shares add up to one. */
  | { law: 'hyperexponential'; branches: readonly { share: number; meanSeconds: number }[] }
  /** Draws one of the measured values. */
  | { law: 'empirical'; seconds: readonly number[] }
  /** Ends at this rate per hour of age (`fromSeconds` is the age). */
  | { law: 'hazard'; perHour: readonly Step[] }
  | { law: 'never' }
  /** The law in force at the instant it begins. */
  | { law: 'by-time'; steps: readonly { fromSeconds: number; law: Law }[] }

/** A duration in seconds that begins at an instant of simulated time. */
export function draw(law: Law, random: Random, beginsSeconds: number): number {
  switch (law.law) {
    case 'constant': return law.seconds
    case 'exponential': return exponential(random, law.meanSeconds)
    case 'lognormal': {
      const variance = Math.log(1 + law.cv * law.cv)
      return law.meanSeconds * Math.exp(Math.sqrt(variance) * normal(random) - variance / 2)
    }
    case 'erlang': {
      let sum = 0
      for (let i = 0; i < law.phases; i++) sum += exponential(random, law.meanSeconds / law.phases)
      return sum
    }
    case 'hyperexponential': {
      let u = random()
      for (const { share, meanSeconds } of law.branches) {
        if (u < share) return exponential(random, meanSeconds)
        u -= share
      }
      return exponential(random, law.branches.at(-1)?.meanSeconds ?? 0)
    }
    case 'empirical': return law.seconds[Math.floor(random() * law.seconds.length)] ?? 0
    case 'hazard': return nextEventSeconds(law.perHour, 0, random)
    case 'never': return Infinity
    case 'by-time': return draw(lawAt(law, beginsSeconds), random, beginsSeconds)
    default: throw unknownLaw(law)
  }
}

const lawAt = (law: Law & { law: 'by-time' }, atSeconds: number): Law => {
  const found = law.steps[Math.max(0, stepIndex(law.steps, atSeconds))]
  if (found === undefined) throw new Error('a by-time law needs at least one step')
  return found.law
}
const unknownLaw = (law: never): Error => new Error(`no such law: ${JSON.stringify(law)}`)

const TRIES = 1000

/**
 * What is left of a duration that has lasted `ageSeconds` already: exact for the memoryless, the constant and hazards, by
 * rejection for the others (after 1,000 rejections the age is so far in the tail that a tenth of it is drawn on average).
 */
export function drawResidual(law: Law, random: Random, beganSeconds: number, ageSeconds: number): number {
  switch (law.law) {
    case 'constant': return Math.max(0, law.seconds - ageSeconds)
    case 'exponential': case 'never': return draw(law, random, beganSeconds)
    case 'hazard': return nextEventSeconds(law.perHour, ageSeconds, random) - ageSeconds
    case 'by-time': return drawResidual(lawAt(law, beganSeconds), random, beganSeconds, ageSeconds)
    case 'lognormal': case 'erlang': case 'hyperexponential': case 'empirical': {
      for (let i = 0; i < TRIES; i++) {
        const whole = draw(law, random, beganSeconds)
        if (whole > ageSeconds) return whole - ageSeconds
      }
      return exponential(random, ageSeconds / 10)
    }
    default: throw unknownLaw(law)
  }
}
