import type { Display } from '../protocol/index.ts'
import type { Freshness } from '../stale-display.ts'

export type Nearness = 'far' | 'nearly' | 'turn'

/** So near that it is time to come back to the page. */
const NEARLY_PLACE = 2
const NEARLY_SECONDS = 120

/** How near the turn is, by a display; `undefined` where it does not say (stale, or nobody waits in a line). */
export function nearness({ state, position, positionFirm, wait }: Display, freshness: Freshness): Nearness | undefined {
  if (state === 'answered') return 'turn'
  if (freshness === 'stale') return undefined
  if (state === 'connecting') return 'turn'
  if (state !== 'waiting' && state !== 'closing') return undefined
  if (position !== undefined && positionFirm !== false && position <= NEARLY_PLACE) return 'nearly'
  return wait.known && wait.boundSeconds <= NEARLY_SECONDS ? 'nearly' : 'far'
}

/** What was signalled last, and what is to be signalled now. */
export interface AlertStep { readonly last: Nearness | undefined; readonly signal: 'nearly' | 'turn' | undefined }

/**
 * The next step: each is signalled once, `nearly` only once in a wait, however the figures move; a turn that was lost and
 * comes again is signalled again. The end of a wait that was never followed here is no news.
 */
export function nextAlert(last: Nearness | undefined, display: Display, freshness: Freshness): AlertStep {
  const now = nearness(display, freshness)
  if (now === undefined || now === last) return { last, signal: undefined }
  if (now === 'turn') return { last: now, signal: last === undefined && display.state === 'answered' ? undefined : 'turn' }
  // Who opens the page sees where it stands; a lost turn leads back to `nearly`, which was signalled.
  if (last === undefined || last === 'turn') return { last: last === undefined ? now : 'nearly', signal: undefined }
  return now === 'nearly' ? { last: now, signal: 'nearly' } : { last, signal: undefined }
}
