import { createHash } from 'node:crypto'
import type { ContactEvent } from '../../contact-center/index.ts'
import type { RejectedPayload, RejectedStore } from '../rejected.ts'
import type { MappingFault } from './fault.ts'
import type { PushSource } from './push-source.ts'
import { queueFinder } from './queue-names.ts'
import { hashOfRedacted, redact } from './redact.ts'
import { createReplayGuard } from './signature/replay-guard.ts'
import type { Payload, Translation } from './translate.ts'
import type { Helpers } from './value.ts'

/** One feed that is pushed to. */
export interface PushFeed {
  center: string
  name: string
  source: PushSource
  /** A vendor's name of a queue → our queue id. */
  queues?: Readonly<Record<string, string>> | undefined
  /** The public address the vendor was given, for schemes that sign it. */
  url?: string | undefined
}

/** A request to `POST /feeds/{name}`. Names of headers in lower case. */
export interface PushRequest {
  center: string
  feed: string
  headers: Readonly<Record<string, string>>
  query: Readonly<Record<string, string>>
  bytes: Uint8Array
  /** The request carries this feed's key (or an admin's), so the vendor's proof is not asked for. */
  keyed: boolean
}

export type PushResult =
  | { kind: 'refused'; problem: 'missing' | 'wrong' | 'stale'; detail: string }
  | { kind: 'unreadable'; detail: string }
  /** This very delivery was taken before. */
  | { kind: 'duplicate'; status: 200 | 202 | 204 } & Receipt
  /** `took` is called once the log has the events. */
  | { kind: 'taken'; status: 200 | 202 | 204; events: ContactEvent[]; faults: MappingFault[]; payloadKind: string; took(): void } & Receipt
/** The body of the answer, where the carrier of the delivery asks for one of its own. */
export interface Receipt { receipt?: Readonly<Record<string, string | number>> }

/** What came of a feed's deliveries on this node since it started. */
export interface PushCounts {
  taken: number
  duplicates: number
  /** Without a proof, with a wrong one, or with one that is too old. */
  refused: number
  rejected: number
  /** Payloads that no rule takes, by what they call themselves. */
  ignored: Record<string, number>
}

export interface PushDoor {
  configure(feeds: readonly PushFeed[]): void
  has(center: string, feed: string): boolean
  challenge(center: string, feed: string, query: Readonly<Record<string, string>>): string | undefined
  receive(request: PushRequest): PushResult | undefined
  counts(center: string, feed: string): PushCounts
  rejected(center: string, feed: string): readonly RejectedPayload[]
  /** Translates a rejected payload again, by the mapping as it is now; `took` removes it. Undefined: no such payload is kept whole. */
  again(center: string, feed: string, id: string): { events: ContactEvent[]; faults: MappingFault[]; took(): void } | undefined
}

export interface PushDoorDeps {
  now(): number
  /** What comes is stamped with this for the log, epoch milliseconds. */
  receiptMs(): number
  /** A keyed hash, the same on all nodes; at most 64 printable characters. */
  hash(center: string, text: string): string
  rejected: RejectedStore
  /** Whether a contact waits (in this queue) by what this node has folded. */
  waits?(center: string, contact: string, queue?: string): boolean | undefined
}

const MAX_KINDS = 50

