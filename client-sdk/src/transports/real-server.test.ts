import { afterEach, describe, expect, it, vi } from 'vitest'
import type { ConnectionState } from '../connection-state.ts'
import type { Display } from '../protocol/index.ts'
import { exampleDisplay } from '../testing/display-arbitrary.ts'
import { exampleToken } from '../testing/example-token.ts'
import { startRealServer } from '../testing/real-server.ts'
import type { RealServer, RealServerOptions } from '../testing/real-server.ts'
import { watchPosition } from '../watch-position.ts'
import type { Watch, WatchOptions } from '../watch-position.ts'
import { TRANSPORT_NAMES } from './transport.ts'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  vi.useRealTimers()
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function serve(options?: RealServerOptions): Promise<RealServer> {
  const server = await startRealServer(options)
  cleanups.push(() => server.close())
  return server
}

function watch(url: string, options: Partial<WatchOptions> = {}) {
  const displays: Display[] = []
  const states: ConnectionState[] = []
  const watched: Watch = watchPosition({ url, token: exampleToken('acme', 'c-17'), onState: (state) => { states.push(state) }, ...options })
  watched.subscribe((display) => { displays.push(display) })
  cleanups.push(() => watched.close())
  return { watched, displays, states }
}
const until = (assertion: () => void): Promise<void> => vi.waitFor(assertion, { timeout: 30_000, interval: 10 })
const epoch = '0000000001'
/** Polls come three to a life, so a short one makes them quick. */
const SHORT_LIFE_SECONDS = 6

describe.each(TRANSPORT_NAMES)('%s', (transport) => {
  const only = { transports: [transport] }

  it('gets the current display, then each change, and tells what it received', async () => {
    const first = exampleDisplay({ freshForSeconds: SHORT_LIFE_SECONDS })
    const server = await serve({ display: first })
    const { watched, displays } = watch(server.url, { ...only, lang: 'fr' })
    await until(() => expect(displays[0]).toEqual(first))
    expect(watched.connection).toMatchObject({ kind: 'live', transport })
    const moved = exampleDisplay({ seq: 101, position: 2 })
    server.show(moved)
    await until(() => expect(displays.at(-1)).toEqual(moved))
    watched.told('shown')
    await until(() => expect(server.told.map(({ seq, level }) => `${seq} ${level}`).sort()).toEqual(['100 received', '101 received', '101 shown']))
    if (transport === 'socketio') expect(server.handshakes).toEqual([{ token: exampleToken('acme', 'c-17'), lang: 'fr', v: 1 }])
    else expect(server.requests.filter(({ method }) => method === 'POST').every(({ path, lang }) => path === '/v1/centers/acme/contacts/c-17/told' && lang === 'fr')).toBe(true)
  })

  it('[PR9] stops at a refusal that is final, and says why', async () => {
    const server = await serve({ judge: () => ({ code: 'expired', retry: false }) })
    const { watched } = watch(server.url, only)
    await until(() => expect(watched.connection).toEqual({ kind: 'refused', code: 'expired' }))
  })

  it('[PR9] waits as long as the server asks', async () => {
    const server = await serve({ judge: () => ({ code: 'overloaded', retry: true, after: 30 }) })
    const { watched, states } = watch(server.url, only)
    await until(() => expect(watched.connection).toMatchObject({ kind: 'waiting-to-retry', asked: true }))
    expect(states.map(({ kind }) => kind)).toEqual(['connecting', 'waiting-to-retry'])
  })

  it('goes on when the server restarts, and ignores what is older than it knows', async () => {
    const server = await startRealServer({ display: exampleDisplay({ seq: 100, position: 5, freshForSeconds: SHORT_LIFE_SECONDS }) })
    const { watched, displays, states } = watch(server.url, only)
    await until(() => expect(displays).toHaveLength(1))
    await server.close()
    await until(() => expect(watched.connection.kind).not.toBe('live'))
    const again = await serve({ port: server.port, display: exampleDisplay({ seq: 90, position: 9 }) })
    await until(() => expect(watched.connection.kind).toBe('live'))
    again.show(exampleDisplay({ seq: 110, position: 4 }))
    await until(() => expect(watched.display?.position).toBe(4))
    expect(displays.map(({ position }) => position)).not.toContain(9)
    expect(states.every(({ kind }) => kind === 'connecting' || kind === 'live' || kind === 'waiting-to-retry')).toBe(true)
  })

  it('[PR2] shows the same with a clock that is an hour wrong', async () => {
    for (const wrongByMs of [-3_600_000, 3_600_000]) {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + wrongByMs })
      const server = await serve()
      const { watched } = watch(server.url, only)
      await until(() => expect(watched.display).toEqual(exampleDisplay()))
      expect(watched.freshness).toBe('fresh')
      vi.useRealTimers()
    }
  })

  it('[PR3] is renewed while nothing changes, and shows nothing old when it is not', async () => {
    const server = await serve({ display: exampleDisplay({ freshForSeconds: 0 }) })
    const { watched, displays } = watch(server.url, only)
    await until(() => expect(watched.freshness).toBe('stale'))
    expect(displays[0]).not.toHaveProperty('position')
    server.display = exampleDisplay({ freshForSeconds: 60 })
    server.fresh({ epoch, seq: 105, freshForSeconds: 60 })
    await until(() => expect(watched.freshness).toBe('fresh'))
    expect(watched.display?.position).toBe(3)
  })
})

