import { journalOf } from '../contact/journal.ts'
import type { ContactRecord } from '../contact/contact-record.ts'
import { RULES_WITH_BOTH_STEPS, rulesOf } from '../rules.ts'
import type { SettledContact } from '../settled-contact.ts'
import { type CenterState, feedOf } from './center-state.ts'
import { offsetOf } from './contact-clock.ts'
import { viewOf } from './contact-view.ts'

/** Gives what an ended contact leaves to the ledger, once, and again only where something of it is different since. */
export function settleContact(center: CenterState, record: ContactRecord): void {
  record.due.ledgerMs = undefined
  if (record.open || record.state.stays.length === 0) return
  const settled = settledContactOf(center, record)
  const print = printOf(JSON.stringify([record.state.stays, settled.clock, settled.events, record.state.kind, record.state.follows, settled.followedBy]))
  if (record.evidencePrint === print) return
  record.evidencePrint = print
  center.changes.settledContacts.push(settled)
}

/** What the contact leaves, as it stands now. */
export function settledContactOf(center: CenterState, record: ContactRecord): SettledContact {
  const followedBy = center.aliases.get(record.id)?.to
  return {
    view: viewOf(center, record), clock: record.state.clock, firstQueuedMs: record.state.firstQueuedMs, events: journalOf(record.kept),
    ...(followedBy === undefined ? {} : { followedBy }), clockOffsetMs: clockOffsetMsOf(center, record), settledAtMs: center.nowMs,
    correction: record.evidencePrint !== undefined,
  }
}

/** Older rules take it by the clock that told when it was queued. */
const clockOffsetMsOf = (center: CenterState, record: ContactRecord): number =>
  rulesOf(center.config) < RULES_WITH_BOTH_STEPS ? feedOf(center, record.state.feed).clockOffsetOfMs(record.state.firstQueuedMs) : offsetOf(center, record)

/** FNV-1a, 32 bits: whether the same was given before, not a proof of it. */
function printOf(text: string): number {
  let print = 0x811c9dc5
  for (let index = 0; index < text.length; index++) print = Math.imul(print ^ text.charCodeAt(index), 0x01000193)
  return print >>> 0
}
