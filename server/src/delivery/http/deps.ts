import type { FeedHealth } from '@queuecast/client-sdk/protocol'
import type { Hono } from 'hono'
import type { CenterTotals, Interval, listCharters, PutCharterResult, VerdictReport } from '../../charter/index.ts'
import type { CenterFact, ContactEvent, Quarantined, Replayed } from '../../contact-center/index.ts'
import type { HourFacts, KeptEvidence } from '../../promise-evidence/index.ts'
import type { DisplaySource, Hub } from '../contract.ts'
import type { Cadence } from '../ivr/index.ts'
import type { Speech } from '../speech/index.ts'
import type { AuditedRequest } from './guards/audit.ts'
import type { HttpLimits } from './guards/rate-guard.ts'

/** What HTTP needs to know of a center. */
export interface HttpCenter {
  id: string
  /** The generation of its configuration; a supervisor's `show` stands until a newer one names the queue. */
  generation: number
  purpose: 'live' | 'test'
  origins: readonly string[]
  public: boolean
  languages: readonly string[]
  tokenLifetimeSeconds: number
}

export type HttpKeyPurpose = 'feed' | 'read' | 'token' | 'ivr' | 'supervisor' | 'inspect' | 'admin'
export type HttpAuthorization =
  | { ok: true; purpose: HttpKeyPurpose; feed?: string }
  | { ok: false; problem: { status: 401 | 403; code: 'no-key' | 'unknown-key' | 'other-center' | 'wrong-purpose'; detail: string } }

export interface HttpTokens {
  mintContactToken(request: { center: string; contact: string; lifetimeSeconds: number }): Promise<{ token: string; expiresAt: string }>
  verifyContactToken(token: string): Promise<{ ok: true; center: string; contact: string; expiresAtMs: number } | { ok: false; code: 'bad-token' | 'expired' }>
}

/** The health of one feed: what the log says of it, and what this node knows of its connection. Instants are RFC 3339. */
export interface FeedReport extends FeedHealth {
  source?: string
  /** Events that were not taken, on this node since it started. */
  rejected?: number
  /** Events that were lost because more waited for the store than may. */
  lost?: number
  held?: number
  waitingFor?: 'store' | 'quota'
  /** Of feeds that vendors push to: what came of their deliveries on this node since it started. */
  pushed?: { taken: number; duplicates: number; refused: number; ignored: Record<string, number> }
  connection?: {
    state: 'connected' | 'connecting' | 'down' | 'elsewhere'
    since: string
    attempts: number
    lastError?: string
    lastErrorAt?: string
    nextTryAt?: string
    warning?: string
  }
}
/** Something that was not taken; `shape` is what it looked like, without its texts and numbers. */
export interface RejectedReport {
  at: string
  reason: string
  shape?: unknown
  /** Of a vendor's payload that is kept: for `POST …/rejected/{id}/replay`. */
  id?: string
  /** What the payload calls itself. */
  kind?: string
  /** The payload, its personal texts replaced by their keyed hash. */
  payload?: unknown
  /** How often the same came again. */
  repeats?: number
}

/** An event that was taken and then set aside, without what a customer is called. */
export interface QuarantinedReport extends Omit<Quarantined, 'event'> {
  /** Whether `POST …/quarantine/replay` can do anything with it; what is too late is so for good. */
  replayable: boolean
  /** What the event looks like: its kinds, times and queues; other texts by their length. */
  shape?: unknown
}

/** What came of one event that was to be replayed. `final`: it cannot be; `gone`: nothing is set aside there. */
export interface ReplayedReport { position: string; eventId?: string; type?: string; outcome: Replayed['outcome'] | 'final' | 'gone'; detail: string }
export type ReplayResult =
  /** `more`: others of this feed can still be replayed. */
  | { kind: 'replayed'; replayed: ReplayedReport[]; more: number }
  /** Servers of an older version may follow this log. */
  | { kind: 'old-rules' }
  | { kind: 'over-quota'; retryAfterSeconds: number }
  | { kind: 'not-folded'; logPosition: string }

/** What was set aside, and its replay; the pipeline hands it over. */
export interface Replays {
  /** Oldest first. */
  setAside(center: string): readonly QuarantinedReport[]
  /** What came of replays, newest first. */
  replayed(center: string, feed: string): readonly Replayed[]
  /** Replays those at the positions, or all that can be, oldest first, at most two hundred. Rejects with `StoreUnavailable`. */
  replay(center: string, feed: string, positions?: readonly string[]): Promise<ReplayResult>
}

/** One request's worth of ingest, for health and metrics. */
export interface IngestCount { accepted: number; rejected: number; unknownFields: number }

/** A delivery as it came; names of headers in lower case. `keyed`: it carries the feed's key, so the vendor's proof is not asked for. */
export interface PushedDelivery {
  center: string
  feed: string
  headers: Readonly<Record<string, string>>
  query: Readonly<Record<string, string>>
  bytes: Uint8Array
  keyed: boolean
}
export interface PushedFault { path: string; problem: string }
export type PushedResult =
  | { kind: 'refused'; problem: 'missing' | 'wrong' | 'stale'; detail: string }
  | { kind: 'unreadable'; detail: string }
  | { kind: 'duplicate'; status: 200 | 202 | 204; receipt?: Readonly<Record<string, string | number>> }
  /** `took` is called once the log has the events; `receipt` is the body that the carrier wants to read. */
  | { kind: 'taken'; status: 200 | 202 | 204; events: ContactEvent[]; faults: readonly PushedFault[]; payloadKind: string; took(): void; receipt?: Readonly<Record<string, string | number>> }

