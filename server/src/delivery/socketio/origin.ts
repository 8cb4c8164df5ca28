import type { ClientSocket } from './client-socket.ts'
import type { SocketIoContext } from './socketio-deps.ts'

/** A page of our own host, a client that is no browser, or an origin the center allows. */
export function originAllowed(socket: ClientSocket, center: string, { allowOrigin }: SocketIoContext): boolean {
  const { origin, host } = socket.handshake.headers
  if (origin === undefined) return true
  if (URL.canParse(origin) && new URL(origin).host === host) return true
  return allowOrigin(origin, center)
}
