import { Duplex } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { Deadlines } from './deadlines.ts'
import { type ConnectionHost, PING_EVERY_MS, PlainConnection, PONG_WITHIN_MS } from './plain-connection.ts'
import type { PlainSocket } from './plain-socket.ts'

beforeEach(() => { vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }) })
afterEach(() => { vi.useRealTimers() })

/** A connection over a socket held in the hand: `writes` are the frames' texts, one string a write. */
function held(): { connection: PlainConnection; writes: string[]; ends: string[]; joined: PlainSocket[]; failures: unknown[] } {
  const [writes, ends, joined, failures]: [string[], string[], PlainSocket[], unknown[]] = [[], [], [], []]
  const raw = new Duplex({
    read: () => undefined,
    decodeStrings: false,
    write(chunk: string, _encoding, done) {
      writes.push(chunk)
      done()
    },
  })
  const ws = { close: () => ends.push('closed'), terminate: () => ends.push('terminated') } as unknown as WebSocket
  const host: ConnectionHost = {
    namespaces: new Map([['/contact', { name: '/contact', join: (socket) => void joined.push(socket) }]]), refusals: new Map([['/', 'go elsewhere']]),
    pings: new Deadlines(PING_EVERY_MS, (one) => one.ping()), pongs: new Deadlines(PONG_WITHIN_MS, (one) => one.lost()), joins: new Deadlines(10_000, (one) => one.close()),
    limits: { inboundBurst: 10, inboundPerSecond: 1, maxMessageBytes: 1_000 },
    gone: () => undefined, flooded: (one) => one.close(), failed: (error) => failures.push(error),
  }
  return { connection: new PlainConnection(ws, raw, {}, host), writes, ends, joined, failures }
}
const join = '40/contact,{"token":"t"}'

describe('a connection over a plain WebSocket', () => {
  it('begins as Engine.IO does', () => {
    const { writes } = held()
    expect(JSON.parse(writes[0]!.slice(writes[0]!.indexOf('{')))).toEqual({ sid: expect.any(String), upgrades: [], pingInterval: 25_000, pingTimeout: 20_000, maxPayload: 1_000 })
  })

  it('answers a join and says what comes next in one write', async () => {
    const { connection, writes, joined } = held()
    connection.take(join)
    writes.length = 0
    joined[0]!.accept()
    joined[0]!.emit('display', { n: 1 })
    await new Promise((done) => process.nextTick(done))
    expect(writes).toHaveLength(1)
    expect(writes[0]).toMatch(/40\/contact,\{"sid":"[^"]+"\}.*42\/contact,\["display",\{"n":1\}\]/)
    expect(joined[0]!.handshake.auth).toEqual({ token: 't' })
  })

  it('answers a join by itself where nothing is said', async () => {
    const { connection, writes, joined } = held()
    connection.take(join)
    writes.length = 0
    joined[0]!.accept()
    await new Promise((done) => process.nextTick(done))
    expect(writes).toHaveLength(1)
  })

  it('pings, and is over where no answer comes', () => {
    const { connection, writes, ends } = held()
    connection.take(join)
    vi.advanceTimersByTime(PING_EVERY_MS)
    expect(writes.at(-1)).toBe('\x81\x012')
    connection.take('3')
    vi.advanceTimersByTime(PING_EVERY_MS + PONG_WITHIN_MS - 1)
    expect(ends).toEqual([])
    vi.advanceTimersByTime(50)
    expect(ends).toEqual(['terminated'])
  })

  it('whoever says something while a pong is awaited has its time once more, and once only', () => {
    const { connection, ends } = held()
    connection.take(join)
    vi.advanceTimersByTime(PING_EVERY_MS + PONG_WITHIN_MS - 1_000)
    connection.take('42/contact,["told"]')
    vi.advanceTimersByTime(PONG_WITHIN_MS - 1_000)
    connection.take('42/contact,["told"]')
    expect(ends).toEqual([])
    vi.advanceTimersByTime(1_050)
    expect(ends).toEqual(['terminated'])
  })

  it('passes on what is said and acknowledges it; a listener that throws ends nothing', () => {
    const { connection, writes, joined, failures, ends } = held()
    connection.take(join)
    joined[0]!.accept()
    joined[0]!.on('told', (payload, acknowledge) => { (acknowledge as (answer: unknown) => void)({ payload }) })
    joined[0]!.on('bad', () => { throw new Error('no') })
    connection.take('42/contact,7["told","é"]')
    expect(writes.at(-1)).toContain('43/contact,7[{"payload":"\\u00e9"}]')
    connection.take('42/contact,["bad"]')
    expect([failures.length, ends]).toEqual([1, []])
  })

  it('hands an answer to whoever asked, once', () => {
    const { connection, joined } = held()
    const answers: unknown[] = []
    connection.take(join)
    joined[0]!.accept()
    joined[0]!.emit('announce', {}, (answer) => answers.push(answer))
    connection.take('43/contact,0[{"played":true}]')
    connection.take('43/contact,0[{"played":true}]')
    expect(answers).toEqual([{ played: true }])
  })

  it('tells who joins where nothing is', () => {
    const { connection, writes } = held()
    connection.take('40')
    expect(writes.at(-1)).toContain('44{"message":"go elsewhere"}')
    connection.take('40/nowhere,')
    expect(writes.at(-1)).toContain('44/nowhere,{"message":"Invalid namespace"}')
  })

  it.each([['bytes', undefined], ['nothing', ''], ['a ping', '2'], ['no packet', '9'], ['no JSON', '42/contact,{'], ['a second join', join], ['an event elsewhere', '42/board,["x"]'], ['a name that is not ASCII', '40/é,']])(
    'ends with %s', (_what, said) => {
      const { connection, ends } = held()
      connection.take(join)
      connection.take(said)
      expect([ends, connection.open, connection.sockets]).toEqual([['closed'], false, []])
    })

  it('leaves what only Engine.IO says to itself', () => {
    const { connection, ends } = held()
    for (const said of ['1', '5', '6']) connection.take(said)
    expect(ends).toEqual([])
  })

  it('is dropped where it joins nothing, or leaves all it joined', () => {
    const { connection, ends, joined } = held()
    let gone = 0
    connection.take(join)
    joined[0]!.accept()
    joined[0]!.on('disconnect', () => { gone += 1 })
    vi.advanceTimersByTime(11_000)
    expect(ends).toEqual([])
    connection.take('41/contact,')
    expect(gone).toBe(1)
    vi.advanceTimersByTime(11_000)
    expect(ends).toEqual(['closed'])
    expect(gone).toBe(1)
  })
})
