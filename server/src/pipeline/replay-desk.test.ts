import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CenterFact } from '../contact-center/index.ts'
import type { QueuecastNode } from './node.ts'
import { openReplayDesk, type ReplayDeskDeps } from './replay-desk.ts'
import { configOf, eventFact } from './testing/log-bench.ts'
import { NodeBench } from './testing/node-bench.ts'

let bench: NodeBench
beforeEach(async () => { bench = await NodeBench.open() })
afterEach(() => bench.close())

const poison = (id: string): CenterFact => eventFact(Date.now(), { type: 'contact.queued', contact: 'c', queue: 'support', queues: 7 as never }, id)
const desk = (node: QueuecastNode, over: Partial<ReplayDeskDeps> = {}) => openReplayDesk({
  live: (center) => node.partitionNode(center)?.fold.centers.get(center)?.live, append: node.append, whenFolded: node.whenFolded,
  takeQuota: () => ({ ok: true }), pushed: { again: () => undefined }, rejected: () => [], nowMs: Date.now, ...over,
})
async function withPoison(rules: number, ...ids: string[]): Promise<QueuecastNode> {
  const node = await bench.start({ centers: () => [configOf('acme', { rules })] })
  await node.whenFolded('acme', await node.append('acme', ids.map(poison)), 30_000)
  return node
}

describe('the desk of replays', () => {
  it('replays what still fails in vain, keeps one of it, and says why', async () => {
    const node = await withPoison(2, 'a', 'b')
    const replays = desk(node)
    expect(await replays.replay('acme', 'acd')).toMatchObject({ kind: 'replayed', more: 0, replayed: [{ eventId: 'a', outcome: 'refused', detail: expect.stringContaining('set aside again') as string }, { eventId: 'b' }] })
    expect(replays.setAside('acme')).toMatchObject([{ eventId: 'a', replayable: true }, { eventId: 'b' }])
    expect(replays.replayed('acme', 'acd')).toMatchObject([{ eventId: 'b' }, { eventId: 'a' }])
    expect(await replays.replay('acme', 'other')).toEqual({ kind: 'replayed', replayed: [], more: 0 })
  })

  it('asked twice at once, the event is folded once', async () => {
    const node = await withPoison(2, 'a')
    const replays = desk(node)
    const both = await Promise.all([replays.replay('acme', 'acd'), replays.replay('acme', 'acd')])
    expect(both).toMatchObject([{ replayed: [{ outcome: 'refused' }] }, { replayed: [{ outcome: 'refused' }] }])
    expect([replays.setAside('acme').length, replays.replayed('acme', 'acd').length]).toEqual([1, 1])
  })

  it('waits for the rules that know replays, for the quota, and for the fold', async () => {
    const node = await withPoison(1, 'a')
    expect(await desk(node).replay('acme', 'acd')).toEqual({ kind: 'old-rules' })
    await node.append('acme', [{ kind: 'config', config: configOf('acme', { generation: 2, rules: 2 }) }]).then((position) => node.whenFolded('acme', position, 30_000))
    expect(await desk(node, { takeQuota: () => ({ ok: false, retryAfterSeconds: 3 }) }).replay('acme', 'acd')).toEqual({ kind: 'over-quota', retryAfterSeconds: 3 })
    expect(await desk(node, { whenFolded: () => Promise.resolve(false) }).replay('acme', 'acd')).toMatchObject({ kind: 'not-folded' })
  })

  it('on the page: one word for what came of it, and a line for the audit whatever it is', async () => {
    const node = await withPoison(2, 'a')
    const told: unknown[] = []
    const taken: string[] = []
    const again = (_center: string, _feed: string, id: string) =>
      (id === 'r1' ? { events: [], faults: [], took: () => void taken.push(id) } : id === 'r2' ? { events: [], faults: [{ path: 'x', problem: 'y' }], took: () => undefined } : undefined)
    const replay = desk(node, { pushed: { again } }).audited((act) => told.push(act))
    const position = desk(node).setAside('acme')[0]?.position ?? ''
    for (const item of [{ position }, { rejected: 'r1' }, { rejected: 'r2' }, { rejected: 'r3' }]) expect(['refused', 'taken', 'refused', 'gone']).toContain(await replay('acme', 'acd', item, 'f00'))
    expect(taken).toEqual(['r1'])
    const away = desk(node, { append: () => Promise.reject(Object.assign(new Error('away'), { name: 'StoreUnavailable' })) }).audited((act) => told.push(act))
    expect(await away('acme', 'acd', { position: desk(node).setAside('acme')[0]?.position ?? '' }, undefined)).toBe('later')
    expect(told).toMatchObject([200, 200, 200, 404, 503].map((status) => ({ act: 'replay', center: 'acme', feed: 'acd', status })))
  })
})
