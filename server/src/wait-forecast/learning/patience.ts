import type { StayOutcome } from '../../contact-center/index.ts'

/** Losses from one queue's line and the seconds waited by all, served or not, that could have been lost. */
export interface Patience { losses: number; waitedSeconds: number }

const FORGET_PER_STAY = 0.999
/** Loss-free waiting taken for granted beforehand: the rate is near nothing until losses were seen. */
const PRIOR_SECONDS = 900

/** Ways out of the line other than to an agent that make those behind move up. A transfer mostly stays in some line. */
const LOST: ReadonlySet<StayOutcome> = new Set<StayOutcome>([
  'abandoned', 'timeout', 'overflow', 'voicemail', 'exit-key', 'disconnected-by-system', 'callback-cancelled', 'callback-expired', 'other',
])

export const isLost = (outcome: StayOutcome): boolean => LOST.has(outcome)

export function countStay(patience: Patience, waitedSeconds: number, outcome: StayOutcome): void {
  const lost = isLost(outcome)
  if (waitedSeconds <= 0 && !lost) return
  patience.losses = patience.losses * FORGET_PER_STAY + (lost ? 1 : 0)
  patience.waitedSeconds = patience.waitedSeconds * FORGET_PER_STAY + Math.max(0, waitedSeconds)
}

/** Losses per second and waiting contact: the maximum-likelihood rate of exponential patience under censoring, with a prior. */
export function leaveRateOf(queues: readonly Patience[]): number {
  let losses = 0, waitedSeconds = PRIOR_SECONDS
  for (const queue of queues) {
    losses += queue.losses
    waitedSeconds += queue.waitedSeconds
  }
  return losses / waitedSeconds
}
