import type { Why } from './why.ts'

/** One line of a `--told` file: what a waiting contact would have seen at an instant (contract, Backtest files). Seconds of the remaining virtual wait. */
export interface ToldLine {
  contact: string
  queue: string
  /** Epoch milliseconds. */
  at: number
  position?: number
  known: boolean
  meanSeconds?: number
  meanIfServedSeconds?: number
  p10Seconds?: number
  p50Seconds?: number
  p90Seconds?: number
  /** What was shown, after rounding and policy. */
  boundSeconds?: number
  /** Why nothing was known. */
  reason?: string
  /** What the wait rested on; in lines that made a promise or a larger one, where explanations were asked for. */
  why?: Why
}
