import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { PlayedQueues, type Frame } from './played-queues.ts'

export interface FakeAsteriskOptions {
  nowMs(): number
  queues?: PlayedQueues
  username?: string
  secret?: string
  /** Refuses MD5 challenges, as some builds do. */
  plainOnly?: boolean
  tls?: { key: string; cert: string }
  banner?: string
}

interface Link { socket: Socket; buffer: string; loggedIn: boolean; challenge: string; wrote: number }

export const frameText = (frame: Frame): string => `${Object.entries(frame).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`

/** A manager interface on a real TCP port that logs in, answers and sends what a test wants, however it wants it cut. */
export class FakeAsterisk {
  readonly actions: Frame[] = []
  readonly queues: PlayedQueues
  /** Silent as a broken network is: it takes bytes, answers nothing and sends nothing; nobody is told. */
  frozen = false
  /** Actions that it takes and never answers. */
  readonly ignores = new Set<string>()
  /** Refuses new connections at once, as a server that is starting does. */
  closedDoor = false
  #options: FakeAsteriskOptions
  #server: Server
  #links = new Set<Link>()

  private constructor(options: FakeAsteriskOptions) {
    this.#options = options
    this.queues = options.queues ?? new PlayedQueues([])
    const greet = (socket: Socket): void => this.#greet(socket)
    this.#server = options.tls === undefined ? createServer(greet) : createTlsServer(options.tls, greet)
  }

  static async listen(options: FakeAsteriskOptions): Promise<FakeAsterisk> {
    const fake = new FakeAsterisk(options)
    fake.#server.listen(0, '127.0.0.1')
    await once(fake.#server, 'listening')
    return fake
  }

  get port(): number { return (this.#server.address() as AddressInfo).port }
  get connections(): number { return this.#links.size }
  /** Connections that passed the login. */
  get loggedIn(): number { return [...this.#links].filter((link) => link.loggedIn).length }

  /** Whether all that was written here arrived at these client sockets and the other way round. */
  quietWith(clients: readonly Socket[]): boolean {
    const live = clients.filter((client) => !client.destroyed)
    if (live.length !== this.#links.size) return false
    return live.every((client) => {
      const link = [...this.#links].find(({ socket }) => socket.remotePort === client.localPort)
      return link !== undefined && client.bytesRead === link.wrote && link.socket.bytesRead === client.bytesWritten
    })
  }

  /** Sends bytes to everyone who is logged in; who is not does not get them later either. */
  send(bytes: Uint8Array | string): void {
    if (this.frozen) return
    for (const link of this.#links) if (link.loggedIn) this.#write(link, bytes)
  }

  /** Sends events and keeps the queues as they say. */
  event(...frames: Frame[]): void {
    for (const frame of frames) {
      this.queues.see(frame, this.#options.nowMs())
      this.send(frameText(frame))
    }
  }

  /** Breaks every connection: with an orderly end, or as a crash does. */
  drop(how: 'end' | 'reset' = 'end'): void {
    for (const { socket } of this.#links) {
      if (how === 'reset') socket.resetAndDestroy()
      else socket.destroy()
    }
    this.#links.clear()
  }

  async close(): Promise<void> {
    this.drop()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #write(link: Link, bytes: Uint8Array | string): void {
    link.wrote += Buffer.byteLength(bytes)
    link.socket.write(bytes)
  }

  #greet(socket: Socket): void {
    if (this.closedDoor) return void socket.destroy()
    const link: Link = { socket, buffer: '', loggedIn: false, challenge: String(Math.floor(Math.random() * 1e9)), wrote: 0 }
    this.#links.add(link)
    socket.on('close', () => this.#links.delete(link))
    socket.on('error', () => this.#links.delete(link))
    socket.on('data', (bytes) => {
      link.buffer += bytes.toString('latin1')
      for (let end = link.buffer.indexOf('\r\n\r\n'); end >= 0; end = link.buffer.indexOf('\r\n\r\n')) {
        const frame = Object.fromEntries(link.buffer.slice(0, end).split('\r\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]))
        link.buffer = link.buffer.slice(end + 4)
        if (!this.frozen) this.#answer(link, frame)
      }
    })
    if (!this.frozen) this.#write(link, this.#options.banner ?? 'Asterisk Call Manager/11.0.0\r\n')
  }

  #answer(link: Link, action: Frame): void {
    this.actions.push(action)
    if (this.ignores.has(action['Action'] ?? '')) return
    const { username = 'queuecast', secret = 'a secret', plainOnly = false, nowMs } = this.#options
    const id = action['ActionID'] ?? ''
    const say = (frame: Frame): void => this.#write(link, frameText(frame))
    switch (action['Action']) {
      case 'Challenge':
        return say(plainOnly ? { Response: 'Error', ActionID: id, Message: 'Must specify AuthType' } : { Response: 'Success', ActionID: id, Challenge: link.challenge })
      case 'Login': {
        const md5 = createHash('md5').update(link.challenge + secret).digest('hex')
        if (action['Username'] !== username || (action['AuthType'] === 'MD5' ? action['Key'] !== md5 : action['Secret'] !== secret)) {
          say({ Response: 'Error', ActionID: id, Message: 'Authentication failed' })
          return void link.socket.end()
        }
        link.loggedIn = true
        say({ Response: 'Success', ActionID: id, Message: 'Authentication accepted' })
        return say({ Event: 'FullyBooted', Privilege: 'system,all', Status: 'Fully Booted' })
      }
      case 'Ping': return say({ Response: 'Success', ActionID: id, Ping: 'Pong', Timestamp: String(nowMs() / 1000) })
      case 'QueueStatus': {
        const rows = this.queues.status(nowMs(), action['Queue'])
        say({ Response: 'Success', ActionID: id, EventList: 'start', Message: 'Queue status will follow' })
        for (const row of rows) say({ ...row, ActionID: id })
        return say({ Event: 'QueueStatusComplete', ActionID: id, EventList: 'Complete', ListItems: String(rows.length) })
      }
      default: return say({ Response: 'Error', ActionID: id, Message: 'Permission denied' })
    }
  }
}
