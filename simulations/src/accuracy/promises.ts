import type { JudgedStay } from '../backtest/index.ts'
import { medianOf } from './scores.ts'

/** What the shown bounds were worth. */
export interface PromiseFigures {
  /** First bounds and revisions. */
  promises: number
  kept: number
  /** Of scored lines with more than a minute left: bound over what truly remained. */
  medianBoundOverTrue: number
  /** Contacts that waited over a minute; those of them told a larger bound than before. */
  waitedAMinute: number
  revised: number
}

const A_MINUTE = 60

/** The promises of one stay: its first bound and each that is larger than the one before; whether the virtual wait kept them. */
export function promisesOf({ stay, lines }: JudgedStay): { atMs: number; boundSeconds: number; kept: boolean }[] {
  let before = 0
  return lines.flatMap(({ at, known, boundSeconds }) => {
    if (!known || boundSeconds === undefined) return []
    const larger = boundSeconds > before
    before = boundSeconds
    return larger ? [{ atMs: at, boundSeconds, kept: (stay.virtualStartMs ?? Infinity) <= at + boundSeconds * 1000 }] : []
  })
}

export function promiseFigures(judged: readonly JudgedStay[]): PromiseFigures {
  const figures: PromiseFigures = { promises: 0, kept: 0, medianBoundOverTrue: Number.NaN, waitedAMinute: 0, revised: 0 }
  const overTrue: number[] = []
  for (const one of judged) {
    const promises = promisesOf(one)
    figures.promises += promises.length
    figures.kept += promises.filter(({ kept }) => kept).length
    if (one.stay.waitedSeconds > A_MINUTE && promises.length > 0) {
      figures.waitedAMinute += 1
      if (promises.length > 1) figures.revised += 1
    }
    for (const { line, trueSeconds } of one.scored) {
      if (line.known && line.boundSeconds !== undefined && trueSeconds > A_MINUTE) overTrue.push(line.boundSeconds / trueSeconds)
    }
  }
  figures.medianBoundOverTrue = medianOf(overTrue)
  return figures
}
