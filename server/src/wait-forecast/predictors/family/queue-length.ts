import type { FamilySituation } from './family-situation.ts'
import { isPositive } from './usable.ts'

/**
 * QL: (n + 1)/(s·μ) seconds. The exact mean of the wait in GI/M/s, whoever comes later; best where nobody or hardly anybody
 * gives up and staffing is known. Under overload with abandonment far too long. (Ibrahim and Whitt, MSOM 2009)
 */
export function queueLengthWait({ ahead, servicePerSecond }: Pick<FamilySituation, 'ahead' | 'servicePerSecond'>): number | undefined {
  return isPositive(servicePerSecond) ? (ahead + 1) / servicePerSecond : undefined
}