/** Proof and translation of what vendors push; the pipeline hands it over. */
export interface PushedFeeds {
  has(center: string, feed: string): boolean
  challenge(center: string, feed: string, query: Readonly<Record<string, string>>): string | undefined
  receive(delivery: PushedDelivery): PushedResult | undefined
  again(center: string, feed: string, id: string): { events: ContactEvent[]; faults: readonly PushedFault[]; took(): void } | undefined
}

/** What a customer asks for beside the callback itself. */
export interface CallbackWish { phone?: string | undefined; window?: { from: string; to: string } | undefined }
export type MessageAnswer = { kind: 'noted' } | { kind: 'not-offered' } | { kind: 'full' }
export type CallbackAnswer = { kind: 'requested' } | { kind: 'not-offered' | 'not-taken'; detail: string }

/** One payload of the ledger, with the entry that holds it. */
export interface LedgerRow {
  n: number
  index: number
  log: string
  atMs: number
  hash: string
  erased?: true
  body?: { kind: 'contact'; evidence: KeptEvidence; corrects?: { n: number; index: number } } | { kind: 'hour'; facts?: HourFacts } | { kind: 'totals'; totals?: CenterTotals[] } | { kind: 'erasure' }
}

/** What was kept; the pipeline hands it over. */
export interface HttpLedger {
  /** Payloads with `fromMs` ≤ log time < `toMs`, oldest first. */
  rows(center: string, fromMs: number, toMs: number): AsyncIterable<LedgerRow>
  accuracy(center: string, query: { from: string; to: string; queue?: string }): Promise<unknown>
  /** The hour that runs, as it would stand in the ledger if it were over now: not evidence yet. */
  runningHour?(center: string): HourFacts | undefined
}

/** What was promised and whether it was kept; the pipeline hands it over. */
export interface HttpCharters {
  timeZone(center: string): string
  list(center: string): ReturnType<typeof listCharters>
  /** What `PUT /charters` would do to the book; the log makes it so. */
  put(center: string, body: unknown): PutCharterResult
  verdicts(center: string, period: Interval): Promise<VerdictReport>
}

/** Everything the HTTP side uses of the rest of the server; the pipeline hands it over. */
export interface HttpDeps {
  /** Epoch milliseconds. */
  now(): number
  /** What comes is stamped with this for the log, epoch milliseconds by the store's time. */
  receiptMs(): number
  center(id: string): HttpCenter | undefined
  authorize(center: string, bearerKey: string | undefined, purposes: readonly HttpKeyPurpose[]): HttpAuthorization
  tokens: HttpTokens
  /**
   * Resolves with the log position once the log holds all of them; rejects with an error named `StoreUnavailable`. `batchJson`: the facts
   * are the events of one request, and `{"events":[…]}` is at hand as JSON.
   */
  append(center: string, facts: CenterFact[], batchJson?: string): Promise<string>
  /** True once this node has folded the log up to the position; false after the timeout. */
  whenFolded(center: string, logPosition: string, timeoutMs: number): Promise<boolean>
  source: DisplaySource
  hub: Hub
  feeds(center: string): FeedReport[]
  /** What this node did not take of a feed, newest first. */
  rejected?(center: string, feed: string): RejectedReport[]
  /** Told of each event that was refused; the reason names field and fix, never a value. */
  noteRejected?(center: string, feed: string, reason: string): void
  /** Feeds that vendors push to in their own form. */
  pushed?: PushedFeeds
  /** Evidence; without it nothing is kept. */
  ledger?: HttpLedger
  /** Charters and verdicts; they need the ledger. */
  charters?: HttpCharters
  quarantine: Replays
  readiness(): { ready: boolean; why: string[] }
  metrics(): Promise<{ contentType: string; body: string }>
  takeQuota(center: string, feed: string, events: number): { ok: true } | { ok: false; retryAfterSeconds: number }
  /** Undefined where the center has room; otherwise says of an event why it finds none. */
  roomFor?(center: string): ((event: ContactEvent) => string | undefined) | undefined
  /** How often callers of a queue are spoken to. */
  cadence?(center: string, queue: string | undefined): Cadence
  /** Speaks displays as sound. Without it `audio/wav` is not acceptable. */
  speech?: Speech | undefined
  /** Counters of requests by key, token and address. Without them: no limit. */
  limits?: HttpLimits
  /** Told of each administrative act. */
  audit?(request: AuditedRequest): void
  /** Told after each ingest request, also a refused one. */
  countIngest?(center: string, feed: string, count: IngestCount): void
  /** What requests to the center's own server are signed with. */
  webhookSecret?(center: string): string
  /** Carries a customer's wish for a callback to the center. Without it: nobody is called back. */
  requestCallback?(center: string, contact: string, wish: CallbackWish): Promise<CallbackAnswer>
  /** The customer wants to be told by message, or no longer. Without it: nobody is. */
  wantMessages?(center: string, contact: string, wanted: boolean): MessageAnswer
  /** Told of an error that nobody expected; the client only learns that there was one. */
  reportError?(error: unknown, where: string): void
  /** Adds pages (`/demo`, `/{center}`…) after the routes of the API. */
  mountPages?(app: Hono): void
  /** Aborted when the node is about to stop: event streams end, so that the server can close. */
  draining?: AbortSignal
  /** Limits, for tests and unusual centers. */
  maxBodyBytes?: number
  maxEvents?: number
  /** How long `?after=` waits (10 s). */
  afterTimeoutMs?: number
  /** Between comments on an idle event stream (15 s). */
  keepAliveMs?: number
}

export const DEFAULT_MAX_BODY_BYTES = 8 * 1024 * 1024
export const DEFAULT_MAX_EVENTS = 10_000
