import type { Display } from '@queuecast/client-sdk/protocol'
import type { DisplaySource } from '../contract.ts'
import type { Timers } from './timers.ts'

/** What the hub tells whoever counts. */
export interface HubCounts {
  displaySent(display: Display): void
  freshSent(): void
  boardSent(): void
  /** A subscriber threw, or the source could not say what to show. The others go on. */
  failed(error: unknown): void
}

export interface HubDeps {
  source: DisplaySource
  /** Monotonic milliseconds. */
  now(): number
  schedule?: Timers
  counts?: Partial<HubCounts>
}