it('falls back to SSE where WebSockets are refused, and to polling where streams are too', async () => {
  const noSockets = await serve({ websocket: 'refused' })
  const first = watch(noSockets.url)
  await until(() => expect(first.watched.connection).toMatchObject({ kind: 'live', transport: 'sse' }))
  const nothing = await serve({ websocket: 'refused', sse: 'missing' })
  const second = watch(nothing.url)
  await until(() => expect(second.watched.connection).toMatchObject({ kind: 'live', transport: 'polling' }))
  expect(second.displays).toEqual([exampleDisplay()])
})

it('polls with the entity tag, and a 304 renews', async () => {
  const server = await serve({ display: exampleDisplay({ freshForSeconds: SHORT_LIFE_SECONDS }) })
  const { watched, displays } = watch(server.url, { transports: ['polling'] })
  await until(() => expect(server.requests.filter(({ path }) => path.endsWith('/display')).map(({ status }) => status).slice(0, 2)).toEqual([200, 304]))
  await until(() => expect(watched.freshness).toBe('fresh'))
  expect(displays[0]).toEqual(server.display)
})

it.each(['socketio', 'sse'] as const)('[PR9] leaves when the server says so in the middle, and comes back when asked to (%s)', async (transport) => {
  const server = await serve()
  const { watched, states } = watch(server.url, { transports: [transport] })
  await until(() => expect(watched.connection.kind).toBe('live'))
  server.refuse({ code: 'draining', retry: true, after: 0 })
  await until(() => expect(states.map(({ kind }) => kind)).toEqual(['connecting', 'live', 'waiting-to-retry', 'connecting', 'live']))
  server.refuse({ code: 'bad-token', retry: false })
  await until(() => expect(watched.connection).toEqual({ kind: 'refused', code: 'bad-token' }))
})

it.each(['middleware-data', 'middleware-message'] as const)('[PR9] hears a refusal from a Socket.IO %s', async (refuseBy) => {
  const server = await serve({ refuseBy, judge: () => ({ code: 'wrong-version', retry: false }) })
  const { watched } = watch(server.url)
  await until(() => expect(watched.connection).toEqual({ kind: 'refused', code: 'wrong-version' }))
})

it('[PR6] goes on when the server sends nonsense', async () => {
  const server = await serve()
  for (const transports of [['socketio'], ['sse']] as const) {
    const { watched } = watch(server.url, { transports })
    await until(() => expect(watched.connection.kind).toBe('live'))
    const { display } = server
    server.show({ ...display, wait: 'soon' } as unknown as Display)
    server.fresh({ epoch: 'x', seq: -1, freshForSeconds: 1 })
    server.show({ ...display, seq: display.seq + 1, position: 1 })
    await until(() => expect(watched.display?.position).toBe(1))
  }
})

it('[PR9] refuses a token that names no contact by itself where only the client could use it', async () => {
  const server = await serve()
  const { watched } = watch(server.url, { token: 'nonsense', transports: ['sse', 'polling'] })
  await until(() => expect(watched.connection).toEqual({ kind: 'refused', code: 'bad-token' }))
  expect(server.requests).toEqual([])
})

it('leaves nothing open when closed', async () => {
  const server = await serve()
  for (const transport of ['socketio', 'sse'] as const) {
    const { watched } = watch(server.url, { transports: [transport] })
    await until(() => expect(watched.connection.kind).toBe('live'))
    watched.close()
  }
  await until(() => expect(server.live).toEqual({ sockets: 0, streams: 0 }))
})
