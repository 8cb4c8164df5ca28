import { type ContactRecord, isOfMany } from '../contact/contact-record.ts'
import { contactFromText } from '../contact/contact-text.ts'
import type { OwnItem } from '../contact/timeline.ts'
import type { CenterFacts } from '../facts.ts'
import { Deadlines } from '../structures/deadlines.ts'
import type { StateSheet } from '../structures/sheet.ts'
import type { AgentMemory } from './agent-record.ts'
import { Agents } from './agents.ts'
import { type Alias, type CenterState, emptyCenter } from './center-state.ts'
import { emptyChanges } from './change-set.ts'
import { standAnew } from './commit-contact.ts'
import { ContactShelf, type ShelfJson } from './contact-shelf.ts'
import { Feed, type FeedMemory } from './feed-health.ts'
import { keep } from './known-contacts.ts'
import { Listings } from './listings.ts'
import type { NoticeMemory } from './notices.ts'
import { Quarantine, type QuarantineJson } from './quarantine.ts'
import { type QueueMemory, QueueRecord } from './queue-record.ts'
import { recordsOf, type RecordsJson, recordsToJson, servingIn } from './record-sheets.ts'
import { type RestingJson, restingToJson, restoreResting, textDeadlines } from './resting-contacts.ts'

/** The version of the fold's snapshot; a version reads its predecessor's, in which those aside were among the open ones. */
export const SNAPSHOT_VERSION = 5
const OLDER_VERSION = 4

interface CenterJson extends ShelfJson {
  v: number
  config: CenterFacts
  nowMs: number
  records: RecordsJson
  resting: RestingJson
  held: [string, OwnItem[]][]
  aliases: [string, Alias][]
  agents: AgentMemory[]
  queues: QueueMemory[]
  feeds: FeedMemory[]
  notices: NoticeMemory[]
  quarantine: QuarantineJson
  listings: ReturnType<Listings['toJson']>
  deadlines: [string, number][]
  outages: { atMs: number; gapMs: number }[]
}

/** The state as `json` and what is large as sheets beside it. */
export interface CenterParts { json: unknown; sheets: StateSheet[] }

/** The whole state, for whoever writes it down at once: the JSON shares parts with the state. What has been folded from contacts' items is left out and folded again. */
export function partsOf(center: CenterState): CenterParts {
  const { resting, sheets, others } = restingToJson(center)
  const records = recordsToJson(center)
  const awake = others.map(({ deadlineKey }) => deadlineKey)
  const json = {
    v: SNAPSHOT_VERSION, config: center.config, nowMs: center.nowMs, records: records.json, resting, ...center.shelf.toJson(), held: [...center.held],
    aliases: [...center.aliases], agents: center.agents.toJson(), queues: Array.from(center.queues.values(), (queue) => queue.toJson()),
    feeds: Array.from(center.feeds.values(), (feed) => feed.memory), notices: [...center.notices.values()], quarantine: center.quarantine.toJson(),
    listings: center.listings.toJson(), deadlines: center.deadlines.toJson(awake), outages: center.outages,
  } satisfies CenterJson
  return { json, sheets: [...records.sheets, ...sheets, ...center.shelf.sheets()] }
}

function isCenterJson(value: unknown): value is CenterJson {
  return typeof value === 'object' && value !== null && 'v' in value && (value.v === SNAPSHOT_VERSION || value.v === OLDER_VERSION)
}

/** Takes the value over: its parts become the state's. `sheets`: texts by name. */
export function centerFromParts(value: unknown, sheets: ReadonlyMap<string, string>): CenterState {
  if (!isCenterJson(value)) throw new TypeError(`the contact center's snapshot has neither version ${SNAPSHOT_VERSION} nor ${OLDER_VERSION}; start from an older snapshot or the beginning of the log`)
  const json = value
  const center = emptyCenter(json.config)
  center.nowMs = json.nowMs
  center.held = new Map(json.held)
  center.aliases = new Map(json.aliases)
  center.quarantine = Quarantine.fromJson(json.quarantine)
  center.listings = Listings.fromJson(json.listings)
  center.outages = json.outages
  for (const memory of json.feeds) center.feeds.set(memory.name, new Feed(memory))
  const factsOf = new Map(json.config.queues.map((facts) => [facts.id, facts]))
  for (const memory of json.queues) {
    const queue = new QueueRecord(memory)
    queue.configure(factsOf.get(memory.id))
    center.queues.set(memory.id, queue)
    center.pools.addQueue(memory.id)
  }
  for (const notice of json.notices) center.notices.set(notice.notice, notice)
  restoreResting(center, json.resting, sheets)
  restoreRecords(center, json.records, sheets)
  for (const memory of json.queues) center.queues.get(memory.id)?.restorePriorities(memory.priorities)
  center.shelf = ContactShelf.fromJson(json, sheets)
  // Committing the contacts again touched queues, agents and deadlines as if all had come now: what was kept is put back.
  center.agents = Agents.fromJson(json.agents)
  for (const record of center.contacts.values()) for (const serving of record.serving) center.agents.restoreServing(record.id, serving)
  for (const [id, text] of center.aside) for (const serving of servingIn(text)) center.agents.restoreServing(id, serving)
  center.deadlines = Deadlines.fromJson([...json.deadlines, ...textDeadlines(center, json.resting, sheets)], isOfMany)
  center.changes = emptyChanges()
  center.poolQueues = []
  center.pools.refresh(center.agents, center.nowMs)
  return center
}

function restoreRecords(center: CenterState, json: RecordsJson, sheets: ReadonlyMap<string, string>): void {
  for (const [id, text] of recordsOf('open', json, sheets)) standAgain(center, contactFromText(id, text).record)
  for (const [id, text] of recordsOf('aside', json, sheets)) asText(center, 'aside', id, text)
  center.openContacts += center.aside.size
  for (const [id, text] of recordsOf('over', json, sheets)) asText(center, 'over', id, text)
}

function asText(center: CenterState, kind: 'aside' | 'over', id: string, text: string): void {
  center[kind].set(id, text)
  center.pages.put(id, kind)
}

/** Standing anew arms what is due as if the contact had come now; what was due stays. */
function standAgain(center: CenterState, record: ContactRecord): void {
  const { due } = record
  record.due = { ...due }
  standAnew(center, record)
  record.due = due
  keep(center, record)
}
