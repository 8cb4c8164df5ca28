import type { ClientSocket } from './client-socket.ts'
import type { BoardAdmission } from './admission.ts'
import { LatestOnlySender } from './latest-only-sender.ts'
import type { SocketIoContext } from './socketio-deps.ts'
import { wantedLanguages } from './wanted-languages.ts'

/** One wallboard on `/board`: the newest board, never a backlog. */
export function serveBoard(socket: ClientSocket, admission: BoardAdmission & { ok: true }, context: SocketIoContext): void {
  const sender = new LatestOnlySender(socket, context.directFrames)
  const leave = context.hub.watchBoard({
    center: admission.center, publicOnly: admission.publicOnly,
    langs: wantedLanguages(socket.handshake.auth['lang'], socket.handshake.headers['accept-language']),
    send: (board) => sender.state('board', board),
  })
  socket.on('disconnect', leave)
}
