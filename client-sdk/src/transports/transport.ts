import type { ContactTarget } from '../contact-target.ts'
import type { Display, Fresh, Refused, Told } from '../protocol/index.ts'

export const TRANSPORT_NAMES = ['socketio', 'sse', 'polling'] as const
/** A way to the server, best first. */
export type TransportName = (typeof TRANSPORT_NAMES)[number]

/** Why a try or a connection ended without the server having refused; `afterSeconds` is when the server wants us back. */
export interface TransportFailure { readonly message: string; readonly afterSeconds?: number }

/** What a session reports. After `failed` or `refused`, and after `close()`, it reports nothing more. */
export interface TransportHandlers {
  display(display: Display): void
  fresh(fresh: Fresh): void
  refused(refused: Refused): void
  failed(failure: TransportFailure): void
}

/** One try to be connected. It never retries by itself: the one loop does. */
export interface TransportSession {
  /** Sends a receipt, without promise that it arrives. */
  told(told: Told): void
  close(): void
}

export type OpenTransport = (target: ContactTarget, handlers: TransportHandlers) => TransportSession

/** Wraps handlers so that a session that has ended stays silent, whatever still arrives. */
export function untilEnded(handlers: TransportHandlers): TransportHandlers & { end(): void; readonly ended: boolean } {
  let ended = false
  return {
    get ended() { return ended },
    end: () => { ended = true },
    display: (display) => { if (!ended) handlers.display(display) },
    fresh: (fresh) => { if (!ended) handlers.fresh(fresh) },
    refused: (refused) => {
      if (ended) return
      ended = true
      handlers.refused(refused)
    },
    failed: (failure) => {
      if (ended) return
      ended = true
      handlers.failed(failure)
    },
  }
}
