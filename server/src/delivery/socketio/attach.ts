import type { Server as HttpServer } from 'node:http'
import { Server, type Socket } from 'socket.io'
import type { Refusal } from './admission.ts'
import { admitBoard, admitContact, admitIvr } from './admission.ts'
import { guardConnects } from './connect-guard.ts'
import { serveBoard } from './board-namespace.ts'
import { serveContact } from './contact-namespace.ts'
import { serveIvr } from './ivr-namespace.ts'
import { guardInbound } from './inbound-guard.ts'
import { refuse } from './refuse.ts'
import type { SocketIoContext, SocketIoDeps } from './socketio-deps.ts'
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

const DRAIN_SLICE = 100
/** A connection may hold a customer's place and a board; more joins are no client of ours. */
const MAX_JOINS = 4

/** Serves `/contact`, `/board` and `/ivr` to any Socket.IO v4 client on this HTTP server, at `/socket.io/`. */
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
  const { admitConnection } = deps
  if (admitConnection !== undefined) io.engine.use(guardConnects(admitConnection, () => context.counts.refused?.('overloaded')))
  /** How many namespaces each connection joined, so that one that left all does not stay. */
  const joined = new WeakMap<object, number>()

  io.of('/').use((_socket, next) => next(new Error('join /contact, /board or /ivr')))
  const rechecks: (() => Promise<void>)[] = []
  serve('/contact', admitContact, serveContact)
  serve('/board', admitBoard, serveBoard)
  serve('/ivr', admitIvr, serveIvr)

  function serve<A extends { ok: true }>(
    name: string, admit: (socket: Socket, context: SocketIoContext) => Promise<A | Refusal>,
    run: (socket: Socket, admission: A, context: SocketIoContext) => void,
  ): void {
    const admissions = new WeakMap<Socket, A | Refusal>()
    const namespace = io.of(name)
    rechecks.push(async () => {
      for (const [index, socket] of [...namespace.sockets.values()].entries()) {
        const [before, again] = [admissions.get(socket), await admit(socket, context)]
        if (!again.ok) refuse(socket, again.code)
        // It may still come, and sees less then: it comes again for that.
        else if (before?.ok === true && mayOf(before) !== mayOf(again)) refuse(socket, 'draining')
        if (index % DRAIN_SLICE === DRAIN_SLICE - 1) await new Promise((done) => setImmediate(done))
      }
    })
    namespace.use((socket, next) => {
      const full = io.engine.clientsCount > limits.maxConnections
      const decided = full ? Promise.resolve<Refusal>({ ok: false, code: 'overloaded' }) : admit(socket, context)
      decided.then((admission) => {
        admissions.set(socket, admission)
        next()
      }).catch((error: unknown) => {
        context.counts.failed?.(error)
        admissions.set(socket, { ok: false, code: 'overloaded' })
        next()
      })
    })
    namespace.on('connection', (socket) => {
      const admission = admissions.get(socket) ?? { ok: false, code: 'overloaded' }
      if (keepCount(socket) > MAX_JOINS) {
        socket.conn.close(true)
        return
      }
      if (!admission.ok) {
        context.counts.refused?.(admission.code)
        refuse(socket, admission.code)
        return
      }
      guardInbound(socket, context, () => performance.now())
      try {
        run(socket, admission, context)
      } catch (error) {
        context.counts.failed?.(error)
        refuse(socket, 'overloaded')
      }
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

  return {
    get connected() {
      return io.engine.clientsCount
    },
    async drain() {
      const sockets = [...io.of('/contact').sockets.values(), ...io.of('/board').sockets.values(), ...io.of('/ivr').sockets.values()]
      for (const [index, socket] of sockets.entries()) {
        refuse(socket, 'draining')
        if (index % DRAIN_SLICE === DRAIN_SLICE - 1) await new Promise((done) => setImmediate(done))
      }
    },
    async recheck() {
      for (const again of rechecks) await again()
    },
    async close() {
      for (const name of ['/contact', '/board', '/ivr']) io.of(name).disconnectSockets(true)
      io.engine.close()
      await new Promise((done) => setImmediate(done))
    },
  }
}

/** What an admission opens, whatever the moment it was given. */
const mayOf = (admission: object): boolean => 'publicOnly' in admission && admission.publicOnly === true
