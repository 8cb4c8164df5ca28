import type { Socket } from 'socket.io'
import type { BoardAdmission } from './admission.ts'
import { createLatestOnlySender } from './latest-only-sender.ts'
import type { SocketIoContext } from './socketio-deps.ts'
import { wantedLanguages } from './wanted-languages.ts'

/** One wallboard on `/board`: the newest board, never a backlog. */
export function serveBoard(socket: Socket, admission: BoardAdmission & { ok: true }, context: SocketIoContext): void {
  const sender = createLatestOnlySender(socket, context.directFrames)
  const leave = context.hub.watchBoard({
    center: admission.center, publicOnly: admission.publicOnly,
    langs: wantedLanguages(socket.handshake.auth['lang'], socket.handshake.headers['accept-language']),
    send: (board) => sender.state('board', board),
  })
  socket.on('disconnect', leave)
}
