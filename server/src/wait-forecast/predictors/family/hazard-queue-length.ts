import type { FamilySituation } from './family-situation.ts'
import { isPositive } from './usable.ts'

/**
 * QLa: Σ_{i=0…n} 1/(s·μ + d_n − d_{n−i}) seconds, d_k = Σ_{j=1…k} h(j/λ): who stands j-th from the end has waited about j/λ.
 * For patience that is not exponential, where ages are not told; QLm where h is constant. (Ibrahim and Whitt, 2009)
 */
export function hazardWait({ ahead, servicePerSecond, arrivalsPerSecond, leaveHazard }: Pick<FamilySituation, 'ahead' | 'servicePerSecond' | 'arrivalsPerSecond' | 'leaveHazard'>): number | undefined {
  if (!isPositive(servicePerSecond) || !isPositive(arrivalsPerSecond) || !leaveHazard) return undefined
  let leaving = 0
  let seconds = 1 / servicePerSecond
  // d_n − d_{n−i} grows by h((n − i + 1)/λ) with i.
  for (let i = 1; i <= ahead; i += 1) {
    leaving += leaveHazard((ahead - i + 1) / arrivalsPerSecond)
    seconds += 1 / (servicePerSecond + leaving)
  }
  return seconds
}

/**
 * QL by ages: Σ_{i=0…n} 1/(s·μ + Σ_{j ≤ i} h(age_j + t_i)) seconds, where j counts from the head and t_i is the expected time
 * until only i stand ahead. Best for patience of any law, since each age is known; QLm where h is constant. Reads the hazard
 * n²/2 times: for lines of some hundreds. (Derived)
 */
export function agedHazardWait({ ahead, servicePerSecond, leaveHazard, line }: Pick<FamilySituation, 'ahead' | 'servicePerSecond' | 'leaveHazard' | 'line'>): number | undefined {
  if (!isPositive(servicePerSecond) || !leaveHazard || !line || line.length < ahead) return undefined
  let seconds = 0
  for (let i = ahead; i >= 0; i -= 1) {
    let rate = servicePerSecond
    for (const contact of line.slice(0, i)) rate += leaveHazard(contact.waitedSeconds + seconds)
    seconds += 1 / rate
  }
  return seconds
}
