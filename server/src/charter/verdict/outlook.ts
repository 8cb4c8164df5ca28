import type { Measure } from './measure.ts'
import type { Quotient } from './service-level.ts'

/** How likely keeping it must be for an unfinished window to count as on course. */
export const SURE_ENOUGH = 0.9
/** The days on which the forecast of the rest rests. */
export const RECENT_DAYS = 14

/** Will this window still make it? All of the arithmetic, so that it can be followed by hand. */
export interface Outlook {
  soFar: Quotient
  /** Days of the window that are over, and that are still to come; parts of days count as parts. */
  daysDone: number
  daysLeft: number
  /** Cases expected in the rest: cases a day so far, with closed days, times the days left. */
  expectedRest: number
  /** The value of the last fourteen days with cases. */
  recentValue: number
  /** (so far + recent value × expected rest) ÷ all. */
  projectedValue: number
  /** What the rest would have to reach; above 1 (or below 0 seconds) it cannot be reached any more if the rest is as large as expected. */
  neededInRest?: number
  /** Probability that the window ends kept: normal, from the spread between days. Undefined with fewer than two days. */
  probability?: number
  /** The arithmetic in one line. */
  text: string
}

const normalCdf = (z: number): number => {
  // Abramowitz & Stegun 26.2.17, error below 1e-7.
  const t = 1 / (1 + 0.2316419 * Math.abs(z))
  const tail = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI) * t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return z >= 0 ? 1 - tail : tail
}

/** Forecast of an unfinished window from its days so far, in order, and how much of it is over and left. */
export function outlook(days: readonly Quotient[], daysDone: number, daysLeft: number, measure: Measure): Outlook | undefined {
  const soFar = days.reduce((sum, day) => ({ numerator: sum.numerator + day.numerator, denominator: sum.denominator + day.denominator }), { numerator: 0, denominator: 0 })
  if (soFar.denominator <= 0) return undefined
  const withCases = days.filter(({ denominator }) => denominator > 0)
  const recent = withCases.slice(-RECENT_DAYS)
  const recentSum = recent.reduce((sum, day) => ({ numerator: sum.numerator + day.numerator, denominator: sum.denominator + day.denominator }), { numerator: 0, denominator: 0 })
  const recentValue = recentSum.numerator / recentSum.denominator
  const expectedRest = (soFar.denominator / Math.max(daysDone, 1 / 24)) * daysLeft
  const all = soFar.denominator + expectedRest
  const projectedValue = (soFar.numerator + recentValue * expectedRest) / all
  const neededInRest = expectedRest > 0 ? (measure.target * all - soFar.numerator) / expectedRest : undefined
  const probability = probabilityOfKeeping(recent, recentValue, recentSum.denominator, expectedRest, all, daysLeft, projectedValue, measure)
  const show = (value: number): string => measure.unit === 'share' ? `${(100 * value).toFixed(2)} %` : `${value.toFixed(1)} s`
  const total = measure.unit === 'share' ? soFar.numerator.toFixed(0) : soFar.numerator.toFixed(1)
  const text = `so far ${total}/${soFar.denominator} = ${show(soFar.numerator / soFar.denominator)} in ${daysDone.toFixed(1)} days; last ${recent.length} days with cases ${show(recentValue)}; `
    + `expected rest ${expectedRest.toFixed(0)} in ${daysLeft.toFixed(1)} days; (${total} + ${measure.unit === 'share' ? recentValue.toFixed(4) : show(recentValue)} × ${expectedRest.toFixed(0)}) / ${all.toFixed(0)} = ${show(projectedValue)}; `
    + `target ${measure.direction === 'at-least' ? '≥' : '≤'} ${show(measure.target)}${neededInRest === undefined ? '' : `; the rest needs ${show(neededInRest)}`}${probability === undefined ? '' : `; probability ${(100 * probability).toFixed(0)} %`}`
  return { soFar, daysDone, daysLeft, expectedRest, recentValue, projectedValue, text, ...(neededInRest === undefined ? {} : { neededInRest }), ...(probability === undefined ? {} : { probability }) }
}

/** The rest differs from the recent value as days differ from each other, and the recent value itself is known only so well. */
function probabilityOfKeeping(recent: readonly Quotient[], value: number, cases: number, rest: number, all: number, daysLeft: number, projected: number, measure: Measure): number | undefined {
  const margin = measure.direction === 'at-least' ? projected - measure.target : measure.target - projected
  if (rest === 0) return margin >= -1e-9 ? 1 : 0
  if (recent.length < 2) return undefined
  const perDay = recent.reduce((sum, day) => sum + (day.numerator - value * day.denominator) ** 2, 0) / (recent.length - 1)
  const meanCases = cases / recent.length
  // Variance of one day's value, then of the mean of the days left plus that of the estimate.
  const dayVariance = perDay / meanCases ** 2
  const spread = (rest / all) * Math.sqrt(dayVariance * (1 / Math.max(1, daysLeft) + 1 / recent.length))
  return spread === 0 ? (margin >= -1e-9 ? 1 : 0) : normalCdf(margin / spread)
}
