import type { Board, Display, Fresh } from '@queuecast/client-sdk/protocol'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Hub } from '../contract.ts'
import type { FakeTime } from '../testing/fake-time.ts'
import { createFakeTime } from '../testing/fake-time.ts'
import type { MemorySource } from '../testing/memory-source.ts'
import { createMemorySource, makeDisplay, makeQueueStatus } from '../testing/memory-source.ts'
import { createHub } from './hub.ts'

let time: FakeTime
let source: MemorySource
let hub: Hub
let failures: unknown[]

beforeEach(() => {
  time = createFakeTime()
  source = createMemorySource()
  failures = []
  hub = createHub({ source, now: time.now, schedule: time.timers, counts: { failed: (error) => failures.push(error) } })
})

const none: ReadonlySet<string> = new Set()
const queueChanged = (queue = 'support'): void => hub.changed({ center: 'acme', contacts: none, queues: new Set([queue]) })
const contactChanged = (...contacts: string[]): void => hub.changed({ center: 'acme', contacts: new Set(contacts), queues: none })
const put = (contact: string, change: Partial<Display>): void => source.put(makeDisplay({ center: 'acme', contact, ...change }))

function join(contact: string): { displays: Display[]; fresh: Fresh[]; leave: () => void } {
  const displays: Display[] = []
  const fresh: Fresh[] = []
  const leave = hub.watchContact({
    center: 'acme', contact, langs: ['en'], via: 'test', send: (display) => displays.push(display), fresh: (frame) => fresh.push(frame) })
  return { displays, fresh, leave }
}

describe('one customer', () => {
  it('[HB1] gets the display at once, then each change of what is shown', () => {
    put('c-1', { position: 3 })
    const client = join('c-1')
    expect(client.displays.map((display) => display.position)).toEqual([3])
    time.advance(1000)
    put('c-1', { position: 2, seq: 2 })
    queueChanged()
    time.settle()
    expect(client.displays.map((display) => display.position)).toEqual([3, 2])
  })

  it('[HB2] gets nothing when only figures behind the scene moved', () => {
    put('c-1', { position: 3 })
    const client = join('c-1')
    time.advance(1000)
    put('c-1', { position: 3, seq: 9, waitedSeconds: 99, asOf: 'later' })
    queueChanged()
    contactChanged('c-1')
    time.advance(1000)
    expect(client.displays).toHaveLength(1)
  })

  it.each([[20, 250], [21, 1000], [200, 1000], [201, 5000]])('[HB3] at place %i waits %i ms between two updates', (position, intervalMs) => {
    put('c-1', { position })
    const client = join('c-1')
    put('c-1', { position, wait: { known: false, reason: 'stale-feed' } })
    queueChanged()
    time.advance(intervalMs - 21)
    expect(client.displays).toHaveLength(1)
    time.advance(42)
    expect(client.displays).toHaveLength(2)
  })

  it.each(['connecting', 'answered', 'left', 'closed'] as const)('[HB4] hears %s at once, whatever its place', (state) => {
    put('c-1', { position: 900 })
    const client = join('c-1')
    put('c-1', { position: 899 })
    queueChanged()
    put('c-1', { state })
    contactChanged('c-1')
    time.settle()
    expect(client.displays.at(-1)?.state).toBe(state)
    time.advance(20_000)
    expect(client.displays).toHaveLength(2)
  })

  it('[HB5] gets one update for many changes, with the newest truth', () => {
    put('c-1', { position: 9 })
    const client = join('c-1')
    for (let position = 8; position >= 2; position -= 1) {
      put('c-1', { position })
      queueChanged()
    }
    time.advance(10)
    put('c-1', { position: 1 })
    time.advance(1000)
    expect(client.displays.map((display) => display.position)).toEqual([9, 1])
  })

  it('[HB10] is noted as served once, and only when it is known', () => {
    join('c-1')
    expect(source.servedContacts).toEqual([])
    put('c-1', { position: 1 })
    contactChanged('c-1')
    time.advance(1000)
    join('c-1')
    expect(source.servedContacts).toEqual([{ center: 'acme', contact: 'c-1', via: 'test' }])
  })

  it('[HB12] gets nothing more once gone, even with a change pending', () => {
    put('c-1', { position: 2 })
    const client = join('c-1')
    put('c-1', { position: 1 })
    queueChanged()
    client.leave()
    client.leave()
    time.advance(60_000)
    expect(client.displays).toHaveLength(1)
    expect(hub.connected).toBe(0)
    expect(time.waiting).toBe(0)
  })
})

