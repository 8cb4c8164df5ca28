import type { FamilySituation } from './family-situation.ts'
import { isPositive } from './usable.ts'

/**
 * Refined HOL: (λ·w + 2)/(s·μ) seconds, w what the head has waited: behind it stand about λ·w contacts, and two more
 * departures are needed than they are. 1/(s·μ) where the line is empty. For feeds that tell rates but not the length of the
 * line, with little abandonment and arrivals that are not regular. Variance (λ·w·(1 + c²) + 2)/(s·μ)², c² as for LES. (Derived)
 */
export function refinedHeadOfLineWait({ headWaitedSeconds, arrivalsPerSecond, servicePerSecond }: Pick<FamilySituation, 'headWaitedSeconds' | 'arrivalsPerSecond' | 'servicePerSecond'>): number | undefined {
  if (!isPositive(servicePerSecond) || arrivalsPerSecond === undefined) return undefined
  return headWaitedSeconds === undefined ? 1 / servicePerSecond : (arrivalsPerSecond * headWaitedSeconds + 2) / servicePerSecond
}
