import type { CenterFact, CenterFacts } from './facts.ts'
import type { SettledContact } from './settled-contact.ts'
import type { CenterParts } from './state/center-snapshot.ts'
import type { Changes, LiveCenter, Replayed } from './view.ts'

/** Where in the log a fact stands: log time (the entry id's milliseconds) and a printable position `ms-n/index`. */
export interface LogInstant { ms: number; position: string }

/**
 * The fold of one center. Deterministic: the same facts, ticks and instants in the same order give the same state,
 * whatever machine. No clock, no randomness, no I/O; it mutates only itself.
 */
export interface ContactCenterFold extends LiveCenter {
  /** Folds one fact. A fact that makes the fold throw is quarantined as `poison` and changes nothing. */
  apply(fact: CenterFact, at: LogInstant): void
  /** One second of log time passed: deadlines, expiry, settling, staleness, hours. Called with full seconds, in order. */
  tick(secondMs: number): void
  /** Our own outage of `gapMs`: every feed is stale, expiries and deadlines move by the gap. */
  outage(gapMs: number, nowMs: number): void
  /** False where a tick at this second would change nothing (nobody waits, no deadline due). */
  needsTick(secondMs: number): boolean
  /** What a contact that was settled before leaves now; undefined where it never was, or was forgotten. */
  settledContact(id: string): SettledContact | undefined
  /** Sets a fact aside that broke the whole center, which was rebuilt without it: an event for its replay, others not at all. */
  setAside(fact: CenterFact, at: LogInstant): void
  /** What came of replays, newest last, bounded. */
  replayed(): readonly Replayed[]
  /** What changed since the last call. */
  takeChanges(): Changes
  /** The whole state as a JSON-safe value; `restoreContactCenter` gives a fold that continues exactly as this one would. */
  snapshot(): CenterSnapshot
  /** The same without a copy, for whoever writes it down: the JSON at once, a sheet that is as it was not again. */
  parts(): CenterParts
}
export type CreateContactCenter = (config: CenterFacts) => ContactCenterFold

/** `sheets`: each one's name and text. */
export interface CenterSnapshot { json: unknown; sheets: [name: string, text: string][] }