describe('freshness', () => {
  it('[HB6] is renewed at about a third of the time it lasts', () => {
    put('c-1', { freshForSeconds: 15 })
    const client = join('c-1')
    time.advance(60_000)
    expect(client.fresh.length).toBeGreaterThanOrEqual(8)
    expect(client.fresh.length).toBeLessThanOrEqual(12)
    expect(client.displays).toHaveLength(1)
  })

  it('[HB6] is not renewed for who has a change pending', () => {
    put('c-1', { position: 500, freshForSeconds: 3 })
    const client = join('c-1')
    put('c-1', { position: 499, freshForSeconds: 3 })
    queueChanged()
    time.advance(4900)
    expect(client.fresh).toEqual([])
    expect(client.displays).toHaveLength(1)
    time.advance(300)
    expect(client.displays).toHaveLength(2)
  })

  it('[HB7] is renewed where the queue changes all the time with nothing to show for it', () => {
    put('c-1', { position: 500, freshForSeconds: 15 })
    const client = join('c-1')
    let longestGapMs = 0
    let lastMs = time.now()
    let seen = 0
    for (let step = 0; step < 600; step += 1) {
      queueChanged()
      time.advance(100)
      if (client.fresh.length > seen) {
        longestGapMs = Math.max(longestGapMs, time.now() - lastMs)
        lastMs = time.now()
        seen = client.fresh.length
      }
    }
    expect(client.displays).toHaveLength(1)
    expect(seen).toBeGreaterThan(5)
    expect(longestGapMs).toBeLessThan(10_000)
  })
})

describe('a crowd', () => {
  it('[HB8] is sent nearest to the head first, and whoever joins the front meanwhile does not wait for the rest', () => {
    const order: string[] = []
    for (let place = 1000; place >= 1; place -= 1) {
      put(`c-${place}`, { position: place })
      hub.watchContact({ center: 'acme', contact: `c-${place}`, langs: [], send: () => order.push(`c-${place}`), fresh: () => undefined })
    }
    order.length = 0
    time.advance(10_000)
    for (let place = 1; place <= 1000; place += 1) put(`c-${place}`, { position: place, notice: { text: 'A power cut.' } })
    queueChanged()
    time.advance(10_000)
    expect(order).toHaveLength(1000)
    expect(order.slice(0, 3)).toEqual(['c-1', 'c-2', 'c-3'])
    expect(order.slice(20, 23)).toEqual(['c-21', 'c-22', 'c-23'])
    expect(order.at(-1)).toBe('c-1000')
  })

  it('[HB8] is renewed in one long walk though each queue is short, and the walk gives way', () => {
    const order: string[] = []
    for (let i = 0; i < 500; i += 1) {
      put(`c-${i}`, { queue: `q-${i}`, position: 1 })
      hub.watchContact({
        center: 'acme', contact: `c-${i}`, langs: [], send: () => undefined,
        fresh: () => {
          if (order.length === 0) time.timers.soon(() => order.push('another'))
          order.push(`c-${i}`)
        },
      })
    }
    time.advance(10_000)
    expect(order.indexOf('another')).toBe(100)
    expect(new Set(order).size).toBe(501)
  })

  it('[HB9] goes on when one subscriber throws and one display cannot be had', () => {
    put('c-1', { position: 1 })
    put('c-2', { position: 2 })
    put('c-3', { position: 3 })
    hub.watchContact({
      center: 'acme', contact: 'c-1', langs: [],
      send() {
        throw new Error('gone')
      },
      fresh() {
        throw new Error('gone')
      },
    })
    join('c-2')
    source.broken.add('c-2')
    const client = join('c-3')
    time.advance(1000)
    put('c-3', { position: 2 })
    queueChanged()
    time.advance(10_000)
    expect(client.displays.map((display) => display.position)).toEqual([3, 2])
    expect(client.fresh.length).toBeGreaterThan(0)
    expect(failures.length).toBeGreaterThan(1)
  })

  it('[HB5] is all looked at again when the whole center may have changed', () => {
    put('c-1', { position: 1 })
    put('c-2', { position: 1, queue: 'sales' })
    const clients = [join('c-1'), join('c-2'), join('c-3')]
    for (const contact of ['c-1', 'c-2', 'c-3']) put(contact, { state: 'answered' })
    hub.changedAll('acme')
    time.settle()
    expect(clients.map((client) => client.displays.at(-1)?.state)).toEqual(['answered', 'answered', 'answered'])
  })
})

describe('boards', () => {
  const board = (waiting: number, seq = 1): Board => ({
    queues: [makeQueueStatus({ queue: 'support', waiting })], feeds: [], asOf: '2026-11-22T10:00:00.000Z', epoch: '0000000001', seq })

  it('[HB11] get the newest board at most twice a second, and only when something on it changed', () => {
    source.putBoard('acme', board(3))
    const boards: Board[] = []
    hub.watchBoard({ center: 'acme', langs: ['en'], send: (next) => boards.push(next) })
    expect(boards).toHaveLength(1)
    for (let waiting = 4; waiting <= 10; waiting += 1) {
      source.putBoard('acme', board(waiting))
      queueChanged()
      time.advance(50)
    }
    time.advance(500)
    expect(boards.at(-1)?.queues[0]?.waiting).toBe(10)
    expect(boards.length).toBeLessThanOrEqual(3)
    const before = boards.length
    source.putBoard('acme', board(10, 77))
    queueChanged()
    time.advance(2000)
    expect(boards).toHaveLength(before)
    time.advance(5000)
    expect(boards.length).toBeGreaterThan(before)
  })

  it('[HB12] get nothing once gone, and leave no timer', () => {
    source.putBoard('acme', board(3))
    const boards: Board[] = []
    const leave = hub.watchBoard({ center: 'acme', langs: [], send: (next) => boards.push(next) })
    leave()
    source.putBoard('acme', board(4))
    queueChanged()
    time.advance(60_000)
    expect(boards).toHaveLength(1)
    expect(time.waiting).toBe(0)
  })
})
