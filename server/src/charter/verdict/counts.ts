import type { Case } from './case.ts'

/** Sums over cases; they can be added and taken away again, so that a correction replaces what it corrects. */
export interface Counts {
  /** Share rules: cases, and how many of them kept. */
  n: number
  good: number
  answered: number
  answeredWithin: number
  abandoned: number
  abandonedWithin: number
  abandonedShort: number
  /** Ended by the center without a human. */
  lost: number
  /** Turned away in opening hours. */
  busy: number
  /** Of the answered: sum of waits, and of their squares (seconds). */
  sumSeconds: number
  sumSquares: number
  /** Waits of all, however they ended. */
  sumAllSeconds: number
}

export const emptyCounts = (): Counts => ({ n: 0, good: 0, answered: 0, answeredWithin: 0, abandoned: 0, abandonedWithin: 0, abandonedShort: 0, lost: 0, busy: 0, sumSeconds: 0, sumSquares: 0, sumAllSeconds: 0 })

const NAMES = Object.keys(emptyCounts()) as (keyof Counts)[]

/** Adds `other` to `target`, `sign` times. */
export function addCounts(target: Counts, other: Counts, sign: 1 | -1 = 1): void {
  for (const name of NAMES) target[name] += sign * other[name]
}

/** Adds one case. `thresholdSeconds`: the limit of a wait rule; `shortSeconds`: of a short abandon. */
export function addCase(counts: Counts, one: Extract<Case, { kind: 'wait' | 'share' }>, thresholdSeconds: number, shortSeconds: number, sign: 1 | -1): void {
  if (one.kind === 'share') {
    counts.n += sign
    if (one.good) counts.good += sign
    return
  }
  if (one.end === 'refused') {
    counts.busy += sign
    return
  }
  counts.sumAllSeconds += sign * one.seconds
  switch (one.end) {
    case 'answered':
      counts.answered += sign
      counts.sumSeconds += sign * one.seconds
      counts.sumSquares += sign * one.seconds * one.seconds
      if (one.seconds <= thresholdSeconds) counts.answeredWithin += sign
      return
    case 'abandoned':
      counts.abandoned += sign
      if (one.seconds <= thresholdSeconds) counts.abandonedWithin += sign
      if (one.seconds <= shortSeconds) counts.abandonedShort += sign
      return
    case 'lost':
      counts.lost += sign
      return
    default: {
      const never: never = one.end
      return never
    }
  }
}
