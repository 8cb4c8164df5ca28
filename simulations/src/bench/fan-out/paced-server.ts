import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import type { Display } from '@queuecast/client-sdk/protocol'
import { createHub } from '@queuecast/server/delivery/hub'
import { attachSocketIo } from '@queuecast/server/delivery/socketio'
import { createMemorySource, makeDisplay } from '@queuecast/server/delivery/testing'
import { Server } from 'socket.io'
import { watchLoop } from '../loop-hold.ts'

/**
 * The server under measure, a process of its own: customers in queues of `size`, `queuecast` (hub, hand-made frames) or `emit` (stock
 * socket.emit at once). For a line `p EVENTS SECONDS` it has so many events a second, each moving all of one queue, and prints how
 * often it fell behind and how long its event loop was held. The instant of the event stands in the text, so that the client can tell
 * how late it is: of every customer, or in a queue beyond 1,000 of the first twenty only, who are to hear first.
 */
const [variant = 'queuecast', customers = '1000', size = '100'] = process.argv.slice(2)
const wanted = Number(customers)
const perQueue = Number(size)
const onlyNear = perQueue > 1_000
const NEAR = 20
const CENTER = 'acme'
const queues = Array.from({ length: Math.ceil(wanted / perQueue) }, () => ({ moves: 0, atMicros: 0 }))
const http = createServer((_request, response) => response.end())

/** Computed when it is asked for, as in a server. */
function displayOf(contact: string): Display {
  const number = Number(contact.slice(2))
  const queue = Math.floor(number / perQueue)
  const { moves, atMicros } = queues[queue] ?? { moves: 0, atMicros: 0 }
  // The line moves up by one, and who was first goes to its end; a very long one moves back and forth, as when somebody comes before it and leaves.
  const position = 1 + (onlyNear ? number + (moves % 2) : (((number - moves) % perQueue) + perQueue) % perQueue)
  const stamp = atMicros > 0 && (!onlyNear || position <= NEAR) ? `t=${atMicros};` : ''
  return makeDisplay({ center: CENTER, contact, queue: `q-${queue}`, position, seq: 1 + moves, text: { lang: 'en', sentence: `${stamp}You are number ${position}. You will probably be answered within ${1 + (moves % 9)} minutes.` } })
}

function startQueuecast(): (queue: number) => void {
  const source = { ...createMemorySource([CENTER]), display: (_center: string, contact: string) => displayOf(contact), stateOf: () => 'waiting' as const }
  const hub = createHub({ source, now: () => performance.now() })
  attachSocketIo(http, {
    hub, source, directFrames: true, websocketOnly: true, draining: () => false, authorizeRead: () => false, isPublic: () => false, told: () => undefined,
    verifyToken: (token) => Promise.resolve({ ok: true, center: CENTER, contact: token.slice('token:'.length), expiresAtMs: Date.now() + 3_600_000 }),
  })
  return (queue) => hub.changed({ center: CENTER, contacts: new Set(), queues: new Set([`q-${queue}`]) })
}

function startEmit(): (queue: number) => void {
  const io = new Server(http, { serveClient: false, transports: ['websocket'], perMessageDeflate: false })
  const members = queues.map((): (() => void)[] => [])
  io.of('/contact').on('connection', (socket) => {
    const contact = String(socket.handshake.auth['token']).slice('token:'.length)
    const emit = (): void => void socket.emit('display', displayOf(contact))
    members[Math.floor(Number(contact.slice(2)) / perQueue)]?.push(emit)
    emit()
  })
  return (queue) => { for (const emit of members[queue] ?? []) emit() }
}

const move = variant === 'emit' ? startEmit() : startQueuecast()

function pace(perSecond: number, seconds: number): void {
  const loop = watchLoop()
  loop.on()
  const begunMs = performance.now()
  let done = 0
  const timer = setInterval(() => {
    const passedMs = performance.now() - begunMs
    const due = Math.floor(Math.min(passedMs, seconds * 1000) / 1000 * perSecond)
    for (; done < due; done += 1) {
      const queue = queues[done % queues.length]
      if (queue === undefined) return
      queue.moves += 1
      // When it ought to have come: falling behind is late too.
      queue.atMicros = Math.round((performance.timeOrigin + begunMs + (done + 1) * 1000 / perSecond) * 1000)
      move(done % queues.length)
    }
    if (passedMs < seconds * 1000 + 500) return
    clearInterval(timer)
    loop.off()
    for (const queue of queues) queue.atMicros = 0
    console.log(`paced ${done} ${Math.round(loop.longestMs() * 1000)} ${Math.round(loop.p99Ms() * 1000)}`)
  }, 1)
}

http.listen(0, '127.0.0.1', () => console.log(`port ${(http.address() as AddressInfo).port}`))
createInterface({ input: process.stdin }).on('line', (line) => {
  const [, perSecond = '', seconds = ''] = line.split(' ')
  pace(Number(perSecond), Number(seconds))
})
