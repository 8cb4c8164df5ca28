import { type EvidenceDigest, WAIT_EDGES } from './insight.ts'

export const SERVICE_SECONDS = 20
/** Fewer contacts say nothing of a day. */
const LEAST_OFFERED = 20

/** The share of those who came today, were answered or hung up, and were answered within 20 seconds, by queue; only where enough came. */
export function serviceLevels({ cells }: EvidenceDigest): Map<string, number> {
  const within = WAIT_EDGES.indexOf(SERVICE_SECONDS)
  const sums = new Map<string, { all: number; soon: number }>()
  for (const { queue, answered, abandoned, waits } of cells) {
    const sum = sums.get(queue) ?? { all: 0, soon: 0 }
    sum.all += answered + abandoned
    sum.soon += waits.slice(0, within + 1).reduce((all, count) => all + count, 0)
    sums.set(queue, sum)
  }
  return new Map([...sums].filter(([, { all }]) => all >= LEAST_OFFERED).map(([queue, { all, soon }]) => [queue, Math.min(1, soon / all)]))
}
