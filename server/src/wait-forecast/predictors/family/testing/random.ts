/** Uniform numbers in [0, 1). */
export type Random = () => number

/** xoshiro128++ (Blackman and Vigna 2019), its state filled by multiplying the seed up. */
export function seededRandom(seed: number): Random {
  let fill = seed + 1
  const filled = (): number => {
    fill = Math.imul(fill ^ (fill >>> 16), 0x45d9f3b) + 0x9e3779b9
    return fill | 0
  }
  let [a, b, c, d] = [filled(), filled(), filled(), filled()]
  const word = (): number => {
    const sum = (a + d) | 0
    const result = (((sum << 7) | (sum >>> 25)) + a) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 11) | (d >>> 21)
    return result
  }
  for (let i = 0; i < 20; i += 1) word()
  return () => word() / 4_294_967_296
}

/** An exponential draw with this rate. */
export const exponential = (random: Random, rate: number): number => -Math.log(1 - random()) / rate
