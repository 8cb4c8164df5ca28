import type { ContactEvent } from '../../contact-center/index.ts'
import type { UsualFormula } from './demo-frame.ts'

/** How far back an average looks. */
const WINDOW_MS = 1_800_000

/** What they would say, from the same events. Seconds; undefined before there is anything to compute from. */
export interface FormulaBook {
  observe(event: ContactEvent): void
  /** To someone who joins now at this place. */
  sayTo(place: number, agents: number, nowMs: number): Record<UsualFormula, number | undefined>
}

interface Timed { atMs: number; seconds: number }

export function createFormulaBook(): FormulaBook {
  const queuedAt = new Map<string, number>()
  const answeredAt = new Map<string, number>()
  let waits: Timed[] = []
  let handles: Timed[] = []
  const mean = (kept: readonly Timed[]): number | undefined => (kept.length === 0 ? undefined : kept.reduce((sum, { seconds }) => sum + seconds, 0) / kept.length)

  return {
    observe(event) {
      const atMs = event.time
      if (event.type === 'contact.queued') queuedAt.set(event.contact, atMs)
      else if (event.type === 'contact.abandoned') queuedAt.delete(event.contact)
      else if (event.type === 'contact.answered') {
        const since = queuedAt.get(event.contact)
        queuedAt.delete(event.contact)
        answeredAt.set(event.contact, atMs)
        if (since !== undefined) waits = [...waits.filter((one) => one.atMs > atMs - WINDOW_MS), { atMs, seconds: (atMs - since) / 1000 }]
      } else if (event.type === 'contact.handled') {
        const since = answeredAt.get(event.contact)
        answeredAt.delete(event.contact)
        if (since !== undefined) handles = [...handles.filter((one) => one.atMs > atMs - WINDOW_MS), { atMs, seconds: (atMs - since) / 1000 }]
      }
    },
    sayTo(place, agents, nowMs) {
      const handle = mean(handles)
      return {
        'place-times-handle': handle === undefined || agents === 0 ? undefined : (place * handle) / agents,
        'last-wait': waits.at(-1)?.seconds,
        'running-average': mean(waits.filter(({ atMs }) => atMs > nowMs - WINDOW_MS)),
      }
    },
  }
}
