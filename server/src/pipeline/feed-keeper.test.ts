import { describe, expect, it } from 'vitest'
import type { CenterConfig } from '../config/index.ts'
import type { CenterFact, ContactEvent } from '../contact-center/index.ts'
import type { FeedHost, FeedSettings } from '../feeds/index.ts'
import { FeedKeeper } from './feed-keeper.ts'

const center = (id: string, feeds: Partial<FeedSettings>[]): CenterConfig => ({
  id, generation: 1, purpose: 'live', name: {}, languages: ['en'], timeZone: 'UTC', keys: { feed: {}, read: [], token: [], ivr: [], supervisor: [], inspect: [], admin: [] },
  origins: [], show: 'both', public: false, tokenLifetimeSeconds: 60, queues: [], charters: [],
  feeds: feeds.map((feed, index) => ({ name: `pbx${index + 1}`, source: 'test', ...feed })) as CenterConfig['feeds'],
})

function bench(...centers: CenterConfig[]) {
  const state = { centers, leads: true as boolean | undefined, nowMs: 1_000_000 }
  const running = new Map<FeedSettings, FeedHost>()
  const facts: CenterFact[] = []
  const logged: string[] = []
  const keeper = new FeedKeeper({
    centers: () => state.centers,
    sources: {
      test: {
        alive: 'heartbeat',
        check: (settings) => (settings.host === 'nowhere' ? [{ field: 'host', problem: 'is nowhere' }] : []),
        connect(settings, host) {
          running.set(settings, host)
          return { close: () => Promise.resolve(void running.delete(settings)) }
        },
      },
    },
    leads: () => state.leads,
    append: (_center, more) => Promise.resolve(facts.push(...more)),
    takeQuota: () => ({ ok: true }), idKey: 'k', nowMs: () => state.nowMs, monotonicMs: () => state.nowMs, random: () => 0.5,
    log: (_level, message, fields) => logged.push(`${message} ${JSON.stringify(fields)}`), count: () => undefined, failed: (error) => { throw error },
  })
  const host = (): FeedHost => [...running.values()][0] ?? expect.fail('nothing runs')
  return { state, keeper, running, facts, logged, host, names: () => [...running.keys()].map(({ name }) => name).sort() }
}
const heartbeat = (id: string, time: number): ContactEvent => ({ id, type: 'feed.heartbeat', time })

