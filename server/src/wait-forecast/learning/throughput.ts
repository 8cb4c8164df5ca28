/**
 * Departures per second of non-empty line, of one queue. `nonEmpty` is whether its *pool* has anyone waiting, so that the
 * rates of a pool's queues add up to the pool's, and go on doing so when pools merge or split.
 */
export interface Throughput {
  atMs: number
  nonEmpty: boolean
  departures: number
  exposureSeconds: number
  /** The same, forgotten slowly and only while someone waits: what the rate is when the line fills after a lull. */
  slowDepartures: number
  slowExposureSeconds: number
}

const FORGET_SECONDS = 900
const SLOW_FORGET_SECONDS = 4 * 3600
/** So many seconds of the slow rate are mixed into the fast one. */
const PRIOR_SECONDS = 120
/** Answered this soon, nobody stood in a line: it says nothing about how fast a line moves. */
export const LEAST_WAIT_SECONDS = 0.5

export function newThroughput(atMs: number, pool: readonly Throughput[]): Throughput {
  // In a pool that was watched for a while a new queue has been silent that long.
  const exposureSeconds = pool.reduce((most, one) => Math.max(most, one.exposureSeconds), 0)
  const slowExposureSeconds = pool.reduce((most, one) => Math.max(most, one.slowExposureSeconds), 0)
  return { atMs, nonEmpty: false, departures: 0, exposureSeconds, slowDepartures: 0, slowExposureSeconds }
}

/** Brings the sums up to `nowMs` with the line as it stood until then. An earlier `nowMs` changes nothing. */
export function advanceThroughput(throughput: Throughput, nowMs: number): void {
  const seconds = (nowMs - throughput.atMs) / 1000
  if (seconds <= 0) return
  const kept = Math.exp(-seconds / FORGET_SECONDS)
  throughput.atMs = nowMs
  throughput.departures *= kept
  throughput.exposureSeconds *= kept
  if (!throughput.nonEmpty) return
  throughput.exposureSeconds += FORGET_SECONDS * (1 - kept)
  const slowKept = Math.exp(-seconds / SLOW_FORGET_SECONDS)
  throughput.slowDepartures *= slowKept
  throughput.slowExposureSeconds = throughput.slowExposureSeconds * slowKept + SLOW_FORGET_SECONDS * (1 - slowKept)
}

export function countDeparture(throughput: Throughput): void {
  throughput.departures += 1
  throughput.slowDepartures += 1
}

/** The pool's rate now, from its queues' sums; undefined where nothing left a line yet. Changes nothing. */
export function throughputOf(queues: readonly Throughput[], nowMs: number): { ratePerSecond: number; recentDepartures: number; departures: number } | undefined {
  let ratePerSecond = 0, recentDepartures = 0, departures = 0
  for (const queue of queues) {
    const now = { ...queue }
    advanceThroughput(now, nowMs)
    if (now.slowExposureSeconds <= 0) continue
    const prior = (now.slowDepartures / now.slowExposureSeconds) * PRIOR_SECONDS
    ratePerSecond += (now.departures + prior) / (now.exposureSeconds + PRIOR_SECONDS)
    recentDepartures += now.departures + prior
    departures += now.slowDepartures
  }
  return departures > 0 ? { ratePerSecond, recentDepartures, departures } : undefined
}
