import type { LiveCenter, ShowMode } from '../contact-center/index.ts'

/** What the show modes of a contact's queues let through; `reason` where they let nothing through. */
export interface ShowGate { place: boolean; wait: boolean; reason?: 'off' | 'shadow' }

/** The strictest of the queues' modes decides (DP14): nothing is told that one of them must not tell. */
export function showGate(queues: readonly string[], live: LiveCenter): ShowGate {
  const modes: ShowMode[] = queues.map((queue) => live.queue(queue)?.show ?? live.config.show)
  if (modes.includes('off')) return { place: false, wait: false, reason: 'off' }
  if (modes.includes('shadow')) return { place: false, wait: false, reason: 'shadow' }
  return { place: modes.every((mode) => mode === 'place' || mode === 'both'), wait: modes.every((mode) => mode === 'wait' || mode === 'both') }
}
