import type { BasedOn, UnknownReason } from '@queuecast/client-sdk/protocol'
import type { ClassCurve, Knot, PoolForecast, UnknownClass, WaitAtPlace } from './forecast.ts'
import { codeOfSeconds, secondsOfCode } from './log-scale.ts'
import { packIntegers, unpackIntegers } from './packed-integers.ts'

/**
 * queue, priority, basis, agents, mean handle seconds, rate per second, knots: place and five waits, packed; where the curve
 * was simulated, both plain means of each knot, packed; the knot of who joins with credit, then its plain means, packed.
 */
type EncodedCurve = [queue: string, priority: number, basedOn: BasedOn, agents: number, meanHandle: number, rate: number, knots: string, plain?: string, credited?: string]
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
  const encoded: EncodedCurve = [curve.queue, curve.priority, curve.basedOn, short(agents), short(meanHandleSeconds), short(ratePerSecond), packIntegers(knots)]
  const plain = curve.knots.flatMap((knot) => (knot.plain ? [codeOfSeconds(knot.plain.meanSeconds), codeOfSeconds(knot.plain.meanIfServedSeconds)] : []))
  if (plain.length === 0 || plain.length !== 2 * curve.knots.length) return encoded
  encoded.push(packIntegers(plain))
  const { credited } = curve
  if (credited?.plain) encoded.push(packIntegers([credited.place, ...codes(credited), codeOfSeconds(credited.plain.meanSeconds), codeOfSeconds(credited.plain.meanIfServedSeconds)]))
  return encoded
}

function decodeCurve([queue, priority, basedOn, agents, meanHandleSeconds, ratePerSecond, packed, plain, credited]: EncodedCurve): ClassCurve {
  const integers = unpackIntegers(packed)
  if (integers.length % VALUES_PER_KNOT !== 0) throw new RangeError(`curve of ${queue}: ${integers.length} values; must be a multiple of ${VALUES_PER_KNOT}`)
  const knots: Knot[] = []
  const means = plain === undefined ? undefined : unpackIntegers(plain)
  for (let at = 0, knot = 0; at < integers.length; at += VALUES_PER_KNOT, knot += 1) {
    knots.push({
      place: integers[at] ?? 0, ...waitOf(integers, at + 1),
      ...(means && { plain: plainOf(means, 2 * knot) }),
    })
  }
  const own = credited === undefined ? undefined : unpackIntegers(credited)
  return {
    queue, priority, basedOn, inputs: { agents, meanHandleSeconds, ratePerSecond }, knots,
    ...(own && { credited: { place: own[0] ?? 0, ...waitOf(own, 1), plain: plainOf(own, VALUES_PER_KNOT) } }),
  }
}

const VALUES_PER_KNOT = 6
const decodeUnknown = ([queue, priority, unknown]: EncodedUnknown): UnknownClass => ({ queue, priority, unknown })
const short = (value: number): number => Number(value.toPrecision(4))

const codes = (wait: WaitAtPlace): number[] =>
  [wait.p10Seconds, wait.p50Seconds, wait.p90Seconds, wait.meanSeconds, wait.meanIfServedSeconds].map(codeOfSeconds)

const plainOf = (integers: readonly number[], at: number): NonNullable<WaitAtPlace['plain']> =>
  ({ meanSeconds: secondsOfCode(integers[at] ?? 0), meanIfServedSeconds: secondsOfCode(integers[at + 1] ?? 0) })

function waitOf(integers: readonly number[], at: number): WaitAtPlace {
  const seconds = (offset: number): number => secondsOfCode(integers[at + offset] ?? 0)
  return { p10Seconds: seconds(0), p50Seconds: seconds(1), p90Seconds: seconds(2), meanSeconds: seconds(3), meanIfServedSeconds: seconds(4) }
}
