/** Arrivals of one priority in one queue, exponentially weighted. */
export interface Arrivals { priority: number; count: number; atMs: number }

const FORGET_SECONDS = 900
const MOST_PRIORITIES = 16

export function countArrival(arrivals: Arrivals[], priority: number, atMs: number): void {
  const known = arrivals.find((one) => one.priority === priority)
  if (known) {
    known.count = countAt(known, atMs) + 1
    known.atMs = Math.max(known.atMs, atMs)
    return
  }
  arrivals.push({ priority, count: 1, atMs })
  if (arrivals.length <= MOST_PRIORITIES) return
  const now = Math.max(...arrivals.map((one) => one.atMs))
  let rarest = 0
  for (const [index, one] of arrivals.entries()) {
    const other = arrivals[rarest]
    if (other && countAt(one, now) < countAt(other, now)) rarest = index
  }
  arrivals.splice(rarest, 1)
}

/** Arrivals per second of strictly higher priorities. */
export function rateAbove(arrivals: readonly Arrivals[], priority: number, nowMs: number): number {
  let count = 0
  for (const one of arrivals) if (one.priority > priority) count += countAt(one, nowMs)
  return count / FORGET_SECONDS
}

const countAt = (arrivals: Arrivals, atMs: number): number => arrivals.count * Math.exp(-Math.max(0, atMs - arrivals.atMs) / 1000 / FORGET_SECONDS)
