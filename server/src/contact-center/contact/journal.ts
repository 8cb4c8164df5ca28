import type { Kept } from './contact-record.ts'
import type { ContactOwnEvent } from './timeline.ts'

/** Of what a base compacted away so many events are kept for the ledger. */
const KEPT_JOURNAL = 256

/** Whether an event says something of a contact's life that its stays do not. */
function saysMore(type: ContactOwnEvent['type']): boolean {
  switch (type) {
    case 'contact.answered': case 'contact.abandoned': case 'contact.left': case 'contact.refused': case 'contact.transferred': case 'contact.replied':
    case 'callback.offered': case 'callback.accepted': case 'callback.attempted': case 'callback.reached': case 'callback.cancelled': case 'callback.expired':
      return true
    case 'contact.queued': case 'contact.updated': case 'contact.ringing': case 'contact.not-answered': case 'contact.requeued': case 'contact.handled':
    case 'contact.paused': case 'contact.resumed':
      return false
    default: return type satisfies never
  }
}

/** The events of a contact that say more than its stays, oldest first. */
export function journalOf({ base, events }: Kept): readonly ContactOwnEvent[] {
  const own = events.flatMap(({ event }) => (saysMore(event.type) ? [event] : []))
  return base.journal === undefined ? own : [...base.journal, ...own]
}

/** The journal of a base that takes in these events; undefined where there is nothing to tell. */
export function journalWith(journal: readonly ContactOwnEvent[] | undefined, old: readonly { event: ContactOwnEvent }[]): readonly ContactOwnEvent[] | undefined {
  const more = old.flatMap(({ event }) => (saysMore(event.type) ? [event] : []))
  return more.length === 0 ? journal : [...journal ?? [], ...more].slice(-KEPT_JOURNAL)
}
