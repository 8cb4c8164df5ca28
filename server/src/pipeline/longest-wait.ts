import type { LiveCenter, QueueView } from '../contact-center/index.ts'

/** After every contact id of a class. */
const LAST = '\uffff'

/**
 * How long the one who waits longest in this queue has waited by the customer's own clock, whole seconds at `nowMs` of log
 * time; undefined where nobody waits. The first of each priority is looked at: who was passed by is not at the head.
 */
export function longestWaitSeconds(view: QueueView, live: LiveCenter, nowMs: number): number | undefined {
  let longest: number | undefined
  for (let place = 1, key = view.line.at(1); key !== undefined; key = view.line.at(place)) {
    const contact = live.contact(key.contact)
    if (contact !== undefined) {
      const seconds = Math.max(0, Math.round((nowMs + live.clockOffsetMs(contact.feed, contact.clockStartMs, contact.id) - contact.clockStartMs) / 1000))
      longest = Math.max(longest ?? 0, seconds)
    }
    place = Math.max(place + 1, view.line.placeOf({ priority: key.priority, sinceMs: Number.POSITIVE_INFINITY, contact: LAST }))
  }
  return longest
}
