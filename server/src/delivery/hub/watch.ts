import type { ContactState, Display } from '@queuecast/client-sdk/protocol'
import type { ContactSubscriber } from '../contract.ts'
import type { Paced } from './pacing.ts'

/** `none`: what was sent is what is true. `later`: it changed and its pace says wait. `ready`: it changed and stands in line to be sent. */
export type Pending = 'none' | 'later' | 'ready'

/** The customers of one queue; `calm` are those without a change pending, so that a busy queue is not walked for each event. */
export interface QueueGroup {
  watches: Set<Watch>
  calm: Set<Watch>
  /** When freshness is next renewed for all of them. */
  freshDueMs: number
}

/** One connected customer as the hub keeps it: the last display sent, as far as the next one depends on it. */
export interface Watch extends Paced {
  readonly subscriber: ContactSubscriber
  queue: string | undefined
  /** Where it stands in the index. */
  group: QueueGroup | undefined
  state: ContactState | undefined
  /** The display sent last; undefined where the client may not hold it. */
  shown: Display | undefined
  /** Since when the client holds a fresh frame (a display counts as one). */
  freshAtMs: number
  freshForSeconds: number
  pending: Pending
  /** When a `later` watch may be looked at. */
  dueMs: number
  /** That it is served was noted, as far as it is for this watch to say. */
  noted: boolean
  gone: boolean
}
