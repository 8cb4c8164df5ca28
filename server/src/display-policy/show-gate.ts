import type { LiveCenter, ShowMode } from '../contact-center/index.ts'

/** What the show modes of a contact's queues let through; `reason` where they let nothing through. */
export interface ShowGate { place: boolean; wait: boolean; reason?: 'off' | 'shadow' }

const OFF: ShowGate = { place: false, wait: false, reason: 'off' }
const SHADOW: ShowGate = { place: false, wait: false, reason: 'shadow' }

/** The strictest of the queues' modes decides (DP14): nothing is told that one of them must not tell. */
export function showGate(queues: readonly string[], live: LiveCenter): ShowGate {
  let shadow = false
  let place = true
  let wait = true
  for (const queue of queues) {
    const mode: ShowMode = live.queue(queue)?.show ?? live.config.show
    if (mode === 'off') return OFF
    shadow ||= mode === 'shadow'
    place &&= mode === 'place' || mode === 'both'
    wait &&= mode === 'wait' || mode === 'both'
  }
  return shadow ? SHADOW : { place, wait }
}
