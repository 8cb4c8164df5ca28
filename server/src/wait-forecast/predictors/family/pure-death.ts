import type { Liquid } from './liquid.ts'

/** Probabilities of how many are still ahead: index 0…n; what is missing to 1 has been served. */
export type AheadLaw = Float64Array

/** So many expected departures in one closed step: e^−25 keeps its digits and nothing underflows. */
const MOST_DEPARTURES = 25
/** Less probable places are not followed: n of them are no part of any digit shown. */
const NEGLIGIBLE = 1e-17

/**
 * Moves the law of the number ahead on by `seconds` of service at r = `servicePerSecond`, each of those ahead leaving at α:
 * p_k' = −(r + k·α)·p_k + (r + (k+1)·α)·p_{k+1}, solved in closed form: from m to k ahead with probability
 * Π_{i=k+1…m} ((r + i·α)·h/(m − i + 1)) · e^(−(r + m·α)·t + α·(m − k)·t), h = (1 − e^(−α·t))/α.
 */
export function departFrom(law: AheadLaw, servicePerSecond: number, leavePerSecond: number, seconds: number): AheadLaw {
  let now = law
  let left = seconds
  while (left > 0) {
    const last = lastPlace(now)
    if (last < 0) break
    const step = Math.min(left, MOST_DEPARTURES / (servicePerSecond + last * leavePerSecond))
    // Where neither service nor leaving takes anybody the rate is 0 and the step the whole of it.
    now = oneStep(now, last, servicePerSecond, leavePerSecond, step)
    left -= step
  }
  return now
}

function oneStep(law: AheadLaw, last: number, service: number, leave: number, seconds: number): AheadLaw {
  const next = new Float64Array(law.length)
  const perLoss = Math.expm1(leave * seconds)
  // h·e^(α·t), which belongs to each departure.
  const factor = leave * seconds < 1e-12 ? seconds : perLoss / leave
  for (let from = 0; from <= last; from += 1) {
    const share = law[from] ?? 0
    if (share < NEGLIGIBLE) continue
    let term = share * Math.exp(-(service + from * leave) * seconds)
    for (let k = from; k >= 0 && (term > NEGLIGIBLE || from - k < MOST_DEPARTURES); k -= 1) {
      next[k] = (next[k] ?? 0) + term
      term *= ((service + k * leave) * factor) / (from - k + 1)
    }
  }
  return next
}

function lastPlace(law: AheadLaw): number {
  let last = law.length - 1
  while (last >= 0 && (law[last] ?? 0) < NEGLIGIBLE) last -= 1
  return last
}

/** The law after so many at the head were taken at once. */
export function taken(law: AheadLaw, count: number): AheadLaw {
  return count > 0 ? law.slice(Math.min(count, law.length)) : law
}

/** The normal law of a number ahead, on 0…`places` − 1; what lies below 0 has been served. */
export function normalLaw({ mean, variance }: Liquid, places: number): AheadLaw {
  const law = new Float64Array(places)
  if (!(variance > 0)) {
    const place = Math.round(mean)
    if (place >= 0 && place < places) law[place] = 1
    return law
  }
  const scale = 1 / Math.sqrt(2 * Math.PI * variance)
  for (let k = 0; k < places; k += 1) law[k] = scale * Math.exp(-((k - mean) ** 2) / (2 * variance))
  return law
}
