import { type CorrectionInputs, FEATURES, featuresOf, PLAIN_FEATURE, PLAIN_UNIT_SECONDS } from './features.ts'
import { countGate, type Gate, newGate, shareOf } from './gate.ts'
import { learnRow, type LeastSquares, newLeastSquares, predict } from './recursive-least-squares.ts'

/** One kind of mean: of who is served, or of the virtual wait. */
interface Head { squares: LeastSquares; gate: Gate }

/** What outcomes taught of one pool's simulated means. Plain data. */
export interface PoolCorrection { served: Head; virtual: Head; residual: number; recentWaitSeconds: number }

/** What was forecast at joining, until its outcome is known. */
export interface CorrectionRow { features: number[]; plainSeconds: number; plainVirtualSeconds: number; servedSeconds: number; virtualSeconds: number }

const PRIOR_VARIANCE = 0.1
const RESIDUAL_GAIN = 1 / 15
const RECENT_GAIN = 0.15
/** Outcomes and forecasts are compared on a log scale from here on, seconds. */
const LOG_FROM_SECONDS = 10
const LEAST_SECONDS = 5

const newHead = (): Head => ({
  squares: newLeastSquares(Array.from({ length: FEATURES }, (_, at) => (at === PLAIN_FEATURE ? PLAIN_UNIT_SECONDS : 0)), PRIOR_VARIANCE), gate: newGate(),
})
export const newPoolCorrection = (): PoolCorrection => ({ served: newHead(), virtual: newHead(), residual: 0, recentWaitSeconds: 0 })

const clamped = (seconds: number, plainSeconds: number): number => Math.max(Math.min(LEAST_SECONDS, plainSeconds), seconds)

/** The row of a contact that joins, to be judged later; `plainVirtualSeconds` is its virtual wait as simulated. */
export function correctionRow(state: PoolCorrection, inputs: CorrectionInputs, plainVirtualSeconds: number): CorrectionRow {
  const features = featuresOf(inputs)
  return {
    features, plainSeconds: inputs.plainSeconds, plainVirtualSeconds,
    servedSeconds: clamped(predict(state.served.squares, features), inputs.plainSeconds),
    virtualSeconds: clamped(predict(state.virtual.squares, features), inputs.plainSeconds),
  }
}

/** Corrected means: of who is served, and of the virtual wait, which is never told shorter. */
export function corrected(state: PoolCorrection, inputs: CorrectionInputs, plainVirtualSeconds: number): { servedSeconds: number; virtualSeconds: number } {
  const row = correctionRow(state, inputs, plainVirtualSeconds)
  const [served, virtual] = [shareOf(state.served.gate), shareOf(state.virtual.gate)]
  const servedSeconds = row.plainSeconds + served * (row.servedSeconds - row.plainSeconds)
  const virtualSeconds = plainVirtualSeconds + virtual * (row.virtualSeconds - plainVirtualSeconds)
  return { servedSeconds, virtualSeconds: Math.max(servedSeconds, virtualSeconds) }
}

/** Who joined with this row was answered after so many seconds. */
export function learnServed(state: PoolCorrection, row: CorrectionRow, seconds: number): void {
  countGate(state.served.gate, row.plainSeconds, row.servedSeconds, seconds)
  learnRow(state.served.squares, row.features, seconds)
  learnVirtual(state, row, seconds)
  const residual = Math.log((seconds + LOG_FROM_SECONDS) / (row.plainSeconds + LOG_FROM_SECONDS))
  state.residual += RESIDUAL_GAIN * (residual - state.residual)
  state.recentWaitSeconds += RECENT_GAIN * (seconds - state.recentWaitSeconds)
}

/** Who joined with this row was answered after so many seconds, or, having given up, would have been. */
export function learnVirtual(state: PoolCorrection, row: CorrectionRow, seconds: number): void {
  countGate(state.virtual.gate, row.plainVirtualSeconds, row.virtualSeconds, seconds)
  learnRow(state.virtual.squares, row.features, seconds)
}
