import { refold } from '../contact/arrive.ts'
import { insertSorted } from '../contact/timeline.ts'
import type { CenterState } from './center-state.ts'
import { commitContact } from './commit-contact.ts'
import { inItsTime } from './contact-clock.ts'
import type { Feed } from './feed-health.ts'
import { seeContact } from './known-contacts.ts'

/** It is sure now that the feed's clock was set, or that it was not: what was told since of those who came by another is taken by that (CC48). */
export function retimeEarly(center: CenterState, { memory }: Feed): void {
  const { early, seen } = memory
  if (early === undefined || early.sinceMs === seen?.sinceMs) return
  delete memory.early
  for (const told of early.told) retime(center, memory.name, told)
}

function retime(center: CenterState, feed: string, { contact, id }: { contact: string; id: string }): void {
  const kept = seeContact(center, contact)?.kept
  const item = kept?.events.find((one) => one.id === id && one.feed === feed)
  if (kept === undefined || item === undefined) return
  const events = kept.events.filter((one) => one !== item)
  const moved = inItsTime(center, { ...kept, events }, item)
  if (moved === item) return
  const next = { ...kept, events: insertSorted(events, moved) }
  commitContact(center, contact, next, refold(next))
}
