/** Zero crossings of the filter on each side: what is let through ends some 350 Hz below half the new rate of 8 kHz. */
const CROSSINGS = 32
/** Of half the new rate: in the middle of the filter's slope. */
const CUTOFF_SHARE = 0.925

/** Turns sound of one rate into that of a lower one, a part at a time, so that a long one need not be done at once. */
export interface RateLowering {
  /** How many samples come of so many. */
  length(samples: number): number
  /** Fills `to` from sample `begin` to before `end`. */
  fill(from: Int16Array, to: Int16Array, begin: number, end: number): void
}

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b))

/**
 * A windowed-sinc filter, one set of weights for each of the places that a new sample can have between two old ones: what the new
 * rate cannot carry is taken out first, else it would come back as another tone (IV10). Rates in whole hertz, the new one lower.
 */
export function lowerRate(fromHertz: number, toHertz: number): RateLowering {
  if (!(toHertz > 0 && toHertz < fromHertz)) throw new RangeError(`toHertz: ${toHertz} is not below ${fromHertz}; sound is only brought to a lower rate`)
  const divisor = greatestDivisor(fromHertz, toHertz)
  const up = toHertz / divisor
  const down = fromHertz / divisor
  const ratio = fromHertz / toHertz
  const half = Math.ceil(CROSSINGS * ratio)
  // One row of weights a phase, in one array: the inner loop then costs half.
  const taps = 2 * half
  const table = new Float64Array(up * taps)
  for (let phase = 0; phase < up; phase += 1) table.set(weights(phase / up, half, ratio), phase * taps)
  return {
    length: (samples) => Math.floor((samples * up) / down),
    fill(from, to, begin, end) {
      for (let index = begin; index < end; index += 1) {
        const place = index * down
        const first = Math.floor(place / up) - half + 1
        const row = (place % up) * taps
        // Before the beginning and after the end is silence.
        const last = Math.min(taps, from.length - first)
        let sum = 0
        for (let tap = Math.max(0, -first); tap < last; tap += 1) sum += (table[row + tap] ?? 0) * (from[first + tap] ?? 0)
        to[index] = Math.max(-32_768, Math.min(32_767, Math.round(sum)))
      }
    },
  }
}

/** The weights of the old samples around a new one that lies `offset` after an old one; together they are one, so loudness stays. */
function weights(offset: number, half: number, ratio: number): Float64Array {
  const cutoff = CUTOFF_SHARE / ratio
  const found = Float64Array.from({ length: 2 * half }, (_, tap) => {
    const distance = tap - half + 1 - offset
    const x = Math.PI * cutoff * distance
    const sinc = x === 0 ? 1 : Math.sin(x) / x
    const across = distance / half
    // Blackman's window.
    return Math.abs(across) >= 1 ? 0 : sinc * (0.42 + 0.5 * Math.cos(Math.PI * across) + 0.08 * Math.cos(2 * Math.PI * across))
  })
  const sum = found.reduce((total, weight) => total + weight, 0)
  return found.map((weight) => weight / sum)
}
