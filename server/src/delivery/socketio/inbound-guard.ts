import type { Socket } from 'socket.io'
import { refuse } from './refuse.ts'
import type { SocketIoContext } from './socketio-deps.ts'

/** Closes a connection that sends more than a display ever needs to: a bucket that refills by the second. */
export function guardInbound(socket: Socket, { limits, counts }: SocketIoContext, nowMs: () => number): void {
  let tokens = limits.inboundBurst
  let filledAtMs = nowMs()
  let flooded = false
  const onPacket = (): void => {
    const now = nowMs()
    tokens = Math.min(limits.inboundBurst, tokens + ((now - filledAtMs) / 1000) * limits.inboundPerSecond)
    filledAtMs = now
    tokens -= 1
    if (tokens >= 0 || flooded) return
    flooded = true
    counts.refused?.('overloaded')
    refuse(socket, 'overloaded')
  }
  socket.conn.on('packet', onPacket)
  socket.on('disconnect', () => socket.conn.off('packet', onPacket))
}
