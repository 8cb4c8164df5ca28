import type { Socket } from 'socket.io'

/** Sends the newest and keeps no backlog: while a write is under way only the newest frame is held. */
export interface LatestOnlySender {
  /** State replaces what is held. */
  state(event: string, payload: unknown): void
  /** A renewal never replaces a held state: the state is newer than what the renewal speaks of. */
  renewal(event: string, payload: unknown): void
}

interface Held { event: string; payload: unknown; renewal: boolean }

export function createLatestOnlySender(socket: Socket): LatestOnlySender {
  const { conn } = socket
  let held: Held | undefined
  let armed = false

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
    release()
  }

  return {
    state: (event, payload) => offer({ event, payload, renewal: false }),
    renewal: (event, payload) => offer({ event, payload, renewal: true }),
  }
}
