import type { FamilySituation, WaitMoments } from './family-situation.ts'
import { isPositive } from './usable.ts'

type Read = Pick<FamilySituation, 'ahead' | 'servicePerSecond' | 'leavePerSecond' | 'overtakersPerSecond'>

/** The recursion starts where what lies above is worth less than this share, or after so many levels. */
const NEGLIGIBLE = 1e-13
const MOST_LEVELS = 20_000

/**
 * Mean and variance of the wait of a lower class while contacts come at λ1 that go before it (not interrupting a service),
 * `ahead` counting all who go before now. Each level down is a busy period of those who come:
 * τ_k = (1 + λ1·τ_{k+1})/d_k, v_k = 1/(d_k·(d_k + λ1)) + (λ1/d_k)·v_{k+1} + (λ1/(d_k + λ1))·(τ_k + τ_{k+1})², d_k = s·μ + k·α;
 * the wait is Σ_{k=0…n}. Without abandonment (n+1)/(r − λ1) and (n+1)·(r + λ1)/(r − λ1)³. Best where priorities are inserted;
 * a queue-length formula that ignores those to come has 2–4 times the squared error. Undefined where the lower class is never
 * served for certain (λ1 ≥ s·μ without abandonment). (First passage of a birth and death chain: SPEC, sources)
 */
export function twoClassMoments({ ahead, servicePerSecond, leavePerSecond = 0, overtakersPerSecond = 0 }: Read): WaitMoments | undefined {
  if (!isPositive(servicePerSecond)) return undefined
  const top = startingLevel(servicePerSecond, leavePerSecond, overtakersPerSecond, ahead)
  const spare = servicePerSecond + top * leavePerSecond - overtakersPerSecond
  if (spare <= 0) return undefined
  // Above the top as if nobody there left: exact without abandonment, negligible with it.
  let tau = 1 / spare
  let variance = (spare + 2 * overtakersPerSecond) / spare ** 3
  let meanSeconds = 0
  let varianceSeconds2 = 0
  for (let k = top - 1; k >= 0; k -= 1) {
    const down = servicePerSecond + k * leavePerSecond
    const above = tau
    tau = (1 + overtakersPerSecond * above) / down
    variance = 1 / (down * (down + overtakersPerSecond)) + (overtakersPerSecond / down) * variance
      + (overtakersPerSecond / (down + overtakersPerSecond)) * (tau + above) ** 2
    if (k <= ahead) {
      meanSeconds += tau
      varianceSeconds2 += variance
    }
  }
  // Far more who overtake than are served or leave: the wait is finite, but longer than any number here.
  return varianceSeconds2 < Infinity ? { meanSeconds, varianceSeconds2 } : undefined
}

/** The mean of `twoClassMoments`, seconds. */
export const twoClassWait = (situation: Read): number | undefined => twoClassMoments(situation)?.meanSeconds

function startingLevel(service: number, leave: number, overtakers: number, ahead: number): number {
  let level = ahead
  let weight = 1
  while (weight > NEGLIGIBLE && level - ahead < MOST_LEVELS) {
    level += 1
    weight *= overtakers / (service + level * leave)
  }
  return level
}
