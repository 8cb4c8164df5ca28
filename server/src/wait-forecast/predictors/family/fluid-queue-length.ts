import type { FamilySituation } from './family-situation.ts'
import { drainSeconds } from './liquid.ts'
import { isPositive } from './usable.ts'

/**
 * Fluid QL with abandonment: ln(1 + α·(n + 1)/(s·μ))/α seconds: a line drained as a liquid. For heavy overload and many
 * agents; with few it lies below QLm. QL as α → 0. (Formula as in the ContactCenters library, there with n; n + 1 has the
 * smaller bias.)
 */
export function fluidQueueLengthWait({ ahead, servicePerSecond, leavePerSecond = 0 }: Pick<FamilySituation, 'ahead' | 'servicePerSecond' | 'leavePerSecond'>): number | undefined {
  if (!isPositive(servicePerSecond)) return undefined
  return drainSeconds(ahead + 1, servicePerSecond, leavePerSecond)
}