describe('the connectors of a node', () => {
  it('run for the centers it leads, and only for sources we connect to', () => {
    const { keeper, names } = bench(center('acme', [{}, { source: 'http', name: 'web' }]))
    keeper.look()
    expect(names()).toEqual(['pbx1'])
  })

  it('start again where their settings change, and stop where they are gone', () => {
    const { keeper, state, running, names } = bench(center('acme', [{ host: 'a' }, { host: 'b' }]))
    keeper.look()
    const before = [...running.keys()]
    state.centers = [center('acme', [{ host: 'a' }, { host: 'c' }])]
    keeper.look()
    expect([...running.keys()].filter((settings) => before.includes(settings)).map(({ host }) => host)).toEqual(['a'])
    expect([...running.keys()].map(({ host }) => host).sort()).toEqual(['a', 'c'])
    state.centers = []
    keeper.look()
    expect(names()).toEqual([])
  })

  it('stop once another node leads, not while the store is away nor for a moment without a lease', () => {
    const { keeper, state, names } = bench(center('acme', [{}]))
    keeper.look()
    for (const leads of [undefined, false] as const) {
      state.leads = leads
      keeper.look()
      state.nowMs += leads === undefined ? 60_000 : 1_500
      keeper.look()
      expect(names()).toEqual(['pbx1'])
    }
    state.nowMs += 1_000
    keeper.look()
    expect(names()).toEqual([])
    expect(keeper.work('acme', 'pbx1')).toMatchObject({ source: 'test', connection: { state: 'elsewhere' } })
    state.leads = true
    keeper.look()
    expect(names()).toEqual(['pbx1'])
  })

  it('a second server renames nobody: the settings are what the configuration says, and the first is not connected anew', () => {
    const centers = [center('acme', [{}])]
    const one = bench(...centers)
    one.keeper.look()
    const [first] = one.running.keys()
    one.state.centers = [center('acme', [{}, { contactPrefix: 'own.' }])]
    one.keeper.look()
    expect([...one.running.keys()].map(({ contactPrefix }) => contactPrefix)).toEqual([undefined, 'own.'])
    expect([...one.running.keys()][0]).toBe(first)
  })

  it('bring events to the log with the time of receipt; a bad one is rejected alone, its shape kept and no text of it', async () => {
    const { keeper, facts, host, state } = bench(center('acme', [{}]))
    keeper.look()
    const bad = { id: 'b', type: 'contact.queued', time: state.nowMs, contact: 'Jan Peeters 0471', queue: 'support' } as ContactEvent
    await host().deliver([heartbeat('a', 5), bad, heartbeat('c', 6), heartbeat('d', state.nowMs + 3 * 86_400_000)])
    expect(facts.map((fact) => (fact.kind === 'event' ? [fact.feed, fact.event.id, fact.receivedAtMs] : []))).toEqual([['pbx1', 'a', 1_000_000], ['pbx1', 'c', 1_000_000]])
    expect(keeper.rejected('acme', 'pbx1').map(({ reason }) => reason)).toEqual([
      'time is more than a day in the future', 'contact.queued: contact must be 1 to 128 printable ASCII characters without space / ? # %',
    ])
    expect(JSON.stringify(keeper.rejected('acme', 'pbx1'))).not.toMatch(/Jan|0471/)
    expect(keeper.work('acme', 'pbx1')).toMatchObject({ rejected: 2, lost: 0, held: 0 })
  })

  it('make the same opaque id of the same vendor id in a center, and another one in another', () => {
    const { keeper, running } = bench(center('acme', [{}]), center('other', [{}]))
    keeper.look()
    const [one, other] = [...running.values()]
    expect(one?.opaqueId('PJSIP/jan')).toMatch(/^[\w-]{16}$/)
    expect(one?.opaqueId('PJSIP/jan')).toBe(one?.opaqueId('PJSIP/jan'))
    expect(one?.opaqueId('PJSIP/jan')).not.toBe(other?.opaqueId('PJSIP/jan'))
  })

  it('say how their connection stands, and log a fault once, not at each try', () => {
    const { keeper, host, logged, state } = bench(center('acme', [{}]))
    keeper.look()
    const connection = () => keeper.work('acme', 'pbx1')?.connection
    host().connection({ state: 'connecting' })
    for (let i = 0; i < 3; i++) {
      host().connection({ state: 'down', error: 'nothing listens there', retryInMs: 500 })
      host().connection({ state: 'connecting' })
      state.nowMs += 500
    }
    expect(connection()).toEqual({ state: 'down', sinceMs: 1_000_000, attempts: 4, lastError: 'nothing listens there', lastErrorAtMs: 1_001_000 })
    host().connection({ state: 'connected' })
    expect(connection()).toMatchObject({ state: 'connected', sinceMs: 1_001_500, attempts: 4, lastError: 'nothing listens there' })
    expect(logged).toEqual(['feed down {"center":"acme","feed":"pbx1","why":"nothing listens there"}', 'feed connected {"center":"acme","feed":"pbx1"}'])
  })

  it('a feed that cannot be started as configured is down with the reason, and the others run', () => {
    const { keeper, names } = bench(center('acme', [{ host: 'nowhere' }, {}]))
    keeper.look()
    expect(names()).toEqual(['pbx2'])
    expect(keeper.work('acme', 'pbx1')?.connection).toMatchObject({ state: 'down', lastError: 'host is nowhere' })
  })

  it('end with the node', async () => {
    const { keeper, names } = bench(center('acme', [{}]))
    keeper.start()
    await keeper.close()
    keeper.look()
    expect(names()).toEqual([])
  })
})
