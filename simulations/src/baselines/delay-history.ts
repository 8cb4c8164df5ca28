import type { BaselineMoment, BaselinePredictor } from './moment.ts'

const last = (moment: BaselineMoment): number | undefined => moment.lastWaits.at(-1)
const head = (moment: BaselineMoment): number | undefined => moment.headWaited ?? last(moment)
const mean = (values: readonly number[]): number | undefined => (values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length)

/** Wait of the last to enter service (Ibrahim and Whitt 2009). */
export const lastToEnterService: BaselinePredictor = last
/** Elapsed wait of the head of the line; the last to enter service where nobody waits. */
export const headOfLine: BaselinePredictor = head

/**
 * Behind a head that has waited w stand about λw who came since: with it and the new one that is λw + 2 departures at s·μ
 * (reference, 1.2). Without a known service rate, the head's wait as it is.
 */
export const refinedHeadOfLine: BaselinePredictor = (moment) => {
  const waited = head(moment)
  const rate = moment.slots * (moment.perSlotPerSecond ?? 0)
  if (waited === undefined || rate === 0) return waited
  return (moment.arrivalsPerSecond * waited + 2) / rate
}

/** Mean of the last ten waits of the class. */
export const averageOfTen: BaselinePredictor = (moment) => mean(moment.lastWaits)

/** Mean wait of those of the class who had found the same queue length (Thiongane, Chan and L'Ecuyer 2016). */
export const averageAtSameLength: BaselinePredictor = (moment) => moment.meanAtSameLength ?? last(moment)

/** Each who still waits stretched to a full wait, by the share of its way that it has made, and the last served: their mean. */
export const extrapolated: BaselinePredictor = (moment) => {
  const served = last(moment)
  const estimates = served === undefined ? [] : [served]
  for (const { waited, found, now } of moment.inLine) if (found > now) estimates.push((waited * (found + 1)) / (found - now))
  return mean(estimates) ?? moment.headWaited
}

/** The last wait in proportion to the line that it and this one found; the proportion is cut to a third … three, or small lines ruin it. */
export const proportional: BaselinePredictor = (moment) => {
  const waited = last(moment)
  return waited === undefined ? undefined : waited * Math.min(3, Math.max(1 / 3, (moment.aheadInQueue + 1) / (moment.lastFound + 1)))
}

/** The delay-history family by name. */
export const DELAY_HISTORY: ReadonlyMap<string, BaselinePredictor> = new Map([
  ['LES', lastToEnterService], ['HOL', headOfLine], ['HOL refined', refinedHeadOfLine], ['Avg-LES10', averageOfTen],
  ['AvgC-LES', averageAtSameLength], ['E-LES', extrapolated], ['P-LES', proportional],
])
