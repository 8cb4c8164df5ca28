import type { Socket as NetSocket } from 'node:net'
import type { ClientSocket } from './client-socket.ts'
import { PlainConnection } from './plain/plain-connection.ts'

/** Where whole frames are written. */
export interface FrameTarget {
  readonly writableLength: number
  write(frame: string, encoding: 'latin1'): unknown
  write(frame: '', done: () => void): unknown
}

/** What of Engine.IO and ws is looked at; versions are pinned and `frames-work.ts` tries it at start. */
interface Connection {
  readyState: string
  upgrading?: boolean
  writeBuffer: readonly unknown[]
  transport: { name: string; writable: boolean; socket?: { readyState: number; extensions: string; _sender?: { _state?: number; _bufferedBytes: number }; _socket?: NetSocket | null } }
}

const OPEN = 1

/**
 * The TCP socket, or our own connection, to which a whole frame may be written now without breaking another: a plain WebSocket,
 * without extensions, not in an upgrade, with nothing of Engine.IO's or ws's own on its way. Undefined otherwise: then use `emit`.
 */
export function plainWebSocket(socket: ClientSocket): FrameTarget | undefined {
  if (socket.conn instanceof PlainConnection) return socket.conn.open ? socket.conn : undefined
  const { readyState, upgrading, writeBuffer, transport } = socket.conn as unknown as Connection
  if (readyState !== 'open' || upgrading === true || writeBuffer.length > 0 || transport.name !== 'websocket' || !transport.writable) return undefined
  const ws = transport.socket
  if (ws === undefined || ws.readyState !== OPEN || ws.extensions !== '' || ws['_sender']?.['_state'] !== 0 || ws['_sender']['_bufferedBytes'] > 0) return undefined
  const raw = ws['_socket']
  return raw === undefined || raw === null || raw.destroyed || !raw.writable ? undefined : raw
}
