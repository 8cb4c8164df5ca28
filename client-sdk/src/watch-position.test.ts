import { expect, it, vi } from 'vitest'
import type { Display } from './protocol/index.ts'
import type { Freshness } from './stale-display.ts'
import { exampleDisplay } from './testing/display-arbitrary.ts'
import { exampleToken } from './testing/example-token.ts'
import { createFakeWorld } from './testing/fake-world.ts'
import { createWatch, watchPosition } from './watch-position.ts'
import type { WatchOptions } from './watch-position.ts'

const epoch = '0000000001'

async function watching(options: Partial<WatchOptions> = {}) {
  const world = createFakeWorld()
  const states: string[] = []
  const watch = createWatch({ url: 'http://127.0.0.1', token: exampleToken('acme', 'c-17'), onState: (state) => { states.push(state.kind) }, ...options }, world)
  const seen: { position: number | undefined; freshness: Freshness }[] = []
  const displays: Display[] = []
  watch.subscribe((display, freshness) => {
    displays.push(display)
    seen.push({ position: display.position, freshness })
  })
  await Promise.resolve()
  return { world, watch, seen, displays, states }
}

it('tells subscribers the current display, then each change, until they leave', async () => {
  const { world, watch, seen } = await watching()
  world.session.display(exampleDisplay({ position: 3 }))
  const late: (number | undefined)[] = []
  const leave = watch.subscribe((display) => { late.push(display.position) })
  world.session.display(exampleDisplay({ seq: 101, position: 2 }))
  leave()
  world.session.display(exampleDisplay({ seq: 102, position: 1 }))
  expect(late).toEqual([3, 2])
  expect(seen.map(({ position }) => position)).toEqual([3, 2, 1])
})

it('[PR1] ignores an older display, from a new connection too', async () => {
  const { world, watch, seen } = await watching()
  world.session.display(exampleDisplay({ seq: 100, position: 2 }))
  world.session.display(exampleDisplay({ seq: 99, position: 3 }))
  world.session.failed({ message: 'gone' })
  world.pass(1_000)
  world.session.display(exampleDisplay({ seq: 98, position: 4 }))
  expect(seen).toEqual([{ position: 2, freshness: 'fresh' }])
  expect(watch.connection.kind).toBe('live')
})

it('[PR2] counts freshness on the monotonic clock alone: a wall clock that is wrong or jumps changes nothing', async () => {
  const { world, watch, seen } = await watching()
  world.session.display(exampleDisplay())
  world.sleepUnseen(-3_600_000)
  world.pass(14_999)
  expect(watch.freshness).toBe('fresh')
  world.pass(1)
  expect(watch.freshness).toBe('stale')
  expect(seen).toEqual([{ position: 3, freshness: 'fresh' }, { position: undefined, freshness: 'stale' }])
})

it('[PR3] stays fresh by fresh frames, and comes back from stale without a new display', async () => {
  const { world, seen } = await watching()
  world.session.display(exampleDisplay())
  world.pass(10_000)
  world.session.fresh({ epoch, seq: 105, freshForSeconds: 15 })
  world.pass(14_000)
  expect(seen).toHaveLength(1)
  world.pass(2_000)
  world.session.fresh({ epoch, seq: 106, freshForSeconds: 15 })
  expect(seen.map(({ freshness }) => freshness)).toEqual(['fresh', 'stale', 'fresh'])
})

it('[PR4] shows no old figure when freshness ran out, in the subscribers nor in `display`', async () => {
  const { world, watch, displays } = await watching()
  world.session.display(exampleDisplay())
  world.pass(60_000)
  expect(displays.at(-1)).toMatchObject({ state: 'waiting', wait: { known: false, reason: 'stale-feed' }, text: { lang: 'nl', sentence: expect.stringContaining('niet bekend') } })
  expect(watch.display).toBe(displays.at(-1))
  expect(watch.display).not.toHaveProperty('position')
})

it('[PR4] doubts what it holds after a sleep that the monotonic clock missed, and reconnects at once', async () => {
  const { world, watch } = await watching()
  world.session.display(exampleDisplay())
  world.sleepUnseen(3_600_000)
  world.pass(5_000)
  expect(world.sessions).toHaveLength(2)
  expect(watch.freshness).toBe('fresh')
  world.pass(2_000)
  expect(watch.freshness).toBe('stale')
  world.session.display(exampleDisplay({ seq: 200 }))
  expect(watch.freshness).toBe('fresh')
})

