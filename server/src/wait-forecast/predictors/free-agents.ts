import type { WaitAtPlace } from '../forecast.ts'

/**
 * Whoever has fewer ahead than agents are free only waits for the pick-up: taken as exponential with the mean that was
 * learned from contacts who came when somebody was free. Those behind wait as in a line shorter by the free agents, and
 * never less than a pick-up.
 */
export function behindFreeAgents(line: (ahead: number) => WaitAtPlace, freeSlots: number, pickUpSeconds: number): (ahead: number) => WaitAtPlace {
  if (freeSlots <= 0) return line
  const pickUp: WaitAtPlace = {
    p10Seconds: pickUpSeconds * -Math.log(0.9),
    p50Seconds: pickUpSeconds * Math.LN2,
    p90Seconds: pickUpSeconds * Math.LN10,
    meanSeconds: pickUpSeconds,
    meanIfServedSeconds: pickUpSeconds,
  }
  return (ahead) => (ahead < freeSlots ? pickUp : longerOf(line(ahead - freeSlots), pickUp))
}

function longerOf(a: WaitAtPlace, b: WaitAtPlace): WaitAtPlace {
  return {
    p10Seconds: Math.max(a.p10Seconds, b.p10Seconds),
    p50Seconds: Math.max(a.p50Seconds, b.p50Seconds),
    p90Seconds: Math.max(a.p90Seconds, b.p90Seconds),
    meanSeconds: Math.max(a.meanSeconds, b.meanSeconds),
    meanIfServedSeconds: Math.max(a.meanIfServedSeconds, b.meanIfServedSeconds),
  }
}
