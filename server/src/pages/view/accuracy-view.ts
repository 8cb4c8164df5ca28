import type { DigestCell, EvidenceDigest } from '../insight.ts'

/** Fewer bounds may be off by chance. */
export const LEAST_BOUNDS = 30

/** What was told in one day or one hour of the day, against what happened. Shares from 0 to 1; absent where nothing says anything. */
export interface AccuracyPoint { name: string; bounds: number; contacts: number; coverage?: number; absoluteSeconds?: number; biasSeconds?: number; revisedShare?: number }

/** One point a local day, from the first to the last asked; days on which nothing was told are there without figures. */
export function accuracyByDay(digest: EvidenceDigest, days: readonly string[], queue: string | undefined): AccuracyPoint[] {
  return points(digest, days, queue, ({ day }) => day)
}

/** One point an hour of the local day, for the hours from the first to the last in which anyone was told anything. */
export function accuracyByHour(digest: EvidenceDigest, queue: string | undefined): AccuracyPoint[] {
  const hours = digest.cells.filter((cell) => (queue === undefined || cell.queue === queue) && cell.contacts + cell.bounds > 0).map(({ hour }) => hour)
  if (hours.length === 0) return []
  const [first, last] = [Math.min(...hours), Math.max(...hours)]
  return points(digest, Array.from({ length: last - first + 1 }, (_, at) => String(first + at)), queue, ({ hour }) => String(hour))
}

/** The queues that anyone came to. */
export const queuesIn = (digest: EvidenceDigest): string[] => [...new Set(digest.cells.map(({ queue }) => queue))].sort()

type Sums = Pick<DigestCell, 'bounds' | 'covered' | 'contacts' | 'errors' | 'errorSeconds' | 'absoluteSeconds' | 'revised'>
const FIELDS = ['bounds', 'covered', 'contacts', 'errors', 'errorSeconds', 'absoluteSeconds', 'revised'] as const

function points({ cells }: EvidenceDigest, names: readonly string[], queue: string | undefined, nameOf: (cell: DigestCell) => string): AccuracyPoint[] {
  const sums = new Map<string, Sums>(names.map((name) => [name, { bounds: 0, covered: 0, contacts: 0, errors: 0, errorSeconds: 0, absoluteSeconds: 0, revised: 0 }]))
  for (const cell of cells) {
    const sum = queue === undefined || cell.queue === queue ? sums.get(nameOf(cell)) : undefined
    if (sum !== undefined) for (const field of FIELDS) sum[field] += cell[field]
  }
  return Array.from(sums, ([name, sum]) => ({
    name, bounds: sum.bounds, contacts: sum.contacts,
    ...(sum.bounds === 0 ? {} : { coverage: sum.covered / sum.bounds }),
    ...(sum.errors === 0 ? {} : { absoluteSeconds: sum.absoluteSeconds / sum.errors, biasSeconds: sum.errorSeconds / sum.errors }),
    ...(sum.contacts === 0 ? {} : { revisedShare: Math.min(1, sum.revised / sum.contacts) }),
  }))
}
