import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FeedOverflow } from '@queuecast/server/feeds'
import type { ContactEvent } from '@queuecast/server/contact-center'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { connectTo, type Connected } from '../support/asterisk/connected.ts'
import { FakeAsterisk, type FakeAsteriskOptions } from '../support/asterisk/fake-asterisk.ts'
import { PlayedQueues, type Frame } from '../support/asterisk/played-queues.ts'
import { createVirtualTime, type VirtualTime } from '../support/asterisk/virtual-time.ts'

const T0 = Date.parse('2026-11-22T10:00:00Z')
const member = (who: string): Frame => ({ Queue: 'support', Name: 'Agent Seven', Location: `PJSIP/${who}`, Status: '1', Paused: '0', InCall: '0', LastCall: '0', Wrapuptime: '0' })
const caller = (uniqueid: string): Frame => ({ Privilege: 'agent,all', Channel: `PJSIP/t-${uniqueid}`, CallerIDNum: '0471234567', CallerIDName: 'Alice Example', Priority: '11', Uniqueid: uniqueid, Queue: 'support' })
const joined = (uniqueid: string, position: number, count = position): Frame => ({ Event: 'QueueCallerJoin', ...caller(uniqueid), Position: String(position), Count: String(count) })
const leave = (uniqueid: string, position: number, count: number): Frame => ({ Event: 'QueueCallerLeave', ...caller(uniqueid), Position: String(position), Count: String(count) })

interface Scene { fake: FakeAsterisk; time: VirtualTime; feed: Connected }
const open: { close(): Promise<unknown> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close()
})

async function scene(options: Partial<FakeAsteriskOptions> = {}, settings: Parameters<typeof connectTo>[2] = {}, deliver?: Parameters<typeof connectTo>[3]): Promise<Scene> {
  const time = createVirtualTime(T0)
  const fake = await FakeAsterisk.listen({ nowMs: time.nowMs, queues: new PlayedQueues(['support', 'sales'], [member('101')]), ...options })
  const feed = connectTo(fake, time, settings, deliver)
  open.push(fake, feed)
  await feed.settle()
  return { fake, time, feed }
}
const snapshots = (events: readonly ContactEvent[]) => events.filter((event) => event.type === 'feed.snapshot')
const asked = (fake: FakeAsterisk, action: string): Frame[] => fake.actions.filter((one) => one['Action'] === action)
const last = (feed: Connected) => feed.notes.at(-1)

