import type { RefusalCode } from '@queuecast/client-sdk/protocol'
import { refusalOf } from '../refusal-of.ts'
import type { ClientSocket } from './client-socket.ts'

/**
 * Tells the client why, then lets it go. Where coming back makes sense only the connection is closed, so that a stock
 * client returns by itself; otherwise it is disconnected for good.
 */
export function refuse(socket: ClientSocket, code: RefusalCode): void {
  const refused = refusalOf(code)
  socket.emit('refused', refused)
  if (refused.retry) socket.conn.close()
  else socket.disconnect(true)
}
