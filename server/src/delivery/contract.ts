import type { Board, ContactState, Display, Fresh, QueueStatus } from '@queuecast/client-sdk/protocol'

/** What one fold changed, as delivery needs it. Everyone who waits in a touched queue may have moved. */
export interface FoldedChange { center: string; contacts: ReadonlySet<string>; queues: ReadonlySet<string> }

/** Read side of the node's fold, handed to delivery by the pipeline. All from memory, all synchronous. */
export interface DisplaySource {
  hasCenter(center: string): boolean
  /** Never fails: an unknown contact gets the state `unknown`. `langs` are the wanted languages, best first. */
  display(center: string, contact: string, langs: readonly string[]): Display
  fresh(center: string, contact: string): Fresh
  /** The state alone, cheaper than a display: lets the hub see at once that it is someone's turn. Without it, it asks for the display. */
  stateOf?(center: string, contact: string): ContactState
  /** `undefined` without such a center; `publicOnly` keeps public queues and coarsens their counts. */
  board(center: string, options: { publicOnly: boolean; langs: readonly string[] }): Board | undefined
  queue(center: string, queue: string, options: { publicOnly: boolean; langs: readonly string[] }): QueueStatus | undefined
  explain(center: string, contact: string): unknown
  /** Notes once in the log that a first display was served (fire and forget). */
  served(center: string, contact: string, display: Display, via: string): void
}

/** One connected customer, whatever the transport. */
export interface ContactSubscriber {
  center: string
  contact: string
  langs: readonly string[]
  /** The transport, for the receipt of the first display served: `socketio`, `sse`… */
  via?: string
  send(display: Display): void
  fresh(fresh: Fresh): void
}
/** One connected board. */
export interface BoardSubscriber {
  center: string
  langs: readonly string[]
  /** Only public queues, with coarsened counts: a reader without a key. */
  publicOnly?: boolean
  send(board: Board): void
}

/** Latest-only fan-out of one node. */
export interface Hub {
  /** Sends the current display at once, then each change of what is shown, paced by place; returns the way out. */
  watchContact(subscriber: ContactSubscriber): () => void
  watchBoard(subscriber: BoardSubscriber): () => void
  /** Called by the pipeline after each fold. */
  changed(change: FoldedChange): void
  /** All of a center may have changed (reload, reconnect). */
  changedAll(center: string): void
  readonly connected: number
  /** Changes that were never sent because a newer one came first. */
  readonly conflated?: number
  close(): void
}
