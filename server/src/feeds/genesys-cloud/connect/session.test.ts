import { afterEach, describe, expect, it, vi } from 'vitest'
import type { ContactEvent } from '../../../contact-center/index.ts'
import type { ConnectionNote, FeedHost } from '../../contract.ts'
import { acdLeg, CONVERSATION, conversation, hungUpAcd, QUEUE, TOPIC } from '../testing/payloads.ts'
import { startFakeGenesys } from '../testing/fake-genesys.ts'
import { genesysCloud } from './index.ts'

const CLIENT = { id: 'client-id', secret: 'client-secret' }
const closers: (() => unknown)[] = []
afterEach(async () => { for (const close of closers.splice(0).toReversed()) await close() })

async function bench(secret = CLIENT.secret) {
  const fake = await startFakeGenesys(CLIENT)
  const events: ContactEvent[] = []
  const notes: ConnectionNote[] = []
  const host: FeedHost = {
    deliver: (made) => { events.push(...made); return Promise.resolve() },
    reject: () => undefined, connection: (note) => notes.push(note), opaqueId: (id) => id,
    nowMs: Date.now, monotonicMs: () => performance.now(), random: Math.random, log: () => undefined,
    // What is done at intervals is done quickly; limits for hanging stay as they are.
    after(delayMs, work) { const timer = setTimeout(work, delayMs >= 3_600_000 || delayMs === 30_000 ? delayMs : Math.min(delayMs, 100)); return () => clearTimeout(timer) },
  }
  fake.conversations.set(CONVERSATION, conversation(acdLeg()))
  fake.waiting.push(CONVERSATION)
  const running = genesysCloud.connect({ name: 'gc', source: 'genesys-cloud', url: fake.url, username: CLIENT.id, secret, queues: { [QUEUE]: 'support' } }, host)
  closers.push(() => fake.close(), () => running.close())
  return { fake, events, notes }
}
const of = (events: ContactEvent[], type: string) => events.filter((event) => event.type === type)

describe('notifications of Genesys Cloud', () => {
  it('subscribes to the queues\' topics and knows at once who waited before', async () => {
    const { fake, events, notes } = await bench()
    await vi.waitFor(() => expect(notes.at(-1)).toEqual({ state: 'connected' }))
    expect(fake.subscribed).toEqual([TOPIC, `v2.routing.queues.${QUEUE}.users`])
    expect(of(events, 'contact.queued')).toMatchObject([{ contact: CONVERSATION, queue: 'support' }])
    fake.notify(TOPIC, { ...conversation(acdLeg({ id: 'leg-2' })), id: 'conversation-2' })
    await vi.waitFor(() => expect(of(events, 'contact.queued')).toHaveLength(2))
    await vi.waitFor(() => expect(of(events, 'feed.heartbeat').length).toBeGreaterThan(1))
  })

  it('finds out by asking what no frame told, also after its token ran out', async () => {
    const { fake, events, notes } = await bench()
    await vi.waitFor(() => expect(notes.at(-1)).toEqual({ state: 'connected' }))
    fake.expireTokens()
    fake.waiting.length = 0
    fake.conversations.set(CONVERSATION, conversation(hungUpAcd('client')))
    await vi.waitFor(() => expect(of(events, 'contact.abandoned')).toMatchObject([{ contact: CONVERSATION }]), { timeout: 5_000 })
    expect(notes.filter((note) => note.state === 'down').map((note) => JSON.stringify(note))).toEqual([])
  })

  it.each([['is told that it will be closed', (fake: Awaited<ReturnType<typeof startFakeGenesys>>) => fake.notify('v2.system.socket_closing', {})], ['is cut', (fake: Awaited<ReturnType<typeof startFakeGenesys>>) => fake.drop()]])(
    'opens another channel when it %s, and says nothing twice under another id', async (_what, happen) => {
      const { fake, events, notes } = await bench()
      await vi.waitFor(() => expect(notes.at(-1)).toEqual({ state: 'connected' }))
      happen(fake)
      await vi.waitFor(() => expect(notes.map(({ state }) => state)).toEqual(['connecting', 'connected', 'down', 'connecting', 'connected']))
      expect(new Set(of(events, 'contact.queued').map(({ id }) => id)).size).toBe(1)
    })

  it('says in words why it cannot connect, and never the secret', async () => {
    const { notes } = await bench('wrong-secret')
    await vi.waitFor(() => expect(notes.at(-1)).toMatchObject({ state: 'down', error: expect.stringContaining('refused the OAuth client') }))
    expect(JSON.stringify(notes)).not.toContain('wrong-secret')
    expect(genesysCloud.check({ name: 'gc', source: 'genesys-cloud' })).toMatchObject([{ field: 'region' }, { field: 'username' }, { field: 'secret' }, { field: 'queues' }])
  })
})
