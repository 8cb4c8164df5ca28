import type { Display, Fresh } from '@queuecast/client-sdk/protocol'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { ContactSubscriber, Hub } from '../contract.ts'
import { makeDisplay } from '../testing/memory-source.ts'
import { contactAuth, type SocketHarness, startSocketHarness } from '../testing/socket-harness.ts'

let harness: SocketHarness
afterEach(() => harness.close())

function handHeld(): { hub: Hub; subscribers: ContactSubscriber[] } {
  const subscribers: ContactSubscriber[] = []
  return {
    subscribers,
    hub: {
      watchContact(subscriber) {
        subscribers.push(subscriber)
        subscriber.send(makeDisplay({ center: 'acme', contact: 'c-1', seq: 0 }))
        return () => undefined
      },
      watchBoard: () => () => undefined, changed: () => undefined, changedAll: () => undefined, connected: 0, close: () => undefined,
    },
  }
}

describe.each([['websocket'], ['polling']])('hand-made frames over %s', (transport) => {
  it('arrive whole and in order among frames of Socket.IO itself, whatever the text', async () => {
    const { hub, subscribers } = handHeld()
    harness = await startSocketHarness({ hub, directFrames: true })
    const socket = harness.client('/contact', contactAuth('c-1'), { transports: [transport] })
    const seen: number[] = []
    const sentences = new Map<number, string>()
    socket.on('display', (display: Display) => {
      seen.push(display.seq)
      sentences.set(display.seq, display.text.sentence)
    })
    await vi.waitFor(() => expect(seen).toContain(0))
    const last = 300
    for (let seq = 1; seq <= last; seq += 1) {
      subscribers[0]?.send(makeDisplay({ center: 'acme', contact: 'c-1', seq, text: { lang: 'fr', sentence: `déjà ${'ü'.repeat((seq * 977) % 3000)} ✓` } }))
      // Acknowledgements are Socket.IO's own frames on the same connection.
      if (seq % 7 === 0) socket.emit('told', { seq: 0, level: 'received' }, () => undefined)
      if (seq % 3 === 0) await new Promise((done) => setImmediate(done))
    }
    await vi.waitFor(() => expect(seen.at(-1)).toBe(last), { timeout: 20_000 })
    expect(seen).toEqual(seen.toSorted((a, b) => a - b))
    for (const [seq, sentence] of sentences) if (seq > 0) expect(sentence).toBe(`déjà ${'ü'.repeat((seq * 977) % 3000)} ✓`)
    expect(socket.connected).toBe(true)
  })
})

describe('a client that stops reading', () => {
  it('gets the newest when it reads again, and no backlog', async () => {
    const { hub, subscribers } = handHeld()
    harness = await startSocketHarness({ hub, directFrames: true })
    const socket = harness.client('/contact', contactAuth('c-1'), { transports: ['websocket'] })
    const seen: number[] = []
    socket.on('display', ({ seq }: Display) => seen.push(seq))
    await vi.waitFor(() => expect(seen).toEqual([0]))
    const tcp = (socket.io.engine as unknown as { transport: { ws: { pause(): void; resume(): void } } }).transport.ws
    tcp.pause()
    const last = 400
    for (let seq = 1; seq <= last; seq += 1) {
      subscribers[0]?.send(makeDisplay({ center: 'acme', contact: 'c-1', seq, text: { lang: 'en', sentence: 'x'.repeat(200_000) } }))
      await new Promise((done) => setImmediate(done))
    }
    tcp.resume()
    await vi.waitFor(() => expect(seen.at(-1)).toBe(last), { timeout: 20_000 })
    expect(seen.length).toBeLessThan(last / 2)
    const fresh = new Promise<Fresh>((resolve) => socket.on('fresh', resolve))
    subscribers[0]?.fresh({ epoch: '0000000001', seq: last + 1, freshForSeconds: 15 })
    expect((await fresh).seq).toBe(last + 1)
  })
})
