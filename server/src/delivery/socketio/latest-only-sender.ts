import type { Socket } from 'socket.io'
import type { ClientSocket } from './client-socket.ts'
import { atEndOfTurn } from './end-of-turn.ts'
import { type FrameTarget, plainWebSocket } from './plain-websocket.ts'
import { eventFrame } from './text-frame.ts'

interface Held { event: string; payload: unknown; renewal: boolean; frame?: string }

/** Renewals and boards go to many: their frame is made once. */
const shared = new WeakMap<object, string>()

function frameOf(namespace: string, event: string, payload: unknown): string {
  if (event === 'display' || typeof payload !== 'object' || payload === null) return eventFrame(namespace, event, payload)
  const made = shared.get(payload) ?? eventFrame(namespace, event, payload)
  shared.set(payload, made)
  return made
}

/**
 * Sends the newest and keeps no backlog: while a write is under way only the newest frame is held. `direct`: hand-made frames go
 * straight to a plain WebSocket, which costs a third of `emit`.
 */
export class LatestOnlySender {
  readonly #socket: ClientSocket
  readonly #direct: boolean
  #held: Held | undefined
  #armed = false
  #queued = false

  constructor(socket: ClientSocket, direct: boolean) {
    this.#socket = socket
    this.#direct = direct
  }

  /** State replaces what is held. */
  state(event: string, payload: unknown): void {
    this.#offer({ event, payload, renewal: false })
  }

  /** A renewal never replaces a held state: the state is newer than what the renewal speaks of. */
  renewal(event: string, payload: unknown): void {
    this.#offer({ event, payload, renewal: true })
  }

  #offer(next: Held): void {
    if (next.renewal && this.#held !== undefined && !this.#held.renewal) return
    this.#held = next
    if (!this.#direct) {
      this.#release()
      return
    }
    next.frame = frameOf(this.#socket.nsp.name, next.event, next.payload)
    if (this.#queued) return
    this.#queued = true
    atEndOfTurn(() => this.#written())
  }

  #written(): void {
    this.#queued = false
    try {
      this.#release()
    } catch {
      // Nobody else's write waits for this one's. What the client holds may be false now: it comes again.
      this.#socket.conn.close(true)
    }
  }

  #release(): void {
    if (this.#held === undefined || !this.#socket.connected) return
    const target = this.#direct ? plainWebSocket(this.#socket) : undefined
    if (target !== undefined) {
      if (target.writableLength > 0) {
        this.#armFlush(target)
        return
      }
      const { event, payload, frame = frameOf(this.#socket.nsp.name, event, payload) } = this.#held
      this.#held = undefined
      target.write(frame, 'latin1')
      return
    }
    const { conn } = this.#socket as Socket
    if (!conn.transport.writable) {
      this.#arm(conn)
      return
    }
    const { event, payload } = this.#held
    this.#held = undefined
    this.#socket.emit(event, payload)
  }

  /** Looks again once all that was written is on its way; an empty write is done after those before it. */
  #armFlush(target: FrameTarget): void {
    if (this.#armed) return
    this.#armed = true
    target.write('', () => {
      this.#armed = false
      this.#release()
    })
  }

  #arm(conn: Socket['conn']): void {
    if (this.#armed) return
    this.#armed = true
    const { transport } = conn
    const go = (): void => {
      transport.off('ready', go)
      conn.off('upgrade', go)
      this.#armed = false
      this.#release()
    }
    transport.once('ready', go)
    // After an upgrade the old transport is never ready again.
    conn.once('upgrade', go)
  }
}
