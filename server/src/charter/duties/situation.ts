import type { ContactEvidence } from '../evidence.ts'

/** A contact as it stands now, for what is owed to it. */
export interface ContactSituation extends Pick<ContactEvidence, 'channel' | 'kind' | 'queues' | 'clocks' | 'language'> {
  /** Waits in a line now (a callback that was agreed, a contact with an agent or an ended one does not). */
  waiting: boolean
  /** The bound of the remaining wait, where it is known. */
  boundSeconds?: number
  /** Whether a place may be told at all (`show`, firm, in one queue). */
  placeKnown: boolean
  /** A callback is configured for its queue, and can be taken now (limit not reached). */
  callbackAvailable: boolean
  callbackOffered: boolean
  /** Messages of exceptional events that are live for its queues. */
  notices: readonly string[]
  /** When each thing was first told (received, shown or played); undefined: not yet. */
  waitToldAtMs?: number
  placeToldAtMs?: number
  /** When anything was last told. */
  lastToldAtMs?: number
}
