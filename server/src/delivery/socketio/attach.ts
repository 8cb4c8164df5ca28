import type { Server as HttpServer } from 'node:http'
import { Server, type Socket } from 'socket.io'
import { admitBoard, admitContact, admitIvr } from './admission.ts'
import { serveBoard } from './board-namespace.ts'
import type { ClientSocket } from './client-socket.ts'
import { guardConnects, guardUpgrades } from './connect-guard.ts'
import { serveContact } from './contact-namespace.ts'
import { guardInbound } from './inbound-guard.ts'
import { serveIvr } from './ivr-namespace.ts'
import { openPlainDoor } from './plain/plain-door.ts'
import type { PlainSocket } from './plain/plain-socket.ts'
import { refuse } from './refuse.ts'
import { type ServedNamespace, serveNamespace } from './serve-namespace.ts'
import type { SocketIoContext, SocketIoDeps } from './socketio-deps.ts'
import { createTurnstile } from './turnstile.ts'
import { DEFAULT_SOCKET_LIMITS } from './socketio-deps.ts'

export interface AttachedSocketIo {
  /** Open connections, whatever they joined. */
  readonly connected: number
  /** Sends everyone elsewhere (`refused` `draining`), in slices; new ones are refused by `deps.draining()`. */
  drain(): Promise<void>
  /** Looks again at who may be connected, after a key or a secret was taken out: who may not any more is told and let go. */
  recheck(): Promise<void>
  /** Closes all connections; the HTTP server stays its owner's. */
  close(): Promise<void>
}

const SLICE = 100
/** A connection may hold a customer's place and a board; more joins are no client of ours. */
const MAX_JOINS = 4
const WHERE_TO_GO = 'join /contact, /board or /ivr'

/**
 * Serves `/contact`, `/board` and `/ivr` to any Socket.IO v4 client on this HTTP server, at `/socket.io/`. With `directFrames` those who
 * come by WebSocket from the first are served without Socket.IO's own server (`plain/`), which keeps all others.
 */
export function attachSocketIo(httpServer: HttpServer, deps: SocketIoDeps): AttachedSocketIo {
  const limits = { ...DEFAULT_SOCKET_LIMITS, ...deps.limits }
  const context: SocketIoContext = {
    ...deps, limits, counts: deps.counts ?? {}, nowMs: deps.nowMs ?? Date.now,
    allowOrigin: deps.allowOrigin ?? (() => true), sessionAllows: deps.sessionAllows ?? (() => false),
    authorizeIvr: deps.authorizeIvr ?? (() => false), announcer: deps.announcer, directFrames: deps.directFrames ?? false,
  }
  const io = new Server(httpServer, {
    serveClient: false,
    transports: deps.websocketOnly === true ? ['websocket'] : ['websocket', 'polling'],
    cors: { origin: (origin, answer) => answer(null, origin !== undefined && context.allowOrigin(origin, undefined)) },
    connectTimeout: limits.joinTimeoutMs,
    upgradeTimeout: limits.upgradeTimeoutMs,
    maxHttpBufferSize: limits.maxMessageBytes,
    // Measured: compression costs twelve times the CPU and fourteen times the memory.
    perMessageDeflate: false,
    httpCompression: false,
  })
  const connected = (): number => io.engine.clientsCount + (plain?.size ?? 0)
  const isFull = (): boolean => connected() > limits.maxConnections
  const tooMany = (): void => context.counts.refused?.('overloaded')
  const { admitConnection: admit = () => Promise.resolve({ ok: true as const }) } = deps
  const guard = { admit, refused: tooMany, turnstile: createTurnstile({ nowMs: () => performance.now(), soon: (run) => setImmediate(run) }) }
  io.engine.use(guardConnects(guard))
  /** How many namespaces each connection of Socket.IO joined, so that one that left all does not stay. */
  const joined = new WeakMap<object, number>()

  io.of('/').use((_socket, next) => next(new Error(WHERE_TO_GO)))
  const served = new Map<string, ServedNamespace>([
    ['/contact', serveNamespace({ admit: admitContact, run: serveContact }, context, isFull)],
    ['/board', serveNamespace({ admit: admitBoard, run: serveBoard }, context, isFull)],
    ['/ivr', serveNamespace({ admit: admitIvr, run: serveIvr }, context, isFull)],
  ])
  for (const [name, namespace] of served) serveWithSocketIo(name, namespace)
  const plain = !context.directFrames ? undefined : openPlainDoor(httpServer, {
    limits, joinTimeoutMs: limits.joinTimeoutMs, refusals: new Map([['/', WHERE_TO_GO]]),
    namespaces: new Map(Array.from(served, ([name, namespace]) => [name, { name, join: (socket: PlainSocket) => void joinPlain(socket, namespace) }])),
    admit: guardUpgrades(guard),
    flooded(connection) {
      tooMany()
      const [first] = connection.sockets
      if (first !== undefined) refuse(first, 'overloaded')
      connection.close()
    },
    failed: (error) => context.counts.failed?.(error),
  })

  async function joinPlain(socket: PlainSocket, namespace: ServedNamespace): Promise<void> {
    const begin = await namespace.decide(socket)
    if (socket.accept()) begin()
  }

  function serveWithSocketIo(name: string, { decide }: ServedNamespace): void {
    const decisions = new WeakMap<Socket, () => void>()
    const namespace = io.of(name)
    namespace.use((socket, next) => {
      void decide(socket).then((begin) => {
        decisions.set(socket, begin)
        next()
      })
    })
    namespace.on('connection', (socket) => {
      if (keepCount(socket) > MAX_JOINS) {
        socket.conn.close(true)
        return
      }
      guardInbound(socket, context, () => performance.now())
      decisions.get(socket)?.()
    })
  }

  function keepCount(socket: Socket): number {
    const { conn } = socket
    const count = (joined.get(conn) ?? 0) + 1
    joined.set(conn, count)
    socket.on('disconnect', () => {
      const left = (joined.get(conn) ?? 1) - 1
      joined.set(conn, left)
      if (left === 0) setTimeout(() => joined.get(conn) === 0 && conn.close(), limits.joinTimeoutMs).unref()
    })
    return count
  }

  /** All clients in all namespaces, in slices. */
  async function each(visit: (socket: ClientSocket) => Promise<void> | void): Promise<void> {
    const sockets: ClientSocket[] = [...plain?.sockets() ?? []]
    for (const name of served.keys()) sockets.push(...io.of(name).sockets.values())
    for (const [index, socket] of sockets.entries()) {
      await visit(socket)
      if (index % SLICE === SLICE - 1) await new Promise((done) => setImmediate(done))
    }
  }

  return {
    get connected() {
      return connected()
    },
    drain: () => each((socket) => refuse(socket, 'draining')),
    recheck: () => each((socket) => served.get(socket.nsp.name)?.recheck(socket)),
    async close() {
      await each((socket) => { socket.disconnect(true) })
      plain?.close()
      io.engine.close()
      await new Promise((done) => setImmediate(done))
    },
  }
}
