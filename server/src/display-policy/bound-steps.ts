const MINUTE = 60
const HALF_HOUR = 1800
/** Steps between ten minutes and an hour, seconds. */
const MIDDLE_STEPS = [15, 20, 25, 30, 40, 50, 60].map((minutes) => minutes * MINUTE)

/**
 * Rounds a bound up to a step that people say: one minute (said as "under a minute"), whole minutes to ten, then 15, 20, 25,
 * 30, 40, 50, 60 minutes, then half hours. Never down, so a share that was kept before is kept after; rises with its
 * argument, so the rounding of a shrinking remainder never grows (DP1).
 */
export function roundUpBound(seconds: number): number {
  if (seconds <= MINUTE) return MINUTE
  if (seconds <= 10 * MINUTE) return Math.ceil(seconds / MINUTE) * MINUTE
  return MIDDLE_STEPS.find((step) => seconds <= step) ?? Math.ceil(seconds / HALF_HOUR) * HALF_HOUR
}

/** The next smaller step, 0 below the first: what is shown changes when the remainder has shrunk to it. */
export function stepBelow(boundSeconds: number): number {
  if (boundSeconds <= MINUTE) return 0
  if (boundSeconds <= 10 * MINUTE) return boundSeconds - MINUTE
  if (boundSeconds > 60 * MINUTE) return boundSeconds - HALF_HOUR
  return MIDDLE_STEPS.findLast((step) => step < boundSeconds) ?? 10 * MINUTE
}
