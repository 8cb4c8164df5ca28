import type { ContactEvent } from '@queuecast/server/contact-center'
import type { CenterRun } from './center-run.ts'
import { createRun } from './create-run.ts'
import { emitEvents, naming } from './emit-events.ts'
import { formulaOracle } from './formula-oracle.ts'
import { forwardOracle } from './forward-oracle.ts'
import type { CenterModel } from './model.ts'
import { together } from './together.ts'
import { keepTruth, type Truth } from './truth.ts'

export interface SimulateOptions {
  /** How many futures the oracle may simulate where its mean is not known exactly; it is silent there unless given. */
  forwardCopies?: number
  /** Told now and then what share of the simulated time has passed. */
  onProgress?: (share: number) => void
}
export interface Simulated { events: ContactEvent[]; truth: Truth[] }

const PROGRESS_STEPS = 200
/** Besides at queueing, the oracle speaks at each full 30 s of waiting (contract, Backtest files). */
const ORACLE_EVERY_SECONDS = 30

/**
 * Runs a simulated contact center to its end: its contact events in order, and each contact's true virtual wait. The
 * oracle speaks where its mean is known exactly; elsewhere only if `forwardCopies` says how many futures it may simulate
 * (100 make its error half a percent larger than the best possible).
 */
export function simulateCenter(model: CenterModel, seed: number, startMs: number, options: SimulateOptions = {}): Simulated {
  const events: ContactEvent[] = []
  const names = naming(seed, startMs)
  const { forwardCopies: futures } = options
  const oracle = formulaOracle(model, futures === undefined ? undefined : { futures, seed }) ?? (futures === undefined ? () => undefined : forwardOracle(model, () => run, futures, seed))
  const truth = keepTruth(names, oracle)
  const run: CenterRun = createRun(model, seed, together(emitEvents(seed, names, events), truth), ORACLE_EVERY_SECONDS)
  let nextSeconds = 0
  while (run.step()) {
    if (run.nowSeconds < nextSeconds) continue
    options.onProgress?.(Math.min(1, run.nowSeconds / model.endSeconds))
    nextSeconds = run.nowSeconds + model.endSeconds / PROGRESS_STEPS
  }
  return { events, truth: truth.lines() }
}
