import type { Display, Fresh } from '@queuecast/client-sdk/protocol'
import { afterEach, describe, expect, it } from 'vitest'
import type { ContactSubscriber, Hub } from '../contract.ts'
import { makeDisplay } from '../testing/memory-source.ts'
import { contactAuth, next, type SocketHarness, startSocketHarness } from '../testing/socket-harness.ts'

let harness: SocketHarness
afterEach(() => harness.close())

describe('a slow client', () => {
  it('gets the newest display, not a backlog, and no renewal in its place', async () => {
    const subscribers: ContactSubscriber[] = []
    const fixed: Hub = {
      watchContact(subscriber) {
        subscribers.push(subscriber)
        subscriber.send(makeDisplay({ center: 'acme', contact: 'c-1', seq: 0 }))
        return () => undefined
      },
      watchBoard: () => () => undefined, changed: () => undefined, changedAll: () => undefined, connected: 0, close: () => undefined,
    }
    harness = await startSocketHarness({ hub: fixed })
    const socket = harness.client('/contact', contactAuth('c-1'))
    await next(socket, 'display')
    const tcp = (socket.io.engine as unknown as { transport: { ws: { pause(): void; resume(): void } } }).transport.ws
    tcp.pause()
    const sentence = 'x'.repeat(200_000)
    const last = 400
    for (let seq = 1; seq <= last; seq += 1) {
      subscribers[0]?.send(makeDisplay({ center: 'acme', contact: 'c-1', seq, text: { lang: 'en', sentence } }))
      subscribers[0]?.fresh({ epoch: '0000000001', seq, freshForSeconds: 15 })
      await new Promise((done) => setImmediate(done))
    }
    const received: number[] = []
    const caughtUp = new Promise<void>((resolve) => socket.on('display', ({ seq }: Display) => {
      received.push(seq)
      if (seq === last) resolve()
    }))
    tcp.resume()
    await caughtUp
    expect(received.length).toBeLessThan(last / 2)
    expect(received).toEqual(received.toSorted((a, b) => a - b))
    const fresh = next<Fresh>(socket, 'fresh')
    subscribers[0]?.fresh({ epoch: '0000000001', seq: last + 1, freshForSeconds: 15 })
    expect((await fresh).seq).toBeGreaterThanOrEqual(last)
  })
})

