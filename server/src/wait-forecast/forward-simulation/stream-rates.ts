import type { ModelStream } from './pool-model.ts'

/** Contacts of one kind that joined one queue: a priority and a size of credit. Sums, the older ones forgotten; plain data. */
export interface StreamRate {
  priority: number
  /** Which of `CREDIT_EDGES` the credit passes, 0 for none. */
  creditClass: number
  /** Mean credit, seconds. */
  creditSeconds: number
  count: number
  slowCount: number
  atMs: number
}
/** What joined one queue, and since when it is watched. */
export interface QueueStreams { sinceMs: number; rates: StreamRate[] }

const FORGET_SECONDS = 900
const SLOW_FORGET_SECONDS = 2 * 3600
/** The slow rate counts as so many seconds of watching: a quarter of an hour alone says little of who is rare. */
const PRIOR_SECONDS = 1800
/** Credits are told apart so far, seconds. */
const CREDIT_EDGES = [1, 20, 60, 150, 400]
const CREDIT_GAIN = 0.05
const MOST_RATES = 32
/** Fewer in an hour change nothing that could be measured. */
const LEAST_PER_SECOND = 1 / 3600

export const newQueueStreams = (nowMs: number): QueueStreams => ({ sinceMs: nowMs, rates: [] })

export function countJoined(streams: QueueStreams, priority: number, creditSeconds: number, nowMs: number): void {
  let creditClass = 0
  for (const edge of CREDIT_EDGES) if (creditSeconds >= edge) creditClass += 1
  let known = streams.rates.find((one) => one.priority === priority && one.creditClass === creditClass)
  if (!known) {
    known = { priority, creditClass, creditSeconds, count: 0, slowCount: 0, atMs: nowMs }
    streams.rates.push(known)
    if (streams.rates.length > MOST_RATES) streams.rates.shift()
  }
  const { count, slowCount } = countsAt(known, nowMs)
  known.count = count + 1
  known.slowCount = slowCount + 1
  known.atMs = Math.max(known.atMs, nowMs)
  known.creditSeconds += CREDIT_GAIN * (creditSeconds - known.creditSeconds)
}

/** The streams of a queue that may go before somebody: those above its lowest priority, and those with a credit. */
export function streamsOf(streams: QueueStreams, queue: number, lowestPriority: number, nowMs: number): ModelStream[] {
  const watched = Math.max(0, nowMs - streams.sinceMs) / 1000
  const seconds = watchedSeconds(watched, FORGET_SECONDS)
  const slowSeconds = watchedSeconds(watched, SLOW_FORGET_SECONDS)
  return streams.rates.flatMap((rate): ModelStream[] => {
    if (rate.priority <= lowestPriority && rate.creditClass === 0) return []
    const { count, slowCount } = countsAt(rate, nowMs)
    const slowPerSecond = slowCount / Math.max(slowSeconds, FORGET_SECONDS)
    const perSecond = (count + slowPerSecond * PRIOR_SECONDS) / (seconds + PRIOR_SECONDS)
    const creditSeconds = rate.creditClass === 0 ? 0 : rate.creditSeconds
    return perSecond < LEAST_PER_SECOND ? [] : [{ queue, priority: rate.priority, perSecond, creditSeconds }]
  })
}

const watchedSeconds = (seconds: number, forget: number): number => forget * -Math.expm1(-seconds / forget)

function countsAt(rate: StreamRate, nowMs: number): { count: number; slowCount: number } {
  const seconds = Math.max(0, nowMs - rate.atMs) / 1000
  return { count: rate.count * Math.exp(-seconds / FORGET_SECONDS), slowCount: rate.slowCount * Math.exp(-seconds / SLOW_FORGET_SECONDS) }
}
