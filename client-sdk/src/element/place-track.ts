/** Steps on the way to the front. Places further back all stand at the first: beyond ten the figure says more. */
export const TRACK_STEPS = 10

/** What one step is: behind the customer, the customer's own, or somebody else's still. */
export type TrackStep = 'done' | 'you' | 'ahead'

/**
 * The way to the front for a place (1: next; 0: it is the turn). It depends on the place alone, so that a reload, another
 * tab and another device show the same, and it moves only when the place does.
 */
export function trackSteps(place: number): TrackStep[] {
  const you = Math.max(0, TRACK_STEPS - Math.max(0, place))
  return Array.from({ length: TRACK_STEPS }, (_, step) => step < you ? 'done' : step === you ? 'you' : 'ahead')
}
