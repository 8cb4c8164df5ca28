/** Mean and variance of a number of contacts. */
export interface Liquid { mean: number; variance: number }

/**
 * The number of contacts after `seconds` in which each is lost at α and service takes r: m' = −(r + α·m), v' = r + α·m − 2·α·v,
 * exact while the line is not empty, in closed form that keeps its digits as α → 0.
 */
export function flowOff({ mean, variance }: Liquid, servicePerSecond: number, leavePerSecond: number, seconds: number): Liquid {
  const stay = Math.exp(-leavePerSecond * seconds)
  const h = leavePerSecond * seconds < 1e-12 ? seconds : -Math.expm1(-leavePerSecond * seconds) / leavePerSecond
  return { mean: mean * stay - servicePerSecond * h, variance: variance * stay * stay + (servicePerSecond + leavePerSecond * mean) * stay * h }
}

/** The seconds until a liquid of `amount` contacts is gone: ln(1 + α·amount/r)/α, amount/r as α → 0. */
export function drainSeconds(amount: number, servicePerSecond: number, leavePerSecond: number): number {
  const plain = amount / servicePerSecond
  const y = leavePerSecond * plain
  return y < 1e-12 ? plain : (plain * Math.log1p(y)) / y
}
