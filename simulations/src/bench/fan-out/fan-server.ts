import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import type { Writable } from 'node:stream'
import { createHub } from '@queuecast/server/delivery/hub'
import { attachSocketIo } from '@queuecast/server/delivery/socketio'
import { createMemorySource, makeDisplay } from '@queuecast/server/delivery/testing'
import { Server } from 'socket.io'

/**
 * The server under measure, a process of its own: `queuecast` (hub, hand-made frames), `emit` (stock socket.emit of the same
 * displays) or `write` (frames of the same displays, made beforehand and only written: what Node itself costs). For each line `r` it
 * updates every customer; for `c` it prints its CPU microseconds without what making the displays took (in a server that is the
 * forecast's and the wording's work), for `m` its memory.
 */
const [variant = 'queuecast', customers = '1000'] = process.argv.slice(2)
const wanted = Number(customers)
const CENTER = 'acme'
const source = createMemorySource([CENTER])
const http = createServer((_request, response) => response.end())
let round = 0
let makingMicros = 0

const cpuMicros = (): number => {
  const { user, system } = process.cpuUsage()
  return user + system
}

const put = (): void => {
  const begunMicros = cpuMicros()
  round += 1
  // A bound that differs each time: what is shown changes for everyone.
  for (let i = 0; i < wanted; i += 1) {
    source.put(makeDisplay({
      center: CENTER, contact: `c-${i}`, queue: `q-${i % 100}`, position: 1 + ((i + round) % 20), seq: round,
      text: { lang: 'en', sentence: `You are number ${1 + ((i + round) % 20)}. You will probably be answered within ${1 + (round % 9)} minutes.` },
    }))
  }
  makingMicros += cpuMicros() - begunMicros
}

function startQueuecast(): () => void {
  const hub = createHub({ source, now: () => performance.now() })
  attachSocketIo(http, {
    hub, source, directFrames: true, websocketOnly: true, draining: () => false, authorizeRead: () => false, isPublic: () => false, told: () => undefined,
    verifyToken: (token) => Promise.resolve({ ok: true, center: CENTER, contact: token.slice('token:'.length), expiresAtMs: Date.now() + 3_600_000 }),
  })
  const contacts = new Set(Array.from({ length: wanted }, (_, i) => `c-${i}`))
  return () => hub.changed({ center: CENTER, contacts, queues: new Set() })
}

function startEmit(): () => void {
  const io = new Server(http, { serveClient: false, transports: ['websocket'], perMessageDeflate: false })
  const sockets: { contact: string; emit(event: string, payload: unknown): unknown }[] = []
  io.of('/contact').on('connection', (socket) => {
    const contact = String(socket.handshake.auth['token']).slice('token:'.length)
    sockets.push({ contact, emit: (event, payload) => socket.emit(event, payload) })
    socket.emit('display', source.display(CENTER, contact, []))
  })
  return () => { for (const { contact, emit } of sockets) emit('display', source.display(CENTER, contact, [])) }
}

/** Making the frames counts as making the displays. */
function startWrite(): () => void {
  const io = new Server(http, { serveClient: false, transports: ['websocket'], perMessageDeflate: false })
  const sockets: { contact: string; raw: Writable }[] = []
  io.of('/contact').on('connection', (socket) => {
    const { socket: { _socket: raw } } = socket.conn.transport as unknown as { socket: { _socket: Writable } }
    sockets.push({ contact: String(socket.handshake.auth['token']).slice('token:'.length), raw })
    socket.emit('display', source.display(CENTER, sockets.at(-1)?.contact ?? '', []))
  })
  return () => {
    const begunMicros = cpuMicros()
    const frames = sockets.map(({ contact }) => frameOf(source.display(CENTER, contact, [])).toString('latin1'))
    makingMicros += cpuMicros() - begunMicros
    sockets.forEach(({ raw }, index) => raw.write(frames[index] ?? '', 'latin1'))
  }
}

/** The WebSocket frame of the event, as long as those that the other two send. */
function frameOf(display: unknown): Buffer {
  const text = Buffer.from(`42/contact,["display",${JSON.stringify(display)}]`)
  return Buffer.concat([Buffer.from([0x81, 126, text.length >> 8, text.length & 255]), text])
}

const STARTS: Readonly<Record<string, () => () => void>> = { queuecast: startQueuecast, emit: startEmit, write: startWrite }

put()
const update = (STARTS[variant] ?? startQueuecast)()
http.listen(0, '127.0.0.1', () => console.log(`port ${(http.address() as AddressInfo).port}`))
createInterface({ input: process.stdin }).on('line', (line) => {
  if (line.startsWith('r')) {
    put()
    update()
  } else if (line === 'c') {
    console.log(`cpu ${cpuMicros() - makingMicros}`)
  } else if (line === 'm') {
    globalThis.gc?.()
    console.log(`memory ${process.memoryUsage.rss()}`)
  }
})
