import { describe, expect, it } from 'vitest'
import { FeedOverflow } from '../feeds/index.ts'
import { FeedOutbox, type ReceivedEvent } from './feed-outbox.ts'

const event = (n: number): ReceivedEvent => ({ event: { id: `e${n}`, type: 'feed.heartbeat', time: n }, receivedAtMs: n })

function bench(maxHeld?: number) {
  const taken: string[] = []
  const waits: { delayMs: number; work: () => void }[] = []
  const state = { away: false, overSeconds: undefined as number | undefined }
  const outbox = new FeedOutbox({
    ...(maxHeld === undefined ? {} : { maxHeld }),
    append: (events) => {
      if (state.away) return Promise.reject(new Error('away'))
      taken.push(...events.map(({ event: { id } }) => id))
      return Promise.resolve()
    },
    overQuota: () => state.overSeconds,
    after(delayMs, work) {
      waits.push({ delayMs, work })
      return () => undefined
    },
  })
  return { outbox, taken, waits, state }
}

describe('events that wait for the log', () => {
  it('go in order, and a delivery resolves once the log has all of it', async () => {
    const { outbox, taken } = bench()
    await Promise.all([outbox.deliver([event(1), event(2)]), outbox.deliver([event(3)]), outbox.deliver([])])
    expect([taken, outbox.held]).toEqual([['e1', 'e2', 'e3'], 0])
  })

  it('are held while the store is away, tried again with growing pauses, and lost by nobody', async () => {
    const { outbox, taken, waits, state } = bench()
    state.away = true
    const delivered = outbox.deliver([event(1)])
    const later = outbox.deliver([event(2)])
    for (let i = 0; i < 7; i++) {
      await Promise.resolve()
      await Promise.resolve()
      expect([outbox.held, outbox.waitingFor]).toEqual([2, 'store'])
      if (i === 6) state.away = false
      waits.at(-1)?.work()
    }
    await Promise.all([delivered, later])
    expect(waits.map(({ delayMs }) => delayMs)).toEqual([250, 500, 1_000, 2_000, 4_000, 5_000, 5_000])
    expect([taken, outbox.held, outbox.lost, outbox.waitingFor]).toEqual([['e1', 'e2'], 0, 0, undefined])
  })

  it('are refused beyond the bound, counted, and the connector is told so', async () => {
    const { outbox, state } = bench(3)
    state.away = true
    void outbox.deliver([event(1), event(2)])
    await expect(outbox.deliver([event(3), event(4)])).rejects.toBeInstanceOf(FeedOverflow)
    expect([outbox.held, outbox.lost]).toEqual([2, 2])
  })

  it('wait for the feed’s quota as they wait for the store', async () => {
    const { outbox, taken, waits, state } = bench()
    state.overSeconds = 3
    const delivered = outbox.deliver([event(1)])
    expect([outbox.waitingFor, waits[0]?.delayMs, taken]).toEqual(['quota', 3_000, []])
    state.overSeconds = undefined
    waits[0]?.work()
    await delivered
    expect(taken).toEqual(['e1'])
  })

  it('are given up when the feed is closed', async () => {
    const { outbox, state } = bench()
    state.away = true
    const delivered = outbox.deliver([event(1)])
    outbox.close()
    await expect(delivered).rejects.toThrow(/closed/)
    await expect(outbox.deliver([event(2)])).rejects.toThrow(/closed/)
  })
})
