import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Refused, Told } from '@queuecast/client-sdk/protocol'
import type { ManagerOptions, Socket as ClientSocket, SocketOptions } from 'socket.io-client'
import { io, Manager } from 'socket.io-client'
import type { Hub } from '../contract.ts'
import { createHub } from '../hub/index.ts'
import { type AttachedSocketIo, attachSocketIo } from '../socketio/attach.ts'
import type { SocketIoDeps } from '../socketio/socketio-deps.ts'
import { createMemorySource, type MemorySource, makeDisplay } from './memory-source.ts'

const FAR_MS = Date.parse('2100-01-01T00:00:00Z')

/** Who carries a client that comes by WebSocket: Socket.IO's own server, or ours (`directFrames`). All must hold for both. */
export const WAYS: [string, boolean][] = [['by Socket.IO', false], ['over a plain WebSocket', true]]

/** A client below Socket.IO: sends bytes as they are. */
export interface RawClient { send(bytes: string): void; onText(listener: (text: string) => void): void; closed: Promise<void>; opened: Promise<void>; close(): void }

/** A real HTTP server with Socket.IO on it over a source in memory, and stock clients for it. For tests. */
export interface SocketHarness {
  url: string
  hub: Hub
  source: MemorySource
  attached: AttachedSocketIo
  told: { center: string; contact: string; told: Told }[]
  state: { draining: boolean; expiresAtMs: number }
  client(namespace: string, auth: Record<string, unknown>, options?: Partial<ManagerOptions & SocketOptions>): ClientSocket
  raw(): RawClient
  changed(...contacts: string[]): void
  close(): Promise<void>
}

/** Tokens are `token:<contact>` (center acme; `token:stray` is of a center elsewhere) and `old:<contact>`; the key is `read-key`. */
export async function startSocketHarness(change: Partial<SocketIoDeps> = {}): Promise<SocketHarness> {
  const source = createMemorySource(['acme'])
  source.put(makeDisplay({ center: 'acme', contact: 'c-1', position: 3, seq: 10 }))
  source.put(makeDisplay({ center: 'acme', contact: 'c-2', position: 4, seq: 10 }))
  const told: SocketHarness['told'] = []
  const state = { draining: false, expiresAtMs: FAR_MS }
  const clients: { close(): unknown }[] = []
  const http: Server = createServer((_request, response) => response.end('page'))
  const hub = createHub({ source, now: () => performance.now() })
  const attached = attachSocketIo(http, {
    hub, source,
    verifyToken(token) {
      const [kind, contact = ''] = token.split(':')
      if (kind === 'old') return Promise.resolve({ ok: false, code: 'expired' })
      if (kind !== 'token') return Promise.resolve({ ok: false, code: 'bad-token' })
      return Promise.resolve({ ok: true, center: contact === 'stray' ? 'away' : 'acme', contact, expiresAtMs: state.expiresAtMs })
    },
    authorizeRead: (key, center) => key === 'read-key' && center === 'acme',
    sessionAllows: (cookie, center) => cookie === 'session=1' && center === 'acme',
    isPublic: (center) => center === 'acme',
    told: (center, contact, receipt) => void told.push({ center, contact, told: receipt }),
    draining: () => state.draining,
    ...change,
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`

  return {
    url, hub, source, attached, told, state,
    client(namespace, auth, options = {}) {
      const socket = io(`${url}${namespace}`, { auth, transports: ['websocket'], forceNew: true, reconnection: false, ...options })
      clients.push(socket)
      return socket
    },
    raw() {
      const manager = new Manager(url, { transports: ['websocket'], reconnection: false })
      clients.push({ close: () => manager.engine.close() })
      const wire = (): { send(bytes: string): void; close(): void } =>
        (manager.engine as unknown as { transport: { ws: { send(bytes: string): void; close(): void } } }).transport.ws
      return {
        send: (bytes) => wire().send(bytes),
        close: () => wire().close(),
        onText: (listener) => void manager.engine.on('data', (data) => listener(String(data))),
        opened: new Promise((resolve) => manager.once('open', () => resolve())),
        closed: new Promise((resolve) => manager.once('close', () => resolve())),
      }
    },
    changed: (...contacts) => hub.changed({ center: 'acme', contacts: new Set(contacts), queues: new Set() }),
    async close() {
      for (const client of clients) client.close()
      await attached.close()
      hub.close()
      http.closeAllConnections()
      http.close()
    },
  }
}

/** The next event of this name. */
export const next = <T>(socket: ClientSocket, event: string): Promise<T> => new Promise((resolve) => socket.once(event, resolve))

/** The refusal, and why the socket then went. */
export async function refusal(socket: ClientSocket): Promise<Refused & { gone: string }> {
  const gone = next<string>(socket, 'disconnect')
  return { ...(await next<Refused>(socket, 'refused')), gone: await gone }
}

/** The `auth` of a customer. */
export const contactAuth = (id: string): Record<string, unknown> => ({ token: `token:${id}`, v: 1 })
