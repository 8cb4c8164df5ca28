import { type EvidenceDigest, WAIT_EDGES } from '../insight.ts'

/** Fewer say too little about an hour. */
export const LEAST_ANSWERED = 20

/** One hour of the day of one queue; `undefined` seconds where too few were answered, or the wait is beyond every class. */
export interface UsualHour { hour: number; answered: number; halfSeconds?: number; nineInTenSeconds?: number }

/** How long people usually wait in a queue, by local hour, for the hours in which anyone came. Of those who were answered. */
export function usualWaits(digest: EvidenceDigest, queue: string): UsualHour[] {
  const byHour = new Map<number, number[]>()
  for (const cell of digest.cells) {
    if (cell.queue !== queue) continue
    const sums = byHour.get(cell.hour) ?? Array.from({ length: WAIT_EDGES.length + 1 }, () => 0)
    cell.waits.forEach((count, at) => { sums[at] = (sums[at] ?? 0) + count })
    byHour.set(cell.hour, sums)
  }
  return [...byHour].sort(([a], [b]) => a - b).map(([hour, waits]) => {
    const answered = waits.reduce((sum, count) => sum + count, 0)
    if (answered < LEAST_ANSWERED) return { hour, answered }
    const half = withinSeconds(waits, answered, 0.5)
    const nineInTen = withinSeconds(waits, answered, 0.9)
    return { hour, answered, ...(half === undefined ? {} : { halfSeconds: half }), ...(nineInTen === undefined ? {} : { nineInTenSeconds: nineInTen }) }
  })
}

/** The smallest edge under which so large a share lies: never an understatement. */
export function withinSeconds(waits: readonly number[], all: number, share: number): number | undefined {
  let sum = 0
  for (const [at, count] of waits.entries()) {
    sum += count
    if (sum >= share * all) return WAIT_EDGES[at]
  }
  return undefined
}
