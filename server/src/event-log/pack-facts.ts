import type { CenterFact, ContactEvent } from '../contact-center/index.ts'
import type { LoggedFact } from './entries.ts'

/** Events that came together stand in an entry as one item: what they share once, then each event. */
export interface LoggedEvents { center: string; feed: string; receivedAtMs: number; batch: { events: readonly ContactEvent[] } }

/** One item of an entry as JSON, with its size in UTF-8 and how many facts it holds. */
export interface PackedItem { json: string; bytes: number; count: number }

/**
 * Facts as items of entries, in their order. Neighbours that are events of one feed, received in the same millisecond, become one
 * item, cut in halves until each is at most `maxBytes`; one fact that is larger alone is an item of its own.
 * @param batchJson `{"events":[…]}` as JSON, where somebody has it: the events of all these facts, which then are one run
 */
export function packFacts(facts: readonly LoggedFact[], maxBytes: number, batchJson?: string): PackedItem[] {
  const items: PackedItem[] = []
  const [first] = facts
  if (batchJson !== undefined && first !== undefined && isPlainEvent(first.fact)) {
    const { center, fact: { feed, receivedAtMs } } = first
    // Whatever JSON the batch is, it stays within its own value.
    const before = `{"center":${JSON.stringify(center)},"feed":${JSON.stringify(feed)},"receivedAtMs":${receivedAtMs},"batch":`
    const bytes = Buffer.byteLength(before) + Buffer.byteLength(batchJson) + 1
    if (bytes <= maxBytes) return [{ json: `${before}${batchJson}}`, bytes, count: facts.length }]
  }
  for (let at = 0; at < facts.length;) {
    const one = facts[at]
    if (one === undefined) break
    if (isPlainEvent(one.fact)) {
      const { center, fact: { feed, receivedAtMs } } = one
      const events: ContactEvent[] = []
      for (let next: LoggedFact | undefined = one; next !== undefined && isPlainEvent(next.fact) && next.fact.feed === feed && next.fact.receivedAtMs === receivedAtMs && next.center === center; next = facts[at]) {
        events.push(next.fact.event)
        at += 1
      }
      pack({ center, feed, receivedAtMs, batch: { events } }, maxBytes, items)
    } else {
      items.push(itemOf(JSON.stringify(one), 1))
      at += 1
    }
  }
  return items
}

type EventFact = Extract<CenterFact, { kind: 'event' }>
/** All that a run can say of an event. Whoever adds a field to events is stopped by the compiler in `unpackFacts`, and decides here. */
type PlainEvent = Omit<Required<EventFact>, 'replayOf'>

/** A replay says more than a run of events can hold: it is an item of its own. */
const isPlainEvent = (fact: CenterFact): fact is EventFact => fact.kind === 'event' && fact.replayOf === undefined

function pack(run: LoggedEvents, maxBytes: number, items: PackedItem[]): void {
  const { events } = run.batch
  const item = itemOf(JSON.stringify(run), events.length)
  if (item.bytes <= maxBytes || events.length === 1) {
    items.push(item)
    return
  }
  const middle = Math.ceil(events.length / 2)
  pack({ ...run, batch: { events: events.slice(0, middle) } }, maxBytes, items)
  pack({ ...run, batch: { events: events.slice(middle) } }, maxBytes, items)
}

const itemOf = (json: string, count: number): PackedItem => ({ json, bytes: Buffer.byteLength(json), count })

/** The facts of an entry's items, each at its index of the log position. What is no item of ours stays as it is. */
export function unpackFacts(items: readonly unknown[]): unknown[] {
  const facts: unknown[] = []
  for (const item of items) {
    if (!isRun(item)) {
      facts.push(item)
      continue
    }
    const { center, feed, receivedAtMs } = item
    for (const event of item.batch.events) {
      const fact: PlainEvent = { kind: 'event', feed, receivedAtMs, event }
      facts.push({ center, fact })
    }
  }
  return facts
}

const isRun = (item: unknown): item is LoggedEvents =>
  typeof item === 'object' && item !== null && 'batch' in item && typeof item.batch === 'object' && item.batch !== null && 'events' in item.batch && Array.isArray(item.batch.events)
