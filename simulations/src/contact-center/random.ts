/** A seeded stream of uniform numbers in [0, 1). */
export type Random = () => number

/** A seeded stream of uniform numbers in [0, 1): sfc32, small, fast and good enough for queues (Doty-Humphrey, PractRand). */
export function createRandom(seed: number): Random {
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
export const exponential = (random: Random, mean: number): number => -Math.log(1 - random()) * mean

/** A standard normal draw (Box and Muller 1958; the second of the pair is not kept, so that a draw depends on nothing before it). */
export const normal = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

/** A gamma draw with this shape (at least 1) and mean 1 (Marsaglia and Tsang 2000). */
export function gammaOfMeanOne(random: Random, shape: number): number {
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = normal(random)
    const v = (1 + c * x) ** 3
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v / shape
  }
}
