import type { Socket as NetSocket } from 'node:net'
import type { Socket } from 'socket.io'
import { plainWebSocket } from './plain-websocket.ts'
import { eventFrame } from './text-frame.ts'
import { atEndOfTurn } from './end-of-turn.ts'

/** Sends the newest and keeps no backlog: while a write is under way only the newest frame is held. */
export interface LatestOnlySender {
  /** State replaces what is held. */
  state(event: string, payload: unknown): void
  /** A renewal never replaces a held state: the state is newer than what the renewal speaks of. */
  renewal(event: string, payload: unknown): void
}

interface Held { event: string; payload: unknown; renewal: boolean; frame?: string }

/** Renewals and boards go to many: their frame is made once. */
const shared = new WeakMap<object, string>()

function frameOf(namespace: string, event: string, payload: unknown): string {
  if (event === 'display' || typeof payload !== 'object' || payload === null) return eventFrame(namespace, event, payload)
  const made = shared.get(payload) ?? eventFrame(namespace, event, payload)
  shared.set(payload, made)
  return made
}

/** `direct`: hand-made frames go straight to a plain WebSocket, which costs a third of `emit`. */
export function createLatestOnlySender(socket: Socket, direct: boolean): LatestOnlySender {
  const { conn } = socket
  const namespace = socket.nsp.name
  let held: Held | undefined
  let armed = false
  let queued = false

  /** Looks again once all that was written is on its way; an empty write is done after those before it. */
  function armFlush(raw: NetSocket): void {
    if (armed) return
    armed = true
    raw.write('', () => {
      armed = false
      release()
    })
  }

  function arm(): void {
    if (armed) return
    armed = true
    const { transport } = conn
    const go = (): void => {
      transport.off('ready', go)
      conn.off('upgrade', go)
      armed = false
      release()
    }
    transport.once('ready', go)
    // After an upgrade the old transport is never ready again.
    conn.once('upgrade', go)
  }

  function release(): void {
    if (held === undefined || !socket.connected) return
    const raw = direct ? plainWebSocket(socket) : undefined
    if (raw !== undefined) {
      if (raw.writableLength > 0) {
        armFlush(raw)
        return
      }
      const { event, payload, frame = frameOf(namespace, event, payload) } = held
      held = undefined
      raw.write(frame, 'latin1')
      return
    }
    if (!conn.transport.writable) {
      arm()
      return
    }
    const { event, payload } = held
    held = undefined
    socket.emit(event, payload)
  }

  function offer(next: Held): void {
    if (next.renewal && held !== undefined && !held.renewal) return
    held = next
    if (!direct) {
      release()
      return
    }
    next.frame = frameOf(namespace, next.event, next.payload)
    if (queued) return
    queued = true
    atEndOfTurn(written)
  }

  function written(): void {
    queued = false
    try {
      release()
    } catch {
      // Nobody else's write waits for this one's. What the client holds may be false now: it comes again.
      conn.close(true)
    }
  }

  return {
    state: (event, payload) => offer({ event, payload, renewal: false }),
    renewal: (event, payload) => offer({ event, payload, renewal: true }),
  }
}
