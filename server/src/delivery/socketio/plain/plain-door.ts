import type { IncomingMessage, Server as HttpServer } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import { Deadlines } from './deadlines.ts'
import { type ConnectionHost, PING_EVERY_MS, PlainConnection, PONG_WITHIN_MS } from './plain-connection.ts'
import type { PlainSocket } from './plain-socket.ts'

export interface PlainDoorDeps extends Pick<ConnectionHost, 'namespaces' | 'refusals' | 'limits' | 'flooded' | 'failed'> {
  /** Opens the door for this connection, at once or later; where it does not, it answered the request itself. */
  admit(request: IncomingMessage, enter: () => void): void
  /** A connection that joined nothing after this long is dropped. */
  joinTimeoutMs: number
}

/** Connections that came as WebSockets from the first, which nearly all customers do. */
export interface PlainDoor {
  readonly size: number
  sockets(): Iterable<PlainSocket>
  close(): void
}

/** ws's socket with what it carries, so that its listeners are the same for all. */
class Carrier extends WebSocket {
  carried: PlainConnection | undefined
}

const PATH = '/socket.io/'
/** As stock clients ask. */
const STOCK_URL = `${PATH}?EIO=4&transport=websocket`
const quiet = (): void => undefined

/** Serves them on this HTTP server; all other upgrades go to whoever listened before. */
export function openPlainDoor(http: HttpServer, deps: PlainDoorDeps): PlainDoor {
  const connections = new Set<PlainConnection>()
  const server = new WebSocketServer({ noServer: true, clientTracking: false, perMessageDeflate: false, maxPayload: deps.limits.maxMessageBytes, WebSocket: Carrier })
  const host: ConnectionHost = {
    ...deps,
    pings: new Deadlines(PING_EVERY_MS, (connection) => connection.ping()),
    pongs: new Deadlines(PONG_WITHIN_MS, (connection) => connection.lost()),
    joins: new Deadlines(deps.joinTimeoutMs, (connection) => connection.close()),
    gone: (connection) => connections.delete(connection),
  }

  function enter(request: IncomingMessage, raw: Duplex, head: Buffer): void {
    if (raw.destroyed) return
    // The answer to the upgrade and the first packet in one write.
    raw.cork()
    server.handleUpgrade(request, raw, head, (ws) => {
      const { host: name, origin, cookie, 'accept-language': languages } = request.headers
      ws.carried = new PlainConnection(ws, raw, { host: name, origin, cookie, 'accept-language': languages }, host)
      connections.add(ws.carried)
      ws.on('message', onMessage).on('close', onClose).on('error', quiet)
    })
    raw.uncork()
  }

  const others = http.listeners('upgrade')
  http.removeAllListeners('upgrade')
  http.on('upgrade', (request: IncomingMessage, raw: Duplex, head: Buffer) => {
    if (!isPlain(request)) {
      for (const other of others) other.call(http, request, raw, head)
      return
    }
    // Until ws takes it over nobody else listens.
    raw.on('error', quiet)
    deps.admit(request, () => enter(request, raw, head))
  })

  return {
    get size() {
      return connections.size
    },
    *sockets() {
      for (const { sockets } of connections) yield* sockets
    },
    close() {
      for (const connection of connections) connection.close()
      for (const deadlines of [host.pings, host.pongs, host.joins]) deadlines.close()
    },
  }
}

/** A new session by WebSocket alone; what upgrades from polling, and older protocols, is Socket.IO's own business. */
function isPlain({ method, url = '' }: IncomingMessage): boolean {
  if (method !== 'GET') return false
  if (url === STOCK_URL) return true
  if (!url.startsWith(`${PATH}?`)) return false
  const query = new URLSearchParams(url.slice(PATH.length))
  return query.get('EIO') === '4' && query.get('transport') === 'websocket' && !query.has('sid')
}

function onMessage(this: WebSocket, data: unknown, isBinary: boolean): void {
  if (this instanceof Carrier) this.carried?.take(isBinary ? undefined : String(data))
}

function onClose(this: WebSocket): void {
  if (this instanceof Carrier) this.carried?.leave()
}
