import type { FeedHealth } from '@queuecast/client-sdk/protocol'
import type { Hono } from 'hono'
import type { CenterFact, Quarantined } from '../../contact-center/index.ts'
import type { DisplaySource, Hub } from '../contract.ts'

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
export interface RejectedReport { at: string; reason: string; shape?: unknown }

/** One request's worth of ingest, for health and metrics. */
export interface IngestCount { accepted: number; rejected: number; unknownFields: number }

/** Everything the HTTP side uses of the rest of the server; the pipeline hands it over. */
export interface HttpDeps {
  /** Epoch milliseconds. */
  now(): number
  center(id: string): HttpCenter | undefined
  authorize(center: string, bearerKey: string | undefined, purposes: readonly HttpKeyPurpose[]): HttpAuthorization
  tokens: HttpTokens
  /** Resolves with the log position once the log holds all of them; rejects with an error named `StoreUnavailable`. */
  append(center: string, facts: CenterFact[]): Promise<string>
  /** True once this node has folded the log up to the position; false after the timeout. */
  whenFolded(center: string, logPosition: string, timeoutMs: number): Promise<boolean>
  source: DisplaySource
  hub: Hub
  feeds(center: string): FeedReport[]
  /** What this node did not take of a feed, newest first. */
  rejected?(center: string, feed: string): RejectedReport[]
  /** Told of each event that was refused; the reason names field and fix, never a value. */
  noteRejected?(center: string, feed: string, reason: string): void
  quarantine(center: string): readonly Quarantined[]
  readiness(): { ready: boolean; why: string[] }
  metrics(): Promise<{ contentType: string; body: string }>
  takeQuota(center: string, feed: string, events: number): { ok: true } | { ok: false; retryAfterSeconds: number }
  /** Told after each ingest request, also a refused one. */
  countIngest?(center: string, feed: string, count: IngestCount): void
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
