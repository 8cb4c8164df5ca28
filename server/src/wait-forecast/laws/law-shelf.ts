import type { WaitAtPlace } from '../forecast.ts'

/** The wait with so many ahead. */
export type Law = (ahead: number) => WaitAtPlace

/**
 * Laws by their numbers, each value computed once: the queues of a pool share their law, and their knots meet at the same
 * numbers ahead. A shelf lives for one forecast.
 */
export type LawShelf = (numbers: readonly number[], create: () => Law) => Law

export function createLawShelf(): LawShelf {
  const shelf: { numbers: readonly number[]; law: Law }[] = []
  return (numbers, create) => {
    const known = shelf.find((entry) => entry.numbers.every((number, index) => number === numbers[index]))
    if (known) return known.law
    const law = remembered(create())
    shelf.push({ numbers, law })
    return law
  }
}

function remembered(law: Law): Law {
  const computed = new Map<number, WaitAtPlace>()
  return (ahead) => {
    let wait = computed.get(ahead)
    if (!wait) {
      wait = law(ahead)
      computed.set(ahead, wait)
    }
    return wait
  }
}
