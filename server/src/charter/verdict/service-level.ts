import type { Formula } from '../schema/fields.ts'
import type { Counts } from './counts.ts'

/** A value as a quotient, so that days add up. */
export interface Quotient { numerator: number; denominator: number }

export const FORMULAS = ['sl_f1', 'sl_f2', 'sl_f3', 'sl_f4', 'sl_f5'] as const satisfies readonly Formula[]

type ServiceCounts = Pick<Counts, 'answered' | 'answeredWithin' | 'abandoned' | 'abandonedWithin' | 'abandonedShort' | 'lost'>

/**
 * The five usual service levels (reference, section 4.2). Whoever was lost (ended by the center without a human) is in
 * every denominator that holds abandons: no formula was made to let the center hang up in time.
 */
export function serviceLevel(formula: Formula, counts: ServiceCounts): Quotient {
  const { answered, answeredWithin, abandoned, abandonedWithin, abandonedShort, lost } = counts
  switch (formula) {
    case 'sl_f1': return { numerator: answeredWithin + abandonedWithin, denominator: answered + abandoned + lost }
    case 'sl_f2': return { numerator: answeredWithin, denominator: answered }
    case 'sl_f3': return { numerator: answeredWithin, denominator: answered + abandoned + lost }
    case 'sl_f4': return { numerator: answeredWithin, denominator: answered + (abandoned - abandonedWithin) + lost }
    case 'sl_f5': return { numerator: answeredWithin + abandonedShort, denominator: answered + abandoned + lost }
    default: {
      const never: never = formula
      return never
    }
  }
}
