import type { Rule } from '../schema/rule-types.ts'
import type { Counts } from './counts.ts'
import { type Quotient, serviceLevel } from './service-level.ts'

/** What a rule measures and against what, at one time (ramps make it differ by date). */
export interface Measure {
  unit: 'share' | 'seconds'
  direction: 'at-least' | 'at-most'
  target: number
  thresholdSeconds: number
  shortSeconds: number
  quotient(counts: Counts): Quotient
}

/** A target for "each". */
const EACH = 1
const offered = (counts: Counts): number => counts.answered + counts.abandoned + counts.lost
const kept = (counts: Counts): Quotient => ({ numerator: counts.good, denominator: counts.n })
const broken = (counts: Counts): Quotient => ({ numerator: counts.n - counts.good, denominator: counts.n })

/** The ramp's step for a local date, `YYYY-MM-DD`. */
function stepOn(rule: Rule, date: string): { targetShare?: number | undefined; thresholdSeconds?: number | undefined } {
  const ramp = 'ramp' in rule ? rule.ramp : undefined
  return ramp?.filter(({ from }) => from <= date).at(-1) ?? {}
}

/** Undefined where the rule lacks a value it needs, or cannot be measured. `date`: the local date for which it is asked. */
export function measureOf(rule: Rule, date: string): Measure | undefined {
  const step = stepOn(rule, date)
  const share = (target: number | null | undefined, thresholdSeconds: number, shortSeconds: number, quotient: (counts: Counts) => Quotient, direction: 'at-least' | 'at-most' = 'at-least'): Measure | undefined =>
    target === null || target === undefined ? undefined : { unit: 'share', direction, target, thresholdSeconds, shortSeconds, quotient }
  const each = (target: number | null | undefined): Measure | undefined => share(step.targetShare ?? (target === undefined ? EACH : target), Infinity, 0, kept)
  switch (rule.type) {
    case 'max-wait-each':
    case 'share-within': {
      const threshold = step.thresholdSeconds ?? rule.thresholdSeconds
      if (threshold === null || rule.clock.start === null) return undefined
      return share(step.targetShare ?? rule.targetShare, threshold, rule.population?.shortAbandonSeconds ?? 0, (counts) => serviceLevel(rule.population?.formula ?? 'sl_f3', counts))
    }
    case 'human-access': {
      if (typeof rule.withinSeconds !== 'number') return undefined
      return share(step.targetShare ?? (rule.targetShare === undefined ? EACH : rule.targetShare), rule.withinSeconds, 0, (counts) => serviceLevel('sl_f3', counts))
    }
    case 'mean-wait': {
      const target = step.thresholdSeconds ?? rule.thresholdSeconds
      if (target === null || rule.clock.start === null) return undefined
      return { unit: 'seconds', direction: 'at-most', target, thresholdSeconds: target, shortSeconds: rule.population?.shortAbandonSeconds ?? 0, quotient: (counts) => ({ numerator: counts.sumSeconds, denominator: counts.answered }) }
    }
    case 'max-share-over':
      if (rule.thresholdSeconds === null || rule.clock.start === null) return undefined
      // Whoever hung up within the limit did not wait longer than it; whoever was lost never got an answer.
      return share(rule.maxShare, rule.thresholdSeconds, 0, (counts) => ({ numerator: offered(counts) - counts.answeredWithin - counts.abandonedWithin, denominator: offered(counts) }), 'at-most')
    case 'answered-share':
      return share(step.targetShare ?? rule.targetShare, Infinity, 0, (counts) => ({ numerator: counts.answered, denominator: offered(counts) + counts.busy }))
    case 'max-abandonment':
      return share(rule.maxShare, Infinity, 0, (counts) => ({ numerator: counts.abandoned, denominator: offered(counts) }), 'at-most')
    case 'max-busy':
      return share(rule.maxShare, Infinity, 0, (counts) => ({ numerator: counts.busy, denominator: offered(counts) + counts.busy }), 'at-most')
    case 'revision-policy':
      return share(rule.maxShare, Infinity, 0, broken, 'at-most')
    case 'overstatement-limit':
      // The median of a ratio is at most the limit where at least half of the ratios are.
      return rule.maxMedianRatio === null ? undefined : share(0.5, Infinity, 0, kept)
    case 'announced-wait-respected':
      return share(step.targetShare ?? rule.targetShare, Infinity, 0, kept)
    case 'status-cadence': return rule.maxGapSeconds === null ? undefined : each(rule.targetShare)
    case 'max-status-age': return rule.maxAgeSeconds === null ? undefined : each(rule.targetShare)
    case 'callback-offer':
      return typeof rule.afterSeconds === 'number' || typeof rule.ifExpectedOverSeconds === 'number' ? each(rule.targetShare) : undefined
    case 'max-transfers':
      return typeof rule.maxTransfers === 'number' || typeof rule.transferWithinSeconds === 'number' ? each(rule.targetShare) : undefined
    case 'callback-deadline':
    case 'reply-time':
      return rule.deadline === null ? undefined : each(rule.targetShare)
    case 'reachability-hours':
      return rule.weekly === null ? undefined : each(rule.targetShare)
    case 'announce-wait':
    case 'announce-position':
    case 'exception-message':
    case 'cost-during-wait':
    case 'no-disconnect':
    case 'fifo-order':
    case 'language':
      return each(rule.targetShare)
    case 'menu-limits':
    case 'wait-content':
    case 'remedy':
    case 'publication':
    case 'accessible-status':
    case 'disclosure':
    case 'declared':
      return undefined
    default: {
      const never: never = rule
      return never
    }
  }
}

const EPSILON = 1e-9
/** Whether a value keeps the target. Exact at the border. */
export function keeps({ numerator, denominator }: Quotient, measure: Pick<Measure, 'direction' | 'target'>): boolean {
  const limit = measure.target * denominator
  return measure.direction === 'at-least' ? numerator >= limit - EPSILON * denominator : numerator <= limit + EPSILON * denominator
}
