import { hypoexponentialMean } from '../../laws/hypoexponential-cumulants.ts'
import type { FamilySituation } from './family-situation.ts'
import { isPositive } from './usable.ts'

type Read = Pick<FamilySituation, 'ahead' | 'servicePerSecond' | 'leavePerSecond'>

/**
 * QLm: Σ_{i=0…n} 1/(s·μ + i·α) seconds, the exact mean of the virtual wait (of a contact that never gives up) in GI/M/s+M;
 * best by far where staffing is known. (Ibrahim and Whitt, Management Science 2009) Its law: `laws/`.
 */
export function markovianWait({ ahead, servicePerSecond, leavePerSecond = 0 }: Read): number | undefined {
  return isPositive(servicePerSecond) ? hypoexponentialMean(servicePerSecond, leavePerSecond, ahead) : undefined
}

/**
 * QLm of those who get served: Σ_{i=0…n} 1/(s·μ + (i+1)·α) seconds: the law of the virtual wait tilted by the contact's own
 * patience. The one to hold against logged waits of answered contacts. (Derived: SPEC, sources)
 */
export function markovianServedWait({ ahead, servicePerSecond, leavePerSecond = 0 }: Read): number | undefined {
  return isPositive(servicePerSecond) ? hypoexponentialMean(servicePerSecond + leavePerSecond, leavePerSecond, ahead) : undefined
}