/** Where vendors push: proof, translation, counts, and what could not be taken. Appending is the caller's. */
export function createPushDoor({ now, receiptMs, hash, rejected, waits }: PushDoorDeps): PushDoor {
  let feeds = new Map<string, PushFeed>()
  const guard = createReplayGuard()
  const allCounts = new Map<string, PushCounts>()
  const keyOf = (center: string, feed: string): string => `${center}\n${feed}`
  const countsOf = (key: string): PushCounts => {
    const known = allCounts.get(key) ?? { taken: 0, duplicates: 0, refused: 0, rejected: 0, ignored: {} }
    allCounts.set(key, known)
    return known
  }
  const helpersOf = (feed: PushFeed, hashText: (text: string) => string): Helpers => ({
    hash: hashText, queue: queueFinder(feed.queues), ...(waits === undefined ? {} : { waits: (contact: string, queue?: string) => waits(feed.center, contact, queue) }),
  })

  const keep = (feed: PushFeed, payload: Payload, { faults, kind }: Pick<Translation, 'faults' | 'kind'>, reason: RejectedPayload['reason']): void => {
    const key = keyOf(feed.center, feed.name)
    countsOf(key).rejected += 1
    rejected.add(feed.center, {
      feed: feed.name, receivedAtMs: payload.receivedAtMs, reason, kind, digest: payload.digest,
      faults: faults.slice(0, 20).map(({ path, problem }) => ({ path, problem })),
      ...(reason === 'unreadable' ? {} : { payload: redact(payload.body, { hash: (text) => hash(feed.center, text), ...feed.source.redaction }) }),
    })
  }

  return {
    configure(next) {
      feeds = new Map(next.map((feed) => [keyOf(feed.center, feed.name), feed]))
    },
    has: (center, feed) => feeds.has(keyOf(center, feed)),
    challenge: (center, feed, query) => feeds.get(keyOf(center, feed))?.source.challenge?.(query),

    receive({ center, feed: name, headers, query, bytes, keyed }) {
      const key = keyOf(center, name)
      const feed = feeds.get(key)
      if (feed === undefined) return undefined
      const { source } = feed
      const counts = countsOf(key)
      const nowMs = now()
      const verdict = keyed ? { ok: true as const, proof: '' } : source.verify({ headers, bytes, url: feed.url, nowMs })
      if (!verdict.ok) {
        counts.refused += 1
        return { kind: 'refused', problem: verdict.problem, detail: verdict.detail }
      }
      const own = source.receipt?.(headers, nowMs)
      const receipt: Receipt = own === undefined ? {} : { receipt: own }
      if (guard.seen(key, verdict.proof, nowMs)) {
        counts.duplicates += 1
        return { kind: 'duplicate', status: source.answer, ...receipt }
      }
      const payload: Payload = { body: null, headers, query, receivedAtMs: receiptMs(), feed: name, digest: createHash('sha256').update(bytes).digest('hex') }
      const read = source.read(bytes)
      if (!read.ok) {
        keep(feed, payload, { kind: 'unreadable', faults: [{ path: 'body', problem: read.problem }] }, 'unreadable')
        return { kind: 'unreadable', detail: read.problem }
      }
      payload.body = read.body
      const help = helpersOf(feed, (text) => hash(center, text))
      const { events, faults, kind } = source.translate(payload, help)
      if (faults.length > 0) keep(feed, payload, { faults, kind }, 'mapping')
      else if (events.length === 0) countKind(counts.ignored, kind)
      return {
        kind: 'taken', status: source.answer, events, faults, payloadKind: kind, ...receipt,
        took() {
          counts.taken += 1
          guard.took(key, verdict.proof, nowMs)
          source.taken?.(payload, help)
        },
      }
    },

    counts: (center, feed) => structuredClone(countsOf(keyOf(center, feed))),
    rejected: (center, feed) => rejected.list(center, feed),

    again(center, name, id) {
      const feed = feeds.get(keyOf(center, name))
      const kept = rejected.list(center, name).find((one) => one.id === id)
      if (feed === undefined || kept === undefined || kept.payload === undefined) return undefined
      const payload: Payload = { body: kept.payload, headers: {}, query: {}, receivedAtMs: kept.receivedAtMs, feed: name, digest: kept.digest }
      const { events, faults } = feed.source.translate(payload, helpersOf(feed, hashOfRedacted((text) => hash(center, text))))
      return { events, faults, took: () => rejected.remove(center, name, id) }
    },
  }
}

function countKind(ignored: Record<string, number>, kind: string): void {
  const name = Object.hasOwn(ignored, kind) || Object.keys(ignored).length < MAX_KINDS ? kind : 'other'
  ignored[name] = (ignored[name] ?? 0) + 1
}
