import type { Happened } from './happened.ts'
import type { ToldLine } from './told.ts'

/** One line that is scored: told on joining (`first`) or at a full 30 s of waiting; the true wait that remained when it was told. */
export interface ScoredLine { first: boolean; line: ToldLine; trueSeconds: number }
/** A stay whose virtual start is known, all that it was told, and what of it is scored. */
export interface JudgedStay { stay: Happened; lines: readonly ToldLine[]; scored: readonly ScoredLine[] }

/** A line told within this of joining is the one told on joining. */
const ON_JOINING_MS = 1500
const EVERY_MS = 30_000

/** Joins what was told with what happened, in time linear in both. Stays of unknown virtual start are left out. */
export function judgeStays(told: Iterable<ToldLine>, stays: readonly Happened[]): JudgedStay[] {
  const byContact = new Map<string, ToldLine[]>()
  for (const line of told) {
    const lines = byContact.get(line.contact)
    if (lines === undefined) byContact.set(line.contact, [line])
    else lines.push(line)
  }
  for (const lines of byContact.values()) if (!inOrder(lines)) lines.sort((a, b) => a.at - b.at)
  return stays.flatMap((stay) => {
    if (stay.virtualStartMs === undefined) return []
    const all = byContact.get(stay.contact) ?? []
    const lines = all.slice(firstAt(all, stay.queuedAtMs), firstAt(all, stay.leftAtMs + 1))
    return [{ stay, lines, scored: scoredOf(stay, lines, stay.virtualStartMs) }]
  })
}

/**
 * The line told on joining, and the first told at or after each full 30 s (the backtest tells one at that very instant);
 * unknown lines included. Not the newest *before* an instant: that the contact still waits at the instant is news that the
 * line's true wait is long, and every quantile would seem to be too low.
 */
function scoredOf(stay: Happened, lines: readonly ToldLine[], virtualStartMs: number): ScoredLine[] {
  const scored: ScoredLine[] = []
  const score = (line: ToldLine | undefined, first: boolean): void => {
    const told = line ?? { contact: stay.contact, queue: stay.queue, at: stay.queuedAtMs, known: false, reason: 'nothing-told' }
    scored.push({ first, line: told, trueSeconds: (virtualStartMs - told.at) / 1000 })
  }
  // The very first figure may come a moment after joining: the first known line is the one told on joining.
  const onJoining = lines.slice(0, firstAt(lines, stay.queuedAtMs + ON_JOINING_MS + 1))
  score(onJoining.find((line) => line.known) ?? onJoining.at(-1), true)
  let next = 0
  for (let instant = stay.queuedAtMs + EVERY_MS; instant < stay.leftAtMs; instant += EVERY_MS) {
    while ((lines[next]?.at ?? Infinity) < instant) next += 1
    const line = (lines[next]?.at ?? Infinity) < instant + EVERY_MS ? lines[next] : undefined
    // It left before the next line was due.
    if (line === undefined && instant + EVERY_MS > stay.leftAtMs) continue
    // Who waits for days is told rarely; what was told last still stands.
    if (line === undefined && next > 0 && next < lines.length) continue
    score(line, false)
  }
  return scored
}

/** Index of the first line told at or after an instant. */
function firstAt(lines: readonly ToldLine[], instantMs: number): number {
  let low = 0
  let high = lines.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((lines[middle]?.at ?? 0) < instantMs) low = middle + 1
    else high = middle
  }
  return low
}

const inOrder = (lines: readonly ToldLine[]): boolean => lines.every((line, i) => i === 0 || line.at >= (lines[i - 1]?.at ?? 0))
