import type { ContactEvent } from '../../../contact-center/index.ts'

const DAY_MS = 86_400_000

/**
 * The field of an event that says something *happened* more than a day from now, or undefined. Such a time comes from a wrong
 * clock or unit and would order the line for a day. Times of plans (`until`, `dueBy`, `reopensAt`) may lie anywhere ahead.
 */
export function futureInstant(event: ContactEvent, nowMs: number): string | undefined {
  const latestMs = nowMs + DAY_MS
  if (event.time > latestMs) return 'time'
  if (event.type === 'contact.queued') {
    if ((event.since ?? 0) > latestMs) return 'since'
    for (const [name, atMs] of Object.entries(event.clock ?? {})) if ((atMs ?? 0) > latestMs) return `clock.${name}`
  }
  if (event.type === 'feed.snapshot') {
    for (const [at, queue] of event.queues.entries()) {
      for (const part of ['waiting', 'inService'] as const) {
        const late = (queue[part] ?? []).findIndex((row) => row.since > latestMs)
        if (late >= 0) return `queues[${at}].${part}[${late}].since`
      }
    }
  }
  return undefined
}
