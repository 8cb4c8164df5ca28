import type { Knot, ReadCurve, WaitAtPlace } from './forecast.ts'

/** Linear between knots, the last slope beyond, the first knot's value below place 1. A curve without knots cannot be read. */
export const readCurve: ReadCurve = (curve, place, credited = false) => {
  const { knots } = curve
  if (credited && curve.credited && place >= curve.credited.place) return waitOf(curve.credited)
  const first = knots[0]
  if (!first) throw new RangeError(`curve of ${curve.queue}: has no knots; it needs at least one`)
  if (knots.length === 1 || place <= first.place) return waitOf(first)
  let low = 0
  let high = knots.length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((knots[middle]?.place ?? Infinity) <= place) low = middle
    else high = middle
  }
  const from = knots[low] ?? first
  const to = knots[high] ?? first
  const share = (place - from.place) / (to.place - from.place)
  const wait: WaitAtPlace = {
    p10Seconds: between(from.p10Seconds, to.p10Seconds, share), p50Seconds: between(from.p50Seconds, to.p50Seconds, share),
    p90Seconds: between(from.p90Seconds, to.p90Seconds, share), meanSeconds: between(from.meanSeconds, to.meanSeconds, share),
    meanIfServedSeconds: between(from.meanIfServedSeconds, to.meanIfServedSeconds, share),
  }
  if (from.plain && to.plain) {
    wait.plain = {
      meanSeconds: between(from.plain.meanSeconds, to.plain.meanSeconds, share),
      meanIfServedSeconds: between(from.plain.meanIfServedSeconds, to.plain.meanIfServedSeconds, share),
    }
  }
  return wait
}

const between = (from: number, to: number, share: number): number => from + (to - from) * share

function waitOf({ p10Seconds, p50Seconds, p90Seconds, meanSeconds, meanIfServedSeconds, plain }: Knot): WaitAtPlace {
  const wait: WaitAtPlace = { p10Seconds, p50Seconds, p90Seconds, meanSeconds, meanIfServedSeconds }
  if (plain) wait.plain = plain
  return wait
}

/**
 * Knots at rising places that never fall in place and whose quantiles never cross: each value is at least its predecessor's.
 * Written as one loop, since every queue of every pool passes here each second.
 */
export function risingKnots(places: readonly number[], waitAt: (place: number) => WaitAtPlace): Knot[] {
  const knots: Knot[] = []
  let p10Seconds = 0, p50Seconds = 0, p90Seconds = 0, meanSeconds = 0, meanIfServedSeconds = 0
  for (const place of places) {
    const wait = waitAt(place)
    p10Seconds = Math.max(p10Seconds, wait.p10Seconds)
    p50Seconds = Math.max(p50Seconds, wait.p50Seconds, p10Seconds)
    p90Seconds = Math.max(p90Seconds, wait.p90Seconds, p50Seconds)
    meanSeconds = Math.max(meanSeconds, wait.meanSeconds)
    meanIfServedSeconds = Math.max(meanIfServedSeconds, wait.meanIfServedSeconds)
    const knot: Knot = { place, p10Seconds, p50Seconds, p90Seconds, meanSeconds, meanIfServedSeconds }
    if (wait.plain) knot.plain = wait.plain
    knots.push(knot)
  }
  return knots
}
