import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Announcement, Announcer, IvrSubscriber } from '../announcer/index.ts'
import { promptPlan } from '../ivr/index.ts'
import { spokenDisplay } from '../ivr/testing/spoken-displays.ts'
import { createAsteriskAnnouncer } from './asterisk-announcer.ts'
import { type FakeAri, startFakeAri } from './testing/fake-ari.ts'

const LOGIN = { username: 'queuecast', password: 'the-password' }
const closers: (() => unknown)[] = []
afterEach(async () => { for (const close of closers.splice(0).toReversed()) await close() })

async function bench(login = LOGIN) {
  const ari = await startFakeAri(LOGIN)
  closers.push(() => ari.close())
  ari.channels.add('1700000000.101')
  const answers: [string, boolean][] = []
  const ups: [boolean, string?][] = []
  let voice: IvrSubscriber | undefined
  const announcer: Announcer = {
    join(subscriber) { voice = subscriber; return () => undefined },
    answered: (_center, id, played) => { answers.push([id, played]); return true },
    changed: () => undefined, close: () => undefined, callers: 0,
  }
  const running = createAsteriskAnnouncer({ url: ari.url, ...login, app: 'queuecast', center: 'acme', contactPrefix: 'pbx1-' }, {
    announcer, nowMs: Date.now, random: Math.random, connection: (up, detail) => ups.push(detail === undefined ? [up] : [up, detail]),
    // It comes back quickly; the ten seconds in which a ping must be answered stay ten seconds.
    after(delayMs, run) { const timer = setTimeout(run, delayMs >= 10_000 ? delayMs : Math.min(delayMs, 20)); return () => clearTimeout(timer) },
  })
  closers.push(() => running.close())
  const announce = (id: string, contact = 'pbx1-1700000000.101', staleAfter = new Date(Date.now() + 15_000).toISOString()): void => {
    const plan = promptPlan(spokenDisplay({ staleAfter }))
    voice?.announce({ id, contact, queue: 'support', expiresAt: plan.expiresAt, plan, text: '…', ssml: '…' } satisfies Announcement)
  }
  return { ari, answers, ups, announce, stop: (id: string) => voice?.stop(id) }
}
const connected = ({ ups }: { ups: [boolean, string?][] }) => vi.waitFor(() => expect(ups.at(-1)).toEqual([true]))
const asked = (ari: FakeAri, method: string, verb: RegExp) => vi.waitFor(() => {
  const found = ari.requests.find((request) => request.method === method && verb.test(request.path))
  expect(found).toBeDefined()
  return found as NonNullable<typeof found>
})

describe('announcements to callers of app_queue', () => {
  it('whispers stock sounds in the caller\'s language and confirms what was played to the end', async () => {
    const b = await bench()
    await connected(b)
    b.announce('a-1')
    const snoop = await asked(b.ari, 'POST', /snoop/)
    expect(snoop.path).toMatch(/^channels\/1700000000\.101\/snoop\/queuecast-/)
    expect(snoop.query).toEqual({ app: 'queuecast', spy: 'none', whisper: 'out' })
    const play = await asked(b.ari, 'POST', /play/)
    expect(play.query).toEqual({
      media: 'sound:queue-thereare,sound:digits/3,sound:queue-holdtime,sound:queue-less-than,sound:digits/4,sound:queue-minutes', lang: 'nl',
    })
    b.ari.finish(play.path.split('/').at(-1) ?? '')
    await vi.waitFor(() => expect(b.answers).toEqual([['a-1', true]]))
    await asked(b.ari, 'DELETE', /queuecast-/)
    expect(b.ari.snoops.size).toBe(0)
  })

  it('stops at once, also before the sound began, and confirms nothing', async () => {
    const b = await bench()
    await connected(b)
    b.announce('a-1')
    b.stop('a-1')
    await vi.waitFor(() => expect(b.answers).toEqual([['a-1', false]]))
    await vi.waitFor(() => expect(b.ari.snoops.size).toBe(0))
    await vi.waitFor(() => expect(b.ari.requests.some(({ method }) => method === 'DELETE')).toBe(true))
    expect(b.ari.requests.some(({ path }) => path.includes('/play/'))).toBe(false)
  })

  it('a newer announcement ends the older one to the same caller', async () => {
    const b = await bench()
    await connected(b)
    b.announce('a-1')
    await asked(b.ari, 'POST', /play/)
    b.announce('a-2')
    await vi.waitFor(() => expect(b.answers).toEqual([['a-1', false]]))
    await vi.waitFor(() => expect(b.ari.snoops.size).toBe(1))
  })

  it('leaves alone who is gone, who is not on this Asterisk, and what is out of date', async () => {
    const b = await bench()
    await connected(b)
    b.announce('gone', 'pbx1-9.9')
    b.announce('other', 'pbx2-1700000000.101')
    b.announce('late', 'pbx1-1700000000.101', '2020-01-01T00:00:00.000Z')
    await vi.waitFor(() => expect(b.answers.map(([id, played]) => `${id} ${played}`).toSorted()).toEqual(['gone false', 'late false']))
    expect(b.ari.requests.some(({ path }) => path.includes('/play/'))).toBe(false)
  })

  it('comes back after Asterisk was gone, and says why it cannot connect without the password', async () => {
    const b = await bench()
    await connected(b)
    b.ari.drop()
    await vi.waitFor(() => expect(b.ups.map(([up]) => up)).toEqual([true, false, true]))
    const wrong = await bench({ ...LOGIN, password: 'wrong' })
    await vi.waitFor(() => expect(wrong.ups[0]?.[1]).toContain('401'))
    expect(JSON.stringify(wrong.ups)).not.toContain('wrong')
  })
})
