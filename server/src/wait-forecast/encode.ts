import type { BasedOn, UnknownReason } from '@queuecast/client-sdk/protocol'
import type { ClassCurve, Knot, PoolForecast, UnknownClass, WaitAtPlace } from './forecast.ts'
import { codeOfSeconds, secondsOfCode } from './log-scale.ts'
import { packIntegers, unpackIntegers } from './packed-integers.ts'

/** queue, priority, basis, agents, mean handle seconds, rate per second, knots: place and five waits, packed. */
type EncodedCurve = [queue: string, priority: number, basedOn: BasedOn, agents: number, meanHandle: number, rate: number, knots: string]
type EncodedUnknown = [queue: string, priority: number, unknown: UnknownReason]

/** A pool's forecast as it stands in the log: JSON-safe and short, about 60 bytes a class and 18 a knot. */
export interface EncodedPoolForecast {
  /** Format. */
  f: 1
  c: string
  p: string
  t: number
  k: (EncodedCurve | EncodedUnknown)[]
  /** Own rows: contact and five waits, packed. */
  o?: [contact: string, wait: string][]
}

/** Loses nothing but digits: waits to the logarithmic scale, inputs to four significant digits. */
export function encodePoolForecast(forecast: PoolForecast): EncodedPoolForecast {
  return {
    f: 1, c: forecast.center, p: forecast.pool, t: forecast.tickMs,
    k: forecast.classes.map((one) => ('unknown' in one ? [one.queue, one.priority, one.unknown] : encodeCurve(one))),
    ...(forecast.contacts.length > 0 && { o: forecast.contacts.map(({ contact, wait }) => [contact, packIntegers(codes(wait))]) }),
  }
}

/** Throws a RangeError where packed values are damaged. */
export function decodePoolForecast(encoded: EncodedPoolForecast): PoolForecast {
  return {
    center: encoded.c, pool: encoded.p, tickMs: encoded.t,
    classes: encoded.k.map((one) => (one.length === 3 ? decodeUnknown(one) : decodeCurve(one))),
    contacts: (encoded.o ?? []).map(([contact, wait]) => ({ contact, wait: waitOf(unpackIntegers(wait), 0) })),
  }
}

function encodeCurve(curve: ClassCurve): EncodedCurve {
  const { agents, meanHandleSeconds, ratePerSecond } = curve.inputs
  // One flat array filled in a plain loop: this runs for each class at each tick.
  const knots: number[] = []
  for (const knot of curve.knots) {
    knots.push(knot.place, codeOfSeconds(knot.p10Seconds), codeOfSeconds(knot.p50Seconds), codeOfSeconds(knot.p90Seconds),
      codeOfSeconds(knot.meanSeconds), codeOfSeconds(knot.meanIfServedSeconds))
  }
  return [curve.queue, curve.priority, curve.basedOn, short(agents), short(meanHandleSeconds), short(ratePerSecond), packIntegers(knots)]
}

function decodeCurve([queue, priority, basedOn, agents, meanHandleSeconds, ratePerSecond, packed]: EncodedCurve): ClassCurve {
  const integers = unpackIntegers(packed)
  if (integers.length % VALUES_PER_KNOT !== 0) throw new RangeError(`curve of ${queue}: ${integers.length} values; must be a multiple of ${VALUES_PER_KNOT}`)
  const knots: Knot[] = []
  for (let at = 0; at < integers.length; at += VALUES_PER_KNOT) knots.push({ place: integers[at] ?? 0, ...waitOf(integers, at + 1) })
  return { queue, priority, basedOn, inputs: { agents, meanHandleSeconds, ratePerSecond }, knots }
}

const VALUES_PER_KNOT = 6
const decodeUnknown = ([queue, priority, unknown]: EncodedUnknown): UnknownClass => ({ queue, priority, unknown })
const short = (value: number): number => Number(value.toPrecision(4))

const codes = (wait: WaitAtPlace): number[] =>
  [wait.p10Seconds, wait.p50Seconds, wait.p90Seconds, wait.meanSeconds, wait.meanIfServedSeconds].map(codeOfSeconds)

function waitOf(integers: readonly number[], at: number): WaitAtPlace {
  const seconds = (offset: number): number => secondsOfCode(integers[at + offset] ?? 0)
  return { p10Seconds: seconds(0), p50Seconds: seconds(1), p90Seconds: seconds(2), meanSeconds: seconds(3), meanIfServedSeconds: seconds(4) }
}