describe('a connection to an Asterisk', () => {
  it('logs in by challenge, so that the secret does not travel, asks for agent and call events, and asks QueueStatus at once', async () => {
    const { fake, feed } = await scene()
    expect(fake.actions.map((one) => one['Action'])).toEqual(['Challenge', 'Login', 'QueueStatus'])
    expect(fake.actions[1]).toMatchObject({ AuthType: 'MD5', Username: 'queuecast', Events: 'agent,call' })
    expect(JSON.stringify(fake.actions)).not.toContain('a secret')
    expect(feed.notes).toEqual([{ state: 'connecting' }, { state: 'connected' }])
    expect(snapshots(feed.events)).toMatchObject([{ queues: [{ queue: 'support', waiting: [] }, { queue: 'sales', waiting: [] }], agents: [{ state: 'available', queues: ['support'] }] }])
  })

  it('logs in plainly where that is configured, and says so where a server gives no challenge', async () => {
    const plain = await scene({ plainOnly: true }, { login: 'plain' })
    expect(last(plain.feed)).toEqual({ state: 'connected' })
    const refused = await scene({ plainOnly: true })
    expect(last(refused.feed)).toMatchObject({ state: 'down', error: expect.stringMatching(/no MD5 challenge; set "login": "plain"/) })
  })

  it('a wrong secret is said in plain words, without the secret, and not tried again at once', async () => {
    const { fake, feed } = await scene({}, { secret: 'not it' })
    expect(last(feed)).toMatchObject({ state: 'down', error: expect.stringMatching(/refused the login of "queuecast": Authentication failed; check username, secret, permit/) })
    await feed.pass(15)
    expect(asked(fake, 'Login')).toHaveLength(1)
    await feed.pass(15)
    expect(asked(fake, 'Login')).toHaveLength(2)
    expect(JSON.stringify([feed.notes, feed.logged])).not.toContain('not it')
  })

  it('what is not an Asterisk manager is named as such', async () => {
    const { feed } = await scene({ banner: 'HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n' })
    expect(last(feed)).toMatchObject({ state: 'down', error: expect.stringMatching(/not an Asterisk manager; check the port/) })
  })

  it('nothing listening is said, and retried with growing pauses until it is there', async () => {
    const { fake, feed, time } = await scene()
    fake.closedDoor = true
    fake.drop()
    await feed.settle()
    const pauses: number[] = []
    for (let i = 0; i < 8; i++) {
      const note = last(feed)
      if (note?.state === 'down') pauses.push(note.retryInMs)
      await feed.passTo(time.nowMs() + (pauses.at(-1) ?? 0))
    }
    expect(pauses).toEqual([1_000, 2_000, 4_000, 7_500, 7_500, 7_500, 7_500, 7_500])
    fake.closedDoor = false
    await feed.pass(8)
    expect(last(feed)).toEqual({ state: 'connected' })
  })

  it('asks QueueStatus at its interval and tells a heartbeat where there is no queue to tell of', async () => {
    const { fake, feed } = await scene({ queues: new PlayedQueues([]) }, { intervalSeconds: 5 })
    await feed.pass(20)
    expect(asked(fake, 'QueueStatus')).toHaveLength(6)
    expect(feed.events.map((event) => event.type)).toEqual(Array.from({ length: 6 }, () => 'feed.heartbeat'))
    expect(new Set(feed.events.map((event) => event.id)).size).toBe(6)
  })

  it('a half-open connection is noticed by the missing Pong within two intervals, given up, and made anew', async () => {
    const { fake, feed } = await scene()
    await feed.pass(12)
    fake.frozen = true
    await feed.pass(20)
    expect(feed.notes.filter((note) => note.state === 'down')).toMatchObject([{ error: expect.stringMatching(/said nothing for 10 s, not even to a Ping/) }])
    fake.frozen = false
    await feed.pass(30)
    expect(last(feed)).toEqual({ state: 'connected' })
  })

  it('a server that sends events but does not answer QueueStatus is not alive', async () => {
    const { fake, feed } = await scene()
    fake.ignores.add('QueueStatus')
    await feed.pass(9)
    fake.event(joined('1.1', 1))
    await feed.pass(30)
    expect(feed.notes.filter((note) => note.state === 'down')).toMatchObject([{ error: expect.stringMatching(/did not answer QueueStatus for 20 s/) }])
    expect(feed.events.some((event) => event.type === 'feed.heartbeat')).toBe(false)
  })

  it('after a break it knows who came, who went and in which order, from the new QueueStatus', async () => {
    const { fake, feed } = await scene()
    await feed.pass(40)
    fake.event(joined('1.1', 1), joined('1.2', 2))
    await feed.settle()
    fake.drop('reset')
    await feed.settle()
    expect(last(feed)).toMatchObject({ state: 'down', error: 'Asterisk broke the connection' })
    fake.event({ ...leave('1.1', 1, 1), Event: 'QueueCallerAbandon' }, leave('1.1', 1, 1), joined('1.3', 2))
    await feed.pass(3)
    expect(snapshots(feed.events).at(-1)).toMatchObject({ queues: [{ queue: 'support', waiting: [{ contact: '1.2' }, { contact: '1.3' }] }, { queue: 'sales' }] })
    expect(new Set(feed.events.map((event) => event.id)).size).toBe(feed.events.length)
  })

  it('QueueChangePriorityCaller, which no event tells, is healed at the next QueueStatus', async () => {
    const { fake, feed } = await scene()
    fake.event(joined('1.1', 1), joined('1.2', 2))
    fake.queues.reorder('support', ['1.2', '1.1'], (uniqueid) => (uniqueid === '1.2' ? '10' : '0'))
    await feed.pass(10)
    expect(snapshots(feed.events).at(-1)).toMatchObject({ queues: [{ waiting: [{ contact: '1.2', priority: 10 }, { contact: '1.1', priority: 0 }] }, {}] })
  })

  it('once priorities were changed by hand it asks every two seconds for a minute, so that the next change shows soon', async () => {
    const { fake, feed } = await scene()
    fake.event(joined('1.1', 1), joined('1.2', 2))
    await feed.pass(20)
    const idle = asked(fake, 'QueueStatus').length
    fake.queues.reorder('support', ['1.2', '1.1'], (uniqueid) => (uniqueid === '1.2' ? '10' : '0'))
    await feed.pass(10)
    expect(asked(fake, 'QueueStatus').length).toBe(idle + 1)
    fake.queues.reorder('support', ['1.1', '1.2'], () => '0')
    await feed.pass(2)
    expect(snapshots(feed.events).at(-1)).toMatchObject({ queues: [{ waiting: [{ contact: '1.1' }, { contact: '1.2' }] }, {}] })
    await feed.pass(70)
    const after = asked(fake, 'QueueStatus').length
    await feed.pass(30)
    expect(asked(fake, 'QueueStatus').length).toBe(after + 3)
  })

  it('a place that contradicts ours makes it ask for that queue at once', async () => {
    const { fake, feed } = await scene()
    await feed.pass(4)
    fake.event(joined('1.1', 1), joined('1.2', 2))
    await feed.pass(2)
    fake.queues.reorder('support', ['1.2', '1.1'], () => '0')
    fake.event(leave('1.2', 1, 1))
    await feed.pass(1)
    expect(asked(fake, 'QueueStatus').map((one) => one['Queue'])).toEqual([undefined, undefined, 'support'])
  })

  it('where callers join without an event the missing right is named, and the feed goes on by QueueStatus', async () => {
    const { fake, feed, time } = await scene()
    await feed.pass(11)
    fake.queues.see(joined('1.1', 1), time.nowMs())
    await feed.pass(10)
    expect(last(feed)).toMatchObject({ state: 'connected', warning: expect.stringMatching(/read=agent/) })
    expect(snapshots(feed.events).at(-1)).toMatchObject({ queues: [{ waiting: [{ contact: '1.1' }] }, {}] })
  })

  it('an Asterisk without app_queue is told from one without queues', async () => {
    const { fake, feed } = await scene({ queues: new PlayedQueues([]) })
    fake.queues.status = () => [{ Response: 'Error', Message: 'Invalid/unknown command: QueueStatus' }]
    await feed.pass(10)
    expect(last(feed)).toMatchObject({ state: 'down', error: expect.stringMatching(/refused QueueStatus: Invalid\/unknown command.*is app_queue loaded/) })
  })

  it('where events were lost before the log had them it connects anew, so that QueueStatus mends it', async () => {
    const all: ContactEvent[] = []
    let full = false
    const { fake, feed } = await scene({}, {}, (events) => {
      if (full) return Promise.reject(new FeedOverflow('full'))
      all.push(...events)
      return Promise.resolve()
    })
    full = true
    fake.event(joined('1.1', 1))
    await feed.settle()
    full = false
    expect(last(feed)).toMatchObject({ state: 'down', error: expect.stringMatching(/more events came than could be stored/) })
    await feed.pass(3)
    expect(snapshots(all).at(-1)).toMatchObject({ queues: [{ waiting: [{ contact: '1.1' }] }, {}] })
  })

  it('nothing of a caller or a member leaves: no number, no name, no interface', async () => {
    const { fake, feed } = await scene({}, { contactPrefix: 'pbx-', queues: { support: 'helpdesk' } })
    fake.event(joined('1.1', 1), { Event: 'AgentCalled', ...caller('1.1'), Interface: 'Local/32471234567@mobile/n', MemberName: 'Bob Example' })
    await feed.settle()
    const text = JSON.stringify(feed.events)
    expect(text).not.toMatch(/Alice|Bob|Agent Seven|0471234567|32471234567|PJSIP/)
    expect(feed.events.at(-1)).toMatchObject({ type: 'contact.ringing', contact: 'pbx-1.1', agent: expect.stringMatching(/^agent-[0-9a-f]{12}$/) })
    expect(feed.events.find((event) => event.type === 'contact.queued')).toMatchObject({ queue: 'helpdesk' })
  })

  it('closing ends the connection and every timer', async () => {
    const { fake, feed } = await scene()
    await feed.close()
    await feed.settle()
    const actions = fake.actions.length
    await feed.pass(60)
    expect([fake.connections, fake.actions.length]).toEqual([0, actions])
  })
})

