/** What the difference between corrected and plain forecasts was worth: sums over outcomes, the older ones forgotten. */
export interface Gate { outcomes: number; errorTimesStep: number; stepSquared: number }

const KEPT_PER_OUTCOME = 0.998
/** So many outcomes in which the correction was worth nothing are taken for granted. */
const PRIOR_OUTCOMES = 40

export const newGate = (): Gate => ({ outcomes: 0, errorTimesStep: 0, stepSquared: 0 })

export function countGate(gate: Gate, plain: number, corrected: number, outcome: number): void {
  const step = corrected - plain
  gate.outcomes = gate.outcomes * KEPT_PER_OUTCOME + 1
  gate.errorTimesStep = gate.errorTimesStep * KEPT_PER_OUTCOME + (outcome - plain) * step
  gate.stepSquared = gate.stepSquared * KEPT_PER_OUTCOME + step * step
}

/**
 * The share of the step from plain to corrected that would have had the least squared error of late, 0 to 1: where the
 * structure is exact the step is noise, and the share goes to nothing.
 */
export function shareOf({ outcomes, errorTimesStep, stepSquared }: Gate): number {
  if (stepSquared <= 0) return 0
  return Math.max(0, Math.min(1, errorTimesStep / (stepSquared * (1 + PRIOR_OUTCOMES / outcomes))))
}
