import type { LineScore } from './simulate-line.ts'

/** A figure with its standard error over independent runs. */
export interface Figure { mean: number; error: number }

/** Figures over runs of one set-up: mean wait, share lost, the squared errors in thousandths, and ratios of their sums. */
export interface Figures { meanWait: Figure; lost: Figure; ase(index: number): Figure; ratio(index: number, to: number): Figure }

export function replicate(runs: number, run: (seed: number) => LineScore): Figures {
  const scores = Array.from({ length: runs }, (_, i) => run(i + 1))
  return {
    meanWait: figure(scores.map((score) => 1000 * score.meanWait)),
    lost: figure(scores.map((score) => score.lost / score.arrived)),
    ase: (index) => figure(scores.map((score) => 1000 * aseOf(score, index))),
    ratio: (index, to) => ratioOf(scores.map((score) => aseOf(score, index) * score.waited), scores.map((score) => aseOf(score, to) * score.waited)),
  }
}

const aseOf = (score: LineScore, index: number): number => score.ase.at(index) ?? NaN

function figure(values: readonly number[]): Figure {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, error: Math.sqrt(squares / (values.length - 1) / values.length) }
}

/** Ratio of sums with the error of its linear part. */
function ratioOf(above: readonly number[], below: readonly number[]): Figure {
  const top = figure(above).mean
  const bottom = figure(below).mean
  const mean = top / bottom
  return { mean, error: figure(above.map((value, i) => (value - mean * (below[i] ?? NaN)) / bottom)).error }
}
