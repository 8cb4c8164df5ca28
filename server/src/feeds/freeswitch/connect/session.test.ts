import { afterEach, describe, expect, it, vi } from 'vitest'
import type { ContactEvent } from '../../../contact-center/index.ts'
import type { ConnectionNote, FeedHost } from '../../contract.ts'
import { callcenterEvent, MEMBER } from '../testing/callcenter-events.ts'
import { type FakeFreeSwitch, startFakeFreeSwitch } from '../testing/fake-freeswitch.ts'
import { freeSwitch } from './index.ts'

const PASSWORD = 'the password'
const closers: (() => unknown)[] = []
afterEach(async () => { for (const close of closers.splice(0).toReversed()) await close() })

async function bench(options: { refuse?: boolean; secret?: string; intervalSeconds?: number; prepare?: (fake: FakeFreeSwitch) => void } = {}) {
  const fake = await startFakeFreeSwitch(PASSWORD, options)
  options.prepare?.(fake)
  const events: ContactEvent[] = []
  const notes: ConnectionNote[] = []
  const host: FeedHost = {
    deliver: (made) => { events.push(...made); return Promise.resolve() },
    reject: () => undefined, connection: (note) => notes.push(note), opaqueId: (id) => `o-${id.length}`,
    nowMs: Date.now, monotonicMs: () => performance.now(), random: Math.random, log: () => undefined,
    // What is done at intervals is done quickly; the ten seconds to log in stay ten seconds.
    after(delayMs, work) { const timer = setTimeout(work, delayMs >= 10_000 ? delayMs : Math.min(delayMs, 200)); return () => clearTimeout(timer) },
  }
  const running = freeSwitch.connect({ name: 'fs1', source: 'freeswitch', host: '127.0.0.1', port: fake.port, secret: options.secret ?? PASSWORD, intervalSeconds: options.intervalSeconds ?? 9 }, host)
  closers.push(() => fake.close(), () => running.close())
  return { fake, events, notes }
}
const of = (events: ContactEvent[], type: string) => events.filter((event) => event.type === type)

describe('an event socket', () => {
  it('is logged into, listed, and listened to, however its bytes are cut', async () => {
    const { fake, events, notes } = await bench({
      prepare(one) {
        one.cutBytes = 3
        one.members.push({ queue: 'support@default', uuid: 'm-0', joinedEpoch: Math.floor(Date.now() / 1000) - 30, state: 'Waiting' })
        one.agents.push({ name: '1000@default', status: 'Available', state: 'Waiting', queues: ['support@default'] })
      },
    })
    await vi.waitFor(() => expect(notes.at(-1)).toEqual({ state: 'connected' }))
    expect(fake.commands.slice(0, 3)).toEqual(['auth', 'event json CUSTOM callcenter::info', 'api callcenter_config queue list'])
    expect(of(events, 'feed.snapshot')[0]).toMatchObject({ queues: [{ queue: 'support', waiting: [{ contact: 'm-0' }] }], agents: [{ state: 'available', queues: ['support'] }] })
    fake.event(callcenterEvent('member-queue-start', Date.now(), { 'CC-Member-CID-Name': 'ZOË ÉXAMPLE' }))
    await vi.waitFor(() => expect(of(events, 'contact.queued')).toMatchObject([{ contact: MEMBER }]))
    // Asked again and again: what no event tells is mended.
    await vi.waitFor(() => expect(of(events, 'feed.snapshot').length).toBeGreaterThan(2))
    expect(JSON.stringify(events)).not.toMatch(/EXAMPLE|5550100|1000@default/)
  })

  it('comes back after the connection was cut, and sees who is there then', async () => {
    const { fake, events, notes } = await bench()
    await vi.waitFor(() => expect(notes.at(-1)).toEqual({ state: 'connected' }))
    fake.members.push({ queue: 'support@default', uuid: 'm-9', joinedEpoch: 1_700_000_000, state: 'Trying' })
    fake.drop()
    await vi.waitFor(() => expect(notes.map(({ state }) => state)).toEqual(['connecting', 'connected', 'down', 'connecting', 'connected']))
    await vi.waitFor(() => expect(of(events, 'feed.snapshot').at(-1)).toMatchObject({ queues: [{ waiting: [{ contact: 'm-9' }] }] }))
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
  })

  it('is left when it falls silent, though the connection stands', async () => {
    const { fake, notes } = await bench({ intervalSeconds: 0.2 })
    await vi.waitFor(() => expect(notes.at(-1)).toEqual({ state: 'connected' }))
    fake.mute = true
    await vi.waitFor(() => expect(notes.some((note) => note.state === 'down' && note.error.includes('said nothing'))).toBe(true))
  })

  it('says in words why it cannot connect', async () => {
    const wrong = await bench({ secret: 'wrong' })
    await vi.waitFor(() => expect(wrong.notes.at(-1)).toMatchObject({ state: 'down', error: expect.stringContaining('refused the password') }))
    expect(JSON.stringify(wrong.notes)).not.toContain('wrong"')
    const rude = await bench({ refuse: true })
    await vi.waitFor(() => expect(rude.notes.some((note) => note.state === 'down' && note.error.includes('apply-inbound-acl'))).toBe(true))
    expect(freeSwitch.check({ name: 'x', source: 'freeswitch', tls: true })).toMatchObject([{ field: 'host' }, { field: 'secret' }, { field: 'tls' }])
  })
})
