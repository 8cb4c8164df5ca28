/** A seeded stream of uniform numbers in [0, 1): sfc32, small, fast and good enough for queues (Doty-Humphrey, PractRand). */
export function createRandom(seed: number): () => number {
  let a = 0x9e3779b9
  let b = 0x243f6a88
  let c = seed >>> 0
  let counter = 1
  const next = (): number => {
    const sum = (a + b + counter) >>> 0
    counter = (counter + 1) >>> 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) >>> 0
    c = (((c << 21) | (c >>> 11)) + sum) >>> 0
    return sum / 4_294_967_296
  }
  // The first numbers still resemble the seed.
  for (let i = 0; i < 15; i++) next()
  return next
}

/** An exponential draw with this mean. */
export const exponential = (random: () => number, mean: number): number => -Math.log(1 - random()) * mean
