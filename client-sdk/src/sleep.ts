/** How far apart two beats of the watch's pulse were, by each clock. */
export interface PulseGap { readonly monotonicMs: number; readonly wallMs: number }

/** Background tabs are throttled to one timer a minute, so a shorter gap says nothing. */
const LONGEST_AWAKE_GAP_MS = 90_000
/** On some systems the monotonic clock stands still in sleep and only the wall clock shows it; steps of time keeping are smaller. */
const LARGEST_CLOCK_STEP_MS = 10_000

/**
 * Whether the device probably slept between two beats. The wall clock is used by its *difference* and only to doubt a
 * connection, never to trust or extend a figure (PR2): a clock that is wrong by an hour changes nothing.
 */
export function looksLikeSleep(gap: PulseGap): boolean {
  return gap.monotonicMs > LONGEST_AWAKE_GAP_MS || gap.wallMs - gap.monotonicMs > LARGEST_CLOCK_STEP_MS
}
