import type { Socket as NetSocket } from 'node:net'
import type { Socket } from 'socket.io'

/** What of Engine.IO and ws is looked at; versions are pinned and `frames-work.ts` tries it at start. */
interface Connection {
  readyState: string
  upgrading?: boolean
  writeBuffer: readonly unknown[]
  transport: { name: string; writable: boolean; socket?: { readyState: number; extensions: string; _sender?: { _state?: number; _bufferedBytes: number }; _socket?: NetSocket | null } }
}

const OPEN = 1

/**
 * The TCP socket under a connection to which a whole frame may be written now without breaking another: a plain WebSocket,
 * without extensions, not in an upgrade, with nothing of Engine.IO's or ws's own on its way. Undefined otherwise: then use `emit`.
 */
export function plainWebSocket(socket: Socket): NetSocket | undefined {
  const { readyState, upgrading, writeBuffer, transport } = socket.conn as unknown as Connection
  if (readyState !== 'open' || upgrading === true || writeBuffer.length > 0 || transport.name !== 'websocket' || !transport.writable) return undefined
  const ws = transport.socket
  if (ws === undefined || ws.readyState !== OPEN || ws.extensions !== '' || ws['_sender']?.['_state'] !== 0 || ws['_sender']['_bufferedBytes'] > 0) return undefined
  const raw = ws['_socket']
  return raw === undefined || raw === null || raw.destroyed || !raw.writable ? undefined : raw
}
