/** Waits of those who were answered against what was expected of them: sums over outcomes, the older ones forgotten. */
export interface MeanRatio { outcomes: number; waitedSeconds: number; expectedSeconds: number }

const FORGET_PER_OUTCOME = 0.9998
/** So many outcomes exactly as expected are taken for granted: waits of one busy hour err together. */
const PRIOR_OUTCOMES = 1000

export const newMeanRatio = (): MeanRatio => ({ outcomes: 0, waitedSeconds: 0, expectedSeconds: 0 })

export function countOutcome(ratio: MeanRatio, waitedSeconds: number, expectedSeconds: number): void {
  ratio.outcomes = ratio.outcomes * FORGET_PER_OUTCOME + 1
  ratio.waitedSeconds = ratio.waitedSeconds * FORGET_PER_OUTCOME + waitedSeconds
  ratio.expectedSeconds = ratio.expectedSeconds * FORGET_PER_OUTCOME + expectedSeconds
}

/** What to multiply an expectation by; 1 before anything was seen. */
export function ratioOf({ outcomes, waitedSeconds, expectedSeconds }: MeanRatio): number {
  if (outcomes <= 0 || expectedSeconds <= 0) return 1
  const prior = (PRIOR_OUTCOMES * expectedSeconds) / outcomes
  return (waitedSeconds + prior) / (expectedSeconds + prior)
}
