import type { ContactRecord } from '../contact/contact-record.ts'
import type { CenterState } from './center-state.ts'
import { commitContact } from './commit-contact.ts'
import { arriveExtras, refold } from '../contact/arrive.ts'
import { clockStartMs } from './contact-view.ts'
import { contactOf, isKnown, seeContact } from './known-contacts.ts'

const LONGEST_CHAIN = 16

/** The contact that goes on from this one now; itself where none follows. */
export function successorOf(center: CenterState, id: string): string {
  if (center.aliases.size === 0) return id
  let current = id
  for (let steps = 0; steps < LONGEST_CHAIN; steps++) {
    const next = center.aliases.get(current)?.to
    if (next === undefined || !isKnown(center, next)) return current
    current = next
  }
  return current
}

/** After a contact's commit: the earlier one it follows ends and hands on its clock; so does this one to its own follower. */
export function linkFollowers(center: CenterState, record: ContactRecord): void {
  const earlier = record.state.follows
  if (earlier !== undefined) linkTo(center, record, earlier)
  const later = center.aliases.get(record.id)?.to
  if (later !== undefined) handOnClock(center, record.id, later)
}

function linkTo(center: CenterState, record: ContactRecord, earlier: string): void {
  // A circle of followers would have no end: the link that would close it is left out.
  if (earlier === record.id || successorOf(center, record.id) === earlier) return
  const known = center.aliases.get(earlier)
  const timeMs = record.state.firstQueuedMs
  const isNewer = known === undefined || timeMs > known.timeMs || (timeMs === known.timeMs && record.id > known.to)
  if (isNewer || known.to === record.id) {
    center.aliases.set(earlier, { to: record.id, timeMs, id: `follows ${record.id}`, feed: record.state.feed })
    const old = seeContact(center, earlier)
    if (old !== undefined) {
      const without = { ...old.kept, extras: old.kept.extras.filter((extra) => extra.kind !== 'followed') }
      const kept = arriveExtras(without, [{ kind: 'followed', timeMs, id: `follows ${record.id}`, feed: record.state.feed, by: record.id }])
      commitContact(center, old.id, kept, refold(kept))
    }
  }
  handOnClock(center, earlier, record.id)
}

/** The customer's clock goes on under the new id, also after the earlier contact is forgotten. */
function handOnClock(center: CenterState, earlier: string, later: string): void {
  const from = seeContact(center, earlier)
  const to = contactOf(center, later)
  if (from === undefined || to === undefined || to.state.follows !== earlier) return
  const startMs = clockStartMs(center, from)
  if (to.inheritedClockMs !== undefined && to.inheritedClockMs <= startMs) return
  to.inheritedClockMs = startMs
  to.view = undefined
  center.changes.contacts.add(to.id)
  const next = center.aliases.get(later)?.to
  if (next !== undefined) handOnClock(center, later, next)
}
