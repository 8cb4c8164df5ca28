import { randomUUID } from 'node:crypto'
import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { ClientConnection, ClientHeaders } from '../client-socket.ts'
import { textFrame } from '../text-frame.ts'
import type { Deadlines } from './deadlines.ts'
import { parsePacket } from './parse-packet.ts'
import { PlainSocket } from './plain-socket.ts'

/** As stock Engine.IO: a ping every 25 s, and 20 s for its answer. */
export const PING_EVERY_MS = 25_000
export const PONG_WITHIN_MS = 20_000
const PING = textFrame('2')
const NAME = /^[!-~]*$/

/** What the connections of one server share. */
export interface ConnectionHost {
  readonly namespaces: ReadonlyMap<string, { readonly name: string; join(socket: PlainSocket): void }>
  /** Said to who asks for a namespace that is none, by its name. */
  readonly refusals: ReadonlyMap<string, string>
  readonly pings: Deadlines<PlainConnection>
  readonly pongs: Deadlines<PlainConnection>
  /** Connections in no namespace, which must join one. */
  readonly joins: Deadlines<PlainConnection>
  readonly limits: { readonly inboundBurst: number; readonly inboundPerSecond: number; readonly maxMessageBytes: number }
  gone(connection: PlainConnection): void
  flooded(connection: PlainConnection): void
  failed(error: unknown): void
}

/**
 * A client over a WebSocket that speaks Engine.IO 4 and Socket.IO 5 as stock clients do, without what only other transports need. All it
 * says are whole text frames, written at once to the TCP socket: nothing of it is ever half on its way.
 */
export class PlainConnection implements ClientConnection {
  readonly headers: ClientHeaders
  readonly #ws: WebSocket
  readonly #raw: Duplex
  readonly #host: ConnectionHost
  readonly sockets: PlainSocket[] = []
  /** Frames that go out with the next one, or at the end of this turn. */
  #ahead = ''
  #closing = false
  #heldUp = false
  #tokens: number
  #filledAtMs = performance.now()

  constructor(ws: WebSocket, raw: Duplex, headers: ClientHeaders, host: ConnectionHost) {
    this.#ws = ws
    this.#raw = raw
    this.headers = headers
    this.#host = host
    this.#tokens = host.limits.inboundBurst
    raw.write(textFrame(`0{"sid":"${randomUUID()}","upgrades":[],"pingInterval":${PING_EVERY_MS},"pingTimeout":${PONG_WITHIN_MS},"maxPayload":${host.limits.maxMessageBytes}}`), 'latin1')
    host.pings.add(this)
    host.joins.add(this)
  }

  get open(): boolean {
    return !this.#closing && !this.#raw.destroyed && this.#raw.writable
  }

  get writableLength(): number {
    return this.#raw.writableLength
  }

  /** Writes whole frames; as `done` it is called once all that was written is on its way. */
  write(frames: string, done?: 'latin1' | (() => void)): void {
    const text = this.#ahead + frames
    this.#ahead = ''
    this.#raw.write(text, 'latin1', typeof done === 'function' ? done : undefined)
  }

  /** What comes next is close behind: both in one write cost half of two. */
  writeWithNext(frame: string): void {
    this.#ahead += frame
    // After what is said at the end of this turn.
    process.nextTick(() => {
      if (this.#ahead !== '' && this.open) this.write('')
    })
  }

  close(): void {
    if (this.#closing) return
    if (this.#ahead !== '') this.write('')
    this.#closing = true
    this.#ws.close()
    this.leave()
  }

  ping(): void {
    this.#heldUp = false
    this.write(PING)
    this.#host.pongs.add(this)
  }

  /** It did not answer: nobody is there to close it with. */
  lost(): void {
    this.#ws.terminate()
  }

  take(data: string | undefined): void {
    if (this.#closing || !this.#has(1)) return
    const kind = data?.charAt(0)
    if (kind === '3') this.#pong()
    else {
      this.#stillThere()
      if (kind === '4') this.#packet(data?.slice(1) ?? '')
      // Engine.IO's other packets say nothing to a server; a ping, bytes, or what is no packet is a fault.
      else if (kind !== '1' && kind !== '5' && kind !== '6') this.close()
    }
  }

  /** It is over; also called when it is closed from the other side. */
  leave(): void {
    this.#closing = true
    this.#host.pings.delete(this)
    this.#host.pongs.delete(this)
    this.#host.joins.delete(this)
    this.#host.gone(this)
    for (const socket of this.sockets.splice(0)) this.#guarded(() => socket.gone())
  }

  #packet(text: string): void {
    const packet = parsePacket(text)
    if (packet === undefined) return this.close()
    const socket = this.sockets.find(({ nsp }) => nsp.name === packet.namespace)
    if (packet.kind === 'connect') return socket === undefined ? this.#join(packet.namespace, packet.auth) : this.close()
    if (socket === undefined) return this.close()
    switch (packet.kind) {
      case 'event':
        return this.#guarded(() => socket.hear(packet.event, packet.args, packet.id))
      case 'ack':
        return this.#guarded(() => socket.answered(packet.id, packet.args))
      case 'disconnect':
        this.sockets.splice(this.sockets.indexOf(socket), 1)
        if (this.sockets.length === 0) this.#host.joins.add(this)
        return this.#guarded(() => socket.gone())
      default:
        return packet satisfies never
    }
  }

  #join(name: string, auth: Record<string, unknown>): void {
    const namespace = this.#host.namespaces.get(name)
    if (namespace === undefined) {
      const message = this.#host.refusals.get(name) ?? 'Invalid namespace'
      // The name stands in the frame as it came, so it must be ASCII.
      return NAME.test(name) ? this.write(textFrame(`44${name === '/' ? '' : `${name},`}${JSON.stringify({ message })}`)) : this.close()
    }
    this.#host.joins.delete(this)
    const socket = new PlainSocket(namespace, auth, this)
    this.sockets.push(socket)
    namespace.join(socket)
  }

  #pong(): void {
    this.#host.pongs.delete(this)
    this.#host.pings.add(this)
  }

  /** Who says something while a pong is awaited is there: it has the time once more, and once only. */
  #stillThere(): void {
    if (this.#heldUp || !this.#host.pongs.has(this)) return
    this.#heldUp = true
    this.#host.pongs.add(this)
  }

  /** A bucket that refills by the second: a client has little to say. */
  #has(tokens: number): boolean {
    const { inboundBurst, inboundPerSecond } = this.#host.limits
    const nowMs = performance.now()
    this.#tokens = Math.min(inboundBurst, this.#tokens + ((nowMs - this.#filledAtMs) / 1000) * inboundPerSecond) - tokens
    this.#filledAtMs = nowMs
    if (this.#tokens >= 0) return true
    this.#host.flooded(this)
    return false
  }

  #guarded(run: () => void): void {
    try {
      run()
    } catch (error) {
      this.#host.failed(error)
    }
  }
}