describe('a connection by TLS', () => {
  const pem = (name: string): string => readFileSync(join(import.meta.dirname, '../fixtures/tls', name), 'utf8')
  const tls = { key: pem('pbx.key.pem'), cert: pem('pbx.cert.pem') }
  const outcome = async (settings: Parameters<typeof connectTo>[2], server: Partial<FakeAsteriskOptions> = { tls }): Promise<Connected['notes'][number] | undefined> => {
    const time = createVirtualTime(T0)
    const fake = await FakeAsterisk.listen({ nowMs: time.nowMs, queues: new PlayedQueues(['support']), ...server })
    const feed = connectTo(fake, time, { tls: true, ...settings })
    open.push(fake, feed)
    await vi.waitFor(() => expect(feed.notes).toHaveLength(2), { timeout: 30_000 })
    return feed.notes[1]
  }

  it('takes the authority and the name that the configuration gives', async () => {
    expect(await outcome({ ca: tls.cert, servername: 'pbx.example' })).toEqual({ state: 'connected' })
  })

  it('trusts no certificate that nobody vouches for, none of another name, and no server without TLS', async () => {
    expect(await outcome({ servername: 'pbx.example' })).toMatchObject({ state: 'down', error: expect.stringMatching(/signed by nobody known here; give its authority as "ca"/) })
    expect(await outcome({ ca: tls.cert, servername: 'other.example' })).toMatchObject({ state: 'down', error: expect.stringMatching(/made out to another name/) })
    expect(await outcome({ ca: tls.cert, servername: 'pbx.example' }, {})).toMatchObject({ state: 'down', error: expect.stringMatching(/does not speak TLS/) })
  })
})
