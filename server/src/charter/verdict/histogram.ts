import type { FigureInterval } from './interval-of.ts'
import { t975 } from './interval-of.ts'

/** Waits of the answered in bins of a second, for the mean of the best share. Values can be taken away again. */
export interface WaitHistogram {
  add(seconds: number, sign: 1 | -1): void
  /**
   * Mean of the shortest `bestShare` of all `offered`, those who were never answered standing at the far end.
   * `enough` is false where fewer than that share were answered: then no such mean exists, and `mean` is of all answered.
   * Exact but for the last bin, of which the mean is taken.
   */
  meanOfBest(bestShare: number, offered: number): { mean: number; n: number; enough: boolean; interval?: FigureInterval } | undefined
}

export function createWaitHistogram(): WaitHistogram {
  const bins = new Map<number, { n: number; sum: number }>()
  let answered = 0
  return {
    add(seconds, sign) {
      const key = Math.floor(seconds)
      const bin = bins.get(key) ?? { n: 0, sum: 0 }
      bin.n += sign
      bin.sum += sign * seconds
      bins.set(key, bin)
      answered += sign
    },
    meanOfBest(bestShare, offered) {
      const wanted = bestShare * offered
      const n = Math.min(wanted, answered)
      if (n <= 0) return undefined
      const parts: { n: number; mean: number }[] = []
      let left = n
      for (const [, bin] of [...bins].sort(([a], [b]) => a - b)) {
        if (bin.n <= 0 || left <= 0) continue
        const taken = Math.min(left, bin.n)
        parts.push({ n: taken, mean: bin.sum / bin.n })
        left -= taken
      }
      const mean = parts.reduce((sum, part) => sum + part.n * part.mean, 0) / n
      const interval = trimmedInterval(parts, mean, n, Math.max(n, offered))
      return { mean, n, enough: answered >= wanted - 1e-9, ...(interval === undefined ? {} : { interval }) }
    },
  }
}

/** Tukey and McLaughlin: the variance of a trimmed mean is the winsorized variance over (share² × n). */
function trimmedInterval(parts: readonly { n: number; mean: number }[], mean: number, n: number, all: number): FigureInterval | undefined {
  const highest = parts.at(-1)?.mean
  if (highest === undefined || n < 2) return undefined
  const winsorized = (n * mean + (all - n) * highest) / all
  const squares = parts.reduce((sum, part) => sum + part.n * (part.mean - winsorized) ** 2, (all - n) * (highest - winsorized) ** 2)
  const share = n / all
  const half = t975(Math.max(1, Math.floor(n) - 1)) * Math.sqrt(squares / (all - 1) / all) / share
  return { low: Math.max(0, mean - half), high: mean + half, method: 't-trimmed' }
}
