import type { CenterFacts, CenterFact } from '@queuecast/server/contact-center'
import { type EventLog, openRedisLog } from '@queuecast/server/event-log'
import { type QueuecastNode, startNode } from '@queuecast/server/pipeline'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { redisAvailable, startRedis, type TestRedis } from '../support/redis.ts'

const config = (over: Partial<CenterFacts> = {}): CenterFacts => ({
  id: 'acme', generation: 1, name: {}, languages: ['en'], timeZone: 'UTC', show: 'both', public: false, purpose: 'test',
  queues: [{ id: 'support', channel: 'voice' }], feeds: [], ...over,
})
const queued = (contact: string, queue = 'support'): CenterFact => {
  const time = Date.now()
  return { kind: 'event', feed: 'acd', receivedAtMs: time, event: { id: `q-${contact}`, type: 'contact.queued', time, contact, queue } }
}
const WAIT = { timeout: 45_000, interval: 50 }

describe.skipIf(!redisAvailable())('nodes on one Redis', () => {
  let redis: TestRedis
  let nodes: { node: QueuecastNode; log: EventLog; reports: string[]; close(): Promise<void> }[]

  beforeEach(async () => {
    redis = await startRedis()
    nodes = []
  })
  afterEach(async () => {
    for (const { close } of nodes) await close()
    await redis.stop()
  })

  async function start(over: Partial<Parameters<typeof startNode>[0]> = {}): Promise<(typeof nodes)[number]> {
    const log = await openRedisLog({ urls: [redis.url], partitions: 1 })
    const reports: string[] = []
    const node = await startNode({
      log, serve: [0], centers: () => [config()], monotonicMs: () => performance.now(), snapshotEveryMs: 3_600_000, keepLogMs: 600_000,
      heard: () => undefined, changed: () => undefined, changedAll: () => undefined, report: (event) => reports.push(event), ...over,
    })
    let closed: Promise<void> | undefined
    const one = { node, log, reports, close: () => (closed ??= node.close().then(() => log.close())) }
    nodes.push(one)
    return one
  }
  async function put(node: QueuecastNode, ...facts: CenterFact[]): Promise<string> {
    const position = await node.append('acme', facts)
    expect(await node.whenFolded('acme', position, 30_000)).toBe(true)
    return position
  }
  const shown = (node: QueuecastNode, contact: string): unknown => {
    const { freshForSeconds: _fresh, staleAfter: _stale, ...display } = node.source.display('acme', contact, ['en'])
    return display
  }

  it('the leader closed, the other leads within seconds and publishes also the queues that nobody touched', async () => {
    const a = await start()
    await vi.waitFor(() => expect(a.reports).toContain('leading'), WAIT)
    const b = await start()
    await put(a.node, queued('a'), queued('q', 'quiet'))
    await vi.waitFor(async () => expect(await redis.cli('ZRANK', '{0}:line:acme:quiet', 'q')).toBe('0'), WAIT)
    expect(b.reports).not.toContain('leading')
    await a.close()
    await redis.cli('DEL', '{0}:line:acme:quiet', '{0}:queue:acme:quiet')
    await vi.waitFor(() => expect(b.reports).toContain('leading'), WAIT)
    await vi.waitFor(async () => expect(await redis.cli('ZRANK', '{0}:line:acme:quiet', 'q')).toBe('0'), WAIT)
    expect(await redis.cli('HGET', '{0}:queue:acme:quiet', 'waiting')).toBe('1')
    const { seq } = b.node.source.fresh('acme', 'a')
    await vi.waitFor(() => expect(b.node.source.fresh('acme', 'a').seq).toBeGreaterThan(seq + 1), WAIT)
  })

  it('[PL4] a node that starts from a trimmed log and its round shows what the one shows that folded all of it', async () => {
    const a = await start({ snapshotEveryMs: 1, keepLogMs: 0 })
    for (let i = 0; i < 30; i++) await put(a.node, queued(`c-${i}`))
    await vi.waitFor(() => expect(a.reports.filter((event) => event === 'trimmed').length).toBeGreaterThan(1), WAIT)
    const b = await start()
    const position = await put(a.node, queued('last'))
    expect(await b.node.whenFolded('acme', position, 30_000)).toBe(true)
    await vi.waitFor(() => {
      expect(b.node.source.fresh('acme', 'last').seq).toBe(a.node.source.fresh('acme', 'last').seq)
      expect(shown(b.node, 'last')).toEqual(shown(a.node, 'last'))
      expect(shown(b.node, 'c-7')).toMatchObject({ position: 8 })
    }, WAIT)
    expect(Number(await redis.cli('XLEN', '{0}:log'))).toBeLessThan(b.node.source.fresh('acme', 'last').seq)
  })

  it('an emptied Redis: the epoch rises, the configuration is in the log again, and displays go on', async () => {
    const [a, b] = [await start(), await start()]
    await put(a.node, queued('a'), queued('b'))
    const before = a.node.source.display('acme', 'b', ['en'])
    expect(before).toMatchObject({ position: 2, epoch: '0000000001' })
    await redis.cli('FLUSHALL')
    for (const { node } of [a, b]) {
      await vi.waitFor(() => {
        expect(node.source.fresh('acme', 'b').epoch).toBe('0000000002')
        expect(node.source.hasCenter('acme')).toBe(true)
        expect(node.notReady()).toEqual([])
      }, WAIT)
    }
    const position = await put(a.node, queued('b'))
    expect(await b.node.whenFolded('acme', position, 30_000)).toBe(true)
    const after = b.node.source.display('acme', 'b', ['en'])
    expect(after).toMatchObject({ position: 1, epoch: '0000000002', state: 'waiting' })
    // A client keeps the largest (epoch, seq): this one counts as newer.
    expect(after.epoch > before.epoch).toBe(true)
  })

  it('[PL6] two nodes that start at once with different content under one generation: exactly one is ready', async () => {
    const [a, b] = await Promise.all([start(), start({ centers: () => [config({ timeZone: 'Europe/Brussels' })] })])
    await vi.waitFor(() => expect([a.node.notReady().length, b.node.notReady().length].sort()).toEqual([0, 1]), WAIT)
    const zones = [a, b].map(({ node }) => node.partitionNode('acme')?.fold.centers.get('acme')?.live.config.timeZone)
    expect(zones[0]).toBe(zones[1])
  })

  it('[CC44] a replay asked of one node is folded alike by all, once', async () => {
    const [a, b] = [await start({ centers: () => [config({ rules: 2 })] }), await start({ centers: () => [config({ rules: 2 })] })]
    const live = ({ node }: typeof a) => node.partitionNode('acme')?.fold.centers.get('acme')?.live
    const nowMs = Date.now()
    const ringing = (n: number): CenterFact => ({ kind: 'event', feed: 'acd', receivedAtMs: nowMs, event: { id: `r-${n}`, type: 'contact.ringing', time: nowMs - 500 + n, contact: 'x', agent: 'ann' } })
    await put(a.node, ...Array.from({ length: 65 }, (_, n) => ringing(n)))
    await put(a.node, { kind: 'event', feed: 'acd', receivedAtMs: nowMs, event: { id: 'q', type: 'contact.queued', time: nowMs - 1_000, contact: 'x', queue: 'support' } })
    const [aside] = live(a)?.quarantine() ?? []
    if (aside?.event === undefined) expect.fail('nothing was set aside')
    const replay: CenterFact = { kind: 'event', feed: 'acd', receivedAtMs: Date.now(), event: aside.event, replayOf: aside.position }
    const position = await put(a.node, queued('y'), replay, replay, queued('z'))
    expect(await b.node.whenFolded('acme', position, 30_000)).toBe(true)
    for (const one of [a, b]) {
      expect([live(one)?.quarantine(), live(one)?.replayed()]).toMatchObject([[], [{ eventId: 'r-64', outcome: 'taken', position: aside.position }]])
      expect(live(one)?.contact('x')?.phase.kind).toBe('connecting')
    }
    expect(live(b)?.replayed()).toEqual(live(a)?.replayed())
  })

  it('[PL15] beside other nodes the rules rise with the next generation, and both see it at one place of the log', async () => {
    let old = config()
    let upgraded = config({ rules: 2 })
    const a = await start({ centers: () => [old] })
    const b = await start({ centers: () => [upgraded] })
    const rules = ({ node }: typeof a): number => node.partitionNode('acme')?.fold.centers.get('acme')?.live.config.rules ?? 1
    const inOneInstant = (contact: string): CenterFact[] => {
      const { receivedAtMs, ...fact } = queued(contact) as Extract<CenterFact, { kind: 'event' }>
      return [{ ...fact, receivedAtMs, event: { ...fact.event, id: `${contact}-2` } }, { ...fact, receivedAtMs, event: { id: `${contact}-1`, type: 'contact.answered', time: receivedAtMs, contact } }]
    }
    const phase = ({ node }: typeof a, contact: string) => node.partitionNode('acme')?.fold.centers.get('acme')?.live.contact(contact)?.phase.kind
    const first = await put(a.node, ...inOneInstant('x'))
    expect(await b.node.whenFolded('acme', first, 30_000)).toBe(true)
    expect([a, b].map((one) => [rules(one), phase(one, 'x'), one.node.notReady()])).toEqual([[1, 'waiting', []], [1, 'waiting', []]])
    upgraded = { ...upgraded, generation: 2 }
    await b.node.applyConfiguration()
    old = { ...old, generation: 2 }
    const second = await put(b.node, ...inOneInstant('y'))
    expect(await a.node.whenFolded('acme', second, 30_000)).toBe(true)
    expect([a, b].map((one) => [rules(one), phase(one, 'x'), phase(one, 'y')])).toEqual([[2, 'waiting', 'with-agent'], [2, 'waiting', 'with-agent']])
    expect([a.node.notReady().length, b.node.notReady().length]).toEqual([1, 0])
  })
})
