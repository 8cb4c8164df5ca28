import type { Draw } from './pool-model.ts'

/**
 * A seeded generator for simulations: a Weyl sequence through a 32-bit finalizer (two multiplications, three xor-shifts, as
 * in Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014). 2³² numbers, the same on every machine.
 */
export function seededDraw(seed: number): Draw {
  let state = seed | 0
  return () => {
    state = (state + 0x9e3779b9) | 0
    return (mixed(state) + 0.5) / 4_294_967_296
  }
}

/** Scatters 32 bits, so that neighbouring seeds have nothing in common. */
export function mixed(bits: number): number {
  let z = bits
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
  return (z ^ (z >>> 15)) >>> 0
}

/** A seed from a name and a whole number: the same pool at the same tick draws the same numbers. */
export function seedOf(name: string, whole: number): number {
  let hash = mixed(whole ^ Math.floor(whole / 4_294_967_296))
  for (let index = 0; index < name.length; index += 1) hash = mixed(hash ^ name.charCodeAt(index))
  return hash
}
