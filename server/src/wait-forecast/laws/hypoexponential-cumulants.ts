/** The first four cumulants: mean, variance, third and fourth. */
export interface Cumulants { mean: number; variance: number; third: number; fourth: number }

/** Terms summed one by one before the rest is taken as an integral (relative error of the rest below 1e-6). */
const SUMMED = 64

/**
 * Cumulants of the sum of independent Exp(rate + i·leaveRate), i = 0…ahead: κ_p = (p−1)!·Σ (rate + i·leaveRate)^−p.
 * Constant cost: the tail of each sum is the midpoint integral, written without division by `leaveRate`, which may be 0.
 */
export function cumulants(rate: number, leaveRate: number, ahead: number): Cumulants {
  const summed = Math.min(ahead, SUMMED - 1)
  let s1 = 0, s2 = 0, s3 = 0, s4 = 0
  for (let i = 0; i <= summed; i += 1) {
    const inverse = 1 / (rate + i * leaveRate)
    const square = inverse * inverse
    s1 += inverse
    s2 += square
    s3 += square * inverse
    s4 += square * square
  }
  const rest = ahead - summed
  if (rest > 0) {
    const from = rate + (summed + 0.5) * leaveRate
    const to = rate + (ahead + 0.5) * leaveRate
    s1 += inverseSum(from, to, leaveRate, rest)
    s2 += rest / (from * to)
    s3 += (rest * (from + to)) / (2 * from * from * to * to)
    s4 += (rest * (from * from + from * to + to * to)) / (3 * from ** 3 * to ** 3)
  }
  return { mean: s1, variance: s2, third: 2 * s3, fourth: 6 * s4 }
}

/** Mean alone, see `cumulants`. */
export function hypoexponentialMean(rate: number, leaveRate: number, ahead: number): number {
  const summed = Math.min(ahead, SUMMED - 1)
  let sum = 0
  for (let i = 0; i <= summed; i += 1) sum += 1 / (rate + i * leaveRate)
  const rest = ahead - summed
  return rest > 0 ? sum + inverseSum(rate + (summed + 0.5) * leaveRate, rate + (ahead + 0.5) * leaveRate, leaveRate, rest) : sum
}

/** ∫ di/(rate + i·leaveRate) over `count` unit steps; ln(1+y)/y keeps its digits for small y, and is 1 at 0. */
function inverseSum(from: number, to: number, leaveRate: number, count: number): number {
  const y = (count * leaveRate) / from
  // First Euler–Maclaurin correction of the midpoint rule, −(f'(to) − f'(from))/24 with f' = −leaveRate/x²: negative, 1/x is convex.
  const correction = (leaveRate * (1 / (to * to) - 1 / (from * from))) / 24
  return (count / from) * (y < 1e-12 ? 1 : Math.log1p(y) / y) + correction
}