it('reconnects when the customer comes back to a page on which everything is stale', async () => {
  const { world } = await watching()
  world.session.display(exampleDisplay())
  world.tell('seen')
  expect(world.sessions).toHaveLength(1)
  world.pass(30_000)
  world.tell('seen')
  expect(world.sessions).toHaveLength(2)
})

it('[PR8] tells received once a display, and shown when the page says so', async () => {
  const { world, watch } = await watching()
  world.session.display(exampleDisplay({ seq: 100 }))
  watch.told('shown')
  watch.told('shown')
  world.session.display(exampleDisplay({ seq: 100 }))
  world.session.display(exampleDisplay({ seq: 90 }))
  expect(world.session.told).toEqual([{ seq: 100, level: 'received', via: 'sdk' }, { seq: 100, level: 'shown', via: 'sdk' }])
})

it('[PR8] tells what was shown while the connection was away as soon as it is back, and nothing of a stale display', async () => {
  const { world, watch } = await watching()
  world.session.display(exampleDisplay({ seq: 100 }))
  world.session.failed({ message: 'gone' })
  watch.told('shown')
  world.pass(1_000)
  world.session.display(exampleDisplay({ seq: 100 }))
  expect(world.session.told).toEqual([{ seq: 100, level: 'shown', via: 'sdk' }])
  world.session.display(exampleDisplay({ seq: 101 }))
  world.pass(30_000)
  watch.told('shown')
  expect(world.session.told.filter(({ seq }) => seq === 101)).toEqual([{ seq: 101, level: 'received', via: 'sdk' }])
})

it('keeps one session only, and hears no session that it left', async () => {
  const { world, seen, states } = await watching()
  const [first] = world.sessions
  first!.failed({ message: 'refused' })
  expect(world.session.transport).toBe('sse')
  expect(first!.closed).toBe(true)
  first!.display(exampleDisplay())
  expect(seen).toEqual([])
  world.session.display(exampleDisplay())
  world.tell('online')
  expect(world.sessions.filter(({ closed }) => !closed)).toHaveLength(1)
  expect(states).toEqual(['connecting', 'connecting', 'live', 'connecting'])
})

it('[PR9] stops for good when refused, and when closed', async () => {
  const { world, watch } = await watching()
  world.session.refused({ code: 'bad-token', retry: false })
  world.pass(600_000)
  world.tell('online')
  expect(world.sessions).toHaveLength(1)
  expect(watch.connection).toEqual({ kind: 'refused', code: 'bad-token' })
  watch.close()
  expect(watch.connection.kind).toBe('closed')
})

it('may be closed from within any callback', async () => {
  const world = createFakeWorld()
  const watch = createWatch({ url: 'http://127.0.0.1', token: 't', onState: () => watch.close() }, world)
  await Promise.resolve()
  expect(world.sessions).toEqual([])
  const { world: other, watch: second, seen } = await watching()
  second.subscribe(() => second.close())
  other.session.display(exampleDisplay())
  other.session.display(exampleDisplay({ seq: 101 }))
  expect(seen).toHaveLength(1)
  expect(other.session.closed).toBe(true)
})

it('lets a subscriber that throws harm nobody else', async () => {
  const report = vi.fn()
  vi.stubGlobal('reportError', report)
  const { world, watch, seen } = await watching({ onState: () => { throw new Error('in onState') } })
  watch.subscribe(() => { throw new Error('mine') })
  const after: unknown[] = []
  watch.subscribe((display) => { after.push(display) })
  world.session.display(exampleDisplay())
  expect(seen).toHaveLength(1)
  expect(after).toHaveLength(1)
  expect(report.mock.calls.map(([error]) => String(error))).toContain('Error: mine')
  vi.unstubAllGlobals()
})

it('names the option that is wrong', () => {
  expect(() => watchPosition({ url: 'http://127.0.0.1', token: 't', transports: [] })).toThrow(/`transports` is empty/)
  expect(() => watchPosition({ url: 'http://127.0.0.1', token: 't', transports: ['carrier-pigeon' as 'sse'] })).toThrow(/`transports` has "carrier-pigeon"/)
})
