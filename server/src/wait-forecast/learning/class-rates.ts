/** How often contacts of one class join: a priority, apart for those whose `since` is earlier than their joining. Plain data. */
export interface ClassRate {
  priority: number
  credited: boolean
  /** Mean credit, seconds: joining minus `since`. */
  creditSeconds: number
  /** Arrivals, forgotten over five minutes and over half an hour. */
  fast: number
  slow: number
  atMs: number
}

const FAST_SECONDS = 300
const SLOW_SECONDS = 1800
const CREDIT_GAIN = 0.05
const MOST_CLASSES = 16

export function countClassArrival(rates: ClassRate[], priority: number, creditSeconds: number, credited: boolean, nowMs: number): void {
  let known = rates.find((one) => one.priority === priority && one.credited === credited)
  if (!known) {
    known = { priority, credited, creditSeconds, fast: 0, slow: 0, atMs: nowMs }
    rates.push(known)
    if (rates.length > MOST_CLASSES) rates.shift()
  }
  const { fast, slow } = countsAt(known, nowMs)
  known.fast = fast + 1
  known.slow = slow + 1
  known.atMs = Math.max(known.atMs, nowMs)
  known.creditSeconds += CREDIT_GAIN * (creditSeconds - known.creditSeconds)
}

/** Arrivals per second: the mean of both memories. */
export function perSecondOf(rate: ClassRate, nowMs: number): number {
  const { fast, slow } = countsAt(rate, nowMs)
  return (fast / FAST_SECONDS + slow / SLOW_SECONDS) / 2
}

/** Arrivals per second of the last minutes over those of the last half hour; 1 before any came. `without`: so many of this instant are left out. */
export function quickening(queues: readonly (readonly ClassRate[])[], nowMs: number, without = 0): number {
  let fastSum = 1 / SLOW_SECONDS - without / FAST_SECONDS, slowSum = (1 - without) / SLOW_SECONDS
  for (const rates of queues) {
    for (const rate of rates) {
      const { fast, slow } = countsAt(rate, nowMs)
      fastSum += fast / FAST_SECONDS
      slowSum += slow / SLOW_SECONDS
    }
  }
  return slowSum > 0 ? Math.min(4, Math.max(0, fastSum / slowSum)) : 1
}

function countsAt(rate: ClassRate, nowMs: number): { fast: number; slow: number } {
  const seconds = Math.max(0, nowMs - rate.atMs) / 1000
  return { fast: rate.fast * Math.exp(-seconds / FAST_SECONDS), slow: rate.slow * Math.exp(-seconds / SLOW_SECONDS) }
}
