import { isDeclared, missingValues } from '../adoption/open-points.ts'
import type { Rule } from '../schema/rule-types.ts'
import { keeps, type Measure } from './measure.ts'
import { type Outlook, SURE_ENOUGH } from './outlook.ts'
import type { Quotient } from './service-level.ts'
import type { VerdictReason, VerdictStatus } from './verdict.ts'

/** Below this share of the open time measured, and above this share of cases without the events they need, nothing is judged. */
export const MEASURED_SHARE = 0.98
export const UNMEASURED_SHARE = 0.02

export interface Findings {
  rule: Rule
  excepted: boolean
  measure: Measure | undefined
  /** Whether the rule's exemption held during all of the open time. */
  openMs: number
  measuredShare: number | undefined
  exemptShare: number | undefined
  quotient: Quotient
  unmeasured: number
  exemptedCases: number
  grace: boolean
  begun: boolean
  /** The window begins before there was any evidence. */
  beforeLedger: boolean
  complete: boolean
  callbackMissing: boolean
  tooFewAnswered: boolean
  outlook: Outlook | undefined
}
export interface Decision { status: VerdictStatus; reason?: VerdictReason }

/** The verdict from what was found, in the order in which each finding outweighs those after it (SPEC CH20). */
export function decide(found: Findings): Decision {
  const { rule, measure, quotient } = found
  if (found.excepted) return { status: 'not-set', reason: 'excepted' }
  if (isDeclared(rule)) return { status: 'not-measurable', reason: 'declared' }
  if (missingValues(rule).length > 0 || measure === undefined) return { status: 'not-set', reason: 'open-value' }
  if (!found.begun) return { status: 'not-measurable', reason: 'not-begun' }
  if (found.beforeLedger && found.complete) return { status: 'not-measurable', reason: 'before-ledger' }
  if (found.openMs === 0 || found.measuredShare === undefined) return { status: 'not-measurable', reason: 'no-measured-time' }
  if (found.measuredShare < MEASURED_SHARE) return { status: 'not-measurable', reason: 'measured-too-little' }
  if (found.unmeasured > UNMEASURED_SHARE * (found.unmeasured + quotient.denominator)) return { status: 'not-measurable', reason: 'events-missing' }
  if (found.callbackMissing) return graced(found, { status: 'breached', reason: 'callback-not-configured' })
  if (quotient.denominator <= 0) {
    if (found.exemptShare !== undefined && found.exemptShare >= 1) return { status: 'exempt', reason: 'all-time-exempt' }
    return found.exemptedCases > 0 ? { status: 'exempt', reason: 'all-cases-exempt' } : { status: 'not-measurable', reason: 'no-cases' }
  }
  return graced(found, judged(found, measure))
}

/** In a grace, what would be a miss is none; the value stands all the same. */
const graced = (found: Findings, decision: Decision): Decision => found.grace && decision.status !== 'met' ? { status: 'exempt', reason: 'grace' } : decision

function judged({ quotient, complete, tooFewAnswered, outlook }: Findings, measure: Measure): Decision {
  const kept = keeps(quotient, measure) && !tooFewAnswered
  if (complete) return kept ? { status: 'met' } : { status: 'breached', ...(tooFewAnswered ? { reason: 'too-few-answered' as const } : {}) }
  // One miss of an "each", or of a "none", cannot be made good by what is still to come.
  const final = measure.unit === 'share' && (measure.direction === 'at-least' ? measure.target >= 1 : measure.target <= 0)
  if (!kept) return { status: final ? 'breached' : 'at-risk' }
  return { status: outlook?.probability === undefined || outlook.probability >= SURE_ENOUGH ? 'met' : 'at-risk' }
}
