import type { RefusalCode } from '@queuecast/client-sdk/protocol'
import { PROTOCOL_VERSION } from '@queuecast/client-sdk/protocol'
import type { ClientSocket } from './client-socket.ts'
import { originAllowed } from './origin.ts'
import type { SocketIoContext } from './socketio-deps.ts'

export type Refusal = { ok: false; code: RefusalCode }
export type ContactAdmission = { ok: true; center: string; contact: string; expiresAtMs: number } | Refusal
export type IvrAdmission = { ok: true; center: string } | Refusal
export type BoardAdmission = { ok: true; center: string; publicOnly: boolean } | Refusal

const refused = (code: RefusalCode): Refusal => ({ ok: false, code })

/** May this socket join `/contact`? Versions first: a client of another version may carry anything else in its `auth`. */
export async function admitContact(socket: ClientSocket, context: SocketIoContext): Promise<ContactAdmission> {
  const auth: Record<string, unknown> = socket.handshake.auth
  if (context.draining()) return refused('draining')
  if (auth['v'] !== PROTOCOL_VERSION) return refused('wrong-version')
  if (typeof auth['token'] !== 'string') return refused('bad-token')
  const token = await context.verifyToken(auth['token'])
  if (!token.ok) return refused(token.code)
  if (!originAllowed(socket, token.center, context)) return refused('bad-token')
  if (!context.source.hasCenter(token.center)) return refused('elsewhere')
  return token
}

/** May this socket join `/board`? With a key or our own pages' session it sees all; without, public queues of a public center. */
export async function admitBoard(socket: ClientSocket, context: SocketIoContext): Promise<BoardAdmission> {
  const { key, center, v }: Record<string, unknown> = socket.handshake.auth
  if (context.draining()) return refused('draining')
  if (v !== undefined && v !== PROTOCOL_VERSION) return refused('wrong-version')
  if (typeof center !== 'string' || !originAllowed(socket, center, context)) return refused('bad-token')
  const publicOnly = !(await mayRead(socket, key, center, context))
  // A wrong key is told so, even where the center is public; and a stranger does not learn which centers exist.
  if (publicOnly && (key !== undefined || !context.isPublic(center))) return refused('bad-token')
  if (!context.source.hasCenter(center)) return refused('elsewhere')
  return { ok: true, center, publicOnly }
}

/** May this socket join `/ivr`? Only with a key for it; who has none does not learn which centers exist. */
export async function admitIvr(socket: ClientSocket, context: SocketIoContext): Promise<IvrAdmission> {
  const { key, center, v }: Record<string, unknown> = socket.handshake.auth
  if (context.draining()) return refused('draining')
  if (v !== undefined && v !== PROTOCOL_VERSION) return refused('wrong-version')
  if (typeof center !== 'string' || typeof key !== 'string' || !(await context.authorizeIvr(key, center))) return refused('bad-token')
  if (!context.source.hasCenter(center)) return refused('elsewhere')
  return { ok: true, center }
}

async function mayRead(socket: ClientSocket, key: unknown, center: string, context: SocketIoContext): Promise<boolean> {
  if (typeof key === 'string') return context.authorizeRead(key, center)
  const { cookie } = socket.handshake.headers
  return key === undefined && cookie !== undefined && context.sessionAllows(cookie, center)
}
