import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { EventLog } from '../event-log/index.ts'
import { CenterFold } from './center-fold.ts'
import type { QueuecastNode } from './node.ts'
import { configOf, queued } from './testing/log-bench.ts'
import { line, NodeBench, put } from './testing/node-bench.ts'

const { apply } = CenterFold.prototype
let bench: NodeBench
let log: EventLog
let reports: NodeBench['reports']
beforeEach(async () => {
  bench = await NodeBench.open()
  ;({ log, reports } = bench)
})
afterEach(async () => {
  await bench.close()
  vi.restoreAllMocks()
})
const start: NodeBench['start'] = (over) => bench.start(over)
const stop: NodeBench['stop'] = (node) => bench.stop(node)

const state = (node: QueuecastNode, center: string, contact: string): string => node.source.display(center, contact, ['en']).state
/** Breaks the center, after half the work, where its fact names such a contact; not in the part that quarantines. */
function poison(prefix: string): void {
  vi.spyOn(CenterFold.prototype, 'apply').mockImplementation(function (this: CenterFold, ...args) {
    apply.apply(this, args)
    const [fact] = args
    if (fact.kind === 'event' && 'contact' in fact.event && fact.event.contact?.startsWith(prefix)) throw new TypeError(`cannot fold ${fact.event.contact}`)
  })
}
const events = (): string[] => reports.map(({ event }) => event).filter((event) => ['broken', 'rebuilt', 'given-up'].includes(event))

describe('poison', () => {
  it('[PL3] a center is rebuilt from its snapshot and the log without the fact that broke it, and the others are unharmed', async () => {
    const first = await start({ snapshotEveryMs: 1 })
    await put(first, 'acme', 'a', 'b')
    await vi.waitFor(() => expect(reports.some(({ event, detail }) => event === 'snapshot' && Number(detail['seq']) > 1)).toBe(true), 30_000)
    await stop(first)
    poison('bad')
    const node = await start()
    await put(node, 'acme', 'c', 'bad-1', 'd')
    await put(node, 'other', 'o')
    await put(node, 'acme', 'e')
    expect(line(node, 'acme')).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(line(node, 'other')).toEqual(['o'])
    expect(events()).toEqual(['broken', 'rebuilt'])
    expect(JSON.stringify(reports)).not.toContain('bad-1')
    expect(reports.find(({ event }) => event === 'broken')?.detail['error']).toMatch(/^TypeError at /)
    expect(node.notReady()).toEqual([])
  })

  it('[PL3] two poisons in one entry are both left out', async () => {
    poison('bad')
    const node = await start()
    await put(node, 'acme', 'a', 'bad-1', 'b', 'bad-2', 'c')
    expect(line(node, 'acme')).toEqual(['a', 'b', 'c'])
    expect(events()).toEqual(['broken', 'broken', 'rebuilt'])
  })

  it('[PL3] what broke its center is set aside, and is taken by its replay once the fault is mended, also after a restart', async () => {
    poison('bad')
    const node = await start()
    await put(node, 'acme', 'a', 'bad-1')
    const aside = (on: QueuecastNode) => on.partitionNode('acme')?.fold.centers.get('acme')?.live.quarantine() ?? []
    expect(aside(node)).toMatchObject([{ reason: 'poison', type: 'contact.queued', detail: expect.stringContaining('broke the whole center') as string }])
    const [set] = aside(node)
    if (set?.event === undefined) expect.fail('the event was not kept')
    const replay = { kind: 'event' as const, feed: set.feed, receivedAtMs: Date.now(), event: set.event, replayOf: set.position }
    expect(await node.whenFolded('acme', await node.append('acme', [replay]), 30_000)).toBe(true)
    expect(aside(node)).toMatchObject([{ reason: 'poison' }])
    await stop(node)
    vi.restoreAllMocks()
    const upgraded = await start()
    // Folded from the log by a version that can: it was never set aside.
    expect([line(upgraded, 'acme'), aside(upgraded)]).toEqual([['a', 'bad-1'], []])
  })

  it('[PL3] given up after repeated failure, that center alone is unknown, on every node and over a restart, until a newer generation', async () => {
    poison('bad')
    let generation = 1
    const over = { centers: () => [configOf('acme', { generation }), configOf('other')] }
    const node = await start(over)
    await put(node, 'acme', 'a')
    await put(node, 'other', 'o')
    for (const contact of ['bad-1', 'bad-2', 'bad-3', 'bad-4']) await put(node, 'acme', contact)
    const check = (one: QueuecastNode): void => {
      expect(one.source.display('acme', 'a', ['en'])).toMatchObject({ state: 'unknown', wait: { known: false, reason: 'stale-feed' } })
      expect(one.source.hasCenter('acme')).toBe(true)
      expect(one.source.board('acme', { publicOnly: false, langs: [] })).toBeUndefined()
      expect(state(one, 'other', 'o')).toBe('waiting')
      expect(one.notReady()).toEqual([])
    }
    check(node)
    expect(events().at(-1)).toBe('given-up')
    await put(node, 'acme', 'x')
    check(node)
    await stop(node)
    const again = await start(over)
    check(again)
    generation = 2
    await again.applyConfiguration()
    await put(again, 'acme', 'y')
    expect(line(again, 'acme')).toEqual(['y'])
  })

  it('whoever is told of a fold and throws cannot break it', async () => {
    const boom = (): never => { throw new Error('the listener failed') }
    const node = await start({ changed: boom, heard: boom })
    await put(node, 'acme', 'a')
    await put(node, 'acme', 'b')
    expect(line(node, 'acme')).toEqual(['a', 'b'])
    expect(reports.some(({ event }) => event === 'lost')).toBe(false)
  })
})

describe('a partition that this node does not serve', () => {
  it('takes events in, and says of its contacts that nothing is known', async () => {
    const node = await start({ serve: [] })
    await node.append('acme', [queued(Date.now(), 'a')])
    expect(node.source.display('acme', 'a', ['en'])).toMatchObject({ state: 'unknown', wait: { known: false, reason: 'stale-feed' } })
    expect(node.source.hasCenter('acme')).toBe(false)
    expect(node.notReady()).toEqual([])
  })
})

describe('formats and configuration', () => {
  it('[PL5] an entry of a newer format stops readiness and leading, and nothing after it is folded', async () => {
    const node = await start()
    await put(node, 'acme', 'a')
    await log.append(0, '{"f":3,"kind":"later"}')
    const position = await node.append('acme', [queued(Date.now(), 'b')])
    await vi.waitFor(() => expect(node.notReady().join()).toMatch(/newer format.*upgrade this node/), 30_000)
    expect(await node.whenFolded('acme', position, 50)).toBe(false)
    expect(line(node, 'acme')).toEqual(['a'])
    // The lease goes to whoever can read the log.
    await vi.waitFor(async () => expect(await log.lead(0, 'another', 1_000)).toBe(true), 30_000)
    expect(node.source.fresh('acme', 'a').freshForSeconds).toBe(0)
  })

  it('[PL5] a malformed entry is reported and passed over', async () => {
    const node = await start()
    await log.append(0, 'nonsense')
    await put(node, 'acme', 'a')
    expect(line(node, 'acme')).toEqual(['a'])
    expect(reports.find(({ event }) => event === 'malformed')?.detail['partition']).toBe(0)
    expect(node.notReady()).toEqual([])
  })

  it('[PL6] an older generation is not appended, and the same one with other content is refused, by name', async () => {
    await stop(await start({ centers: () => [configOf('acme', { generation: 5 })] }))
    const older = await start({ centers: () => [configOf('acme', { generation: 4 }), configOf('other')] })
    expect(older.notReady()).toEqual([expect.stringMatching(/center acme.*generation 4.*already has 5/)])
    await stop(older)
    const other = await start({ centers: () => [configOf('acme', { generation: 5, timeZone: 'UTC' })] })
    expect(other.notReady()).toEqual([expect.stringMatching(/center acme.*generation 5.*other content.*raise/)])
    expect(other.partitionNode('acme')?.fold.centers.get('acme')?.live.config.timeZone).toBe('Europe/Brussels')
  })

  it('[PL6] a node sees at once that another node published a newer generation, and is ready again with it', async () => {
    let mine = configOf('acme')
    const node = await start({ centers: () => [mine] })
    const other = await start({ centers: () => [configOf('acme', { generation: 2, timeZone: 'UTC' })] })
    expect(other.notReady()).toEqual([])
    await vi.waitFor(() => expect(node.notReady()).toEqual([expect.stringMatching(/generation 1.*already has 2/)]), 30_000)
    mine = configOf('acme', { generation: 2, timeZone: 'UTC' })
    await node.applyConfiguration()
    expect(node.notReady()).toEqual([])
  })

  it('[PL15] alone on its log a node raises the rules at once, and one that does not know them is not ready', async () => {
    const rules = (node: QueuecastNode): number | undefined => node.partitionNode('acme')?.fold.centers.get('acme')?.live.config.rules
    const before = await start({ centers: () => [configOf('acme', { rules: 1 })] })
    expect([rules(before), before.notReady()]).toEqual([1, []])
    await stop(before)
    const upgraded = await start({ centers: () => [configOf('acme', { rules: 2 })] })
    expect([rules(upgraded), upgraded.notReady()]).toEqual([2, []])
    await stop(upgraded)
    const wentBack = await start({ centers: () => [configOf('acme', { generation: 2, rules: 1 })] })
    expect(wentBack.notReady()).toEqual([expect.stringMatching(/center acme.*follows rules 2.*knows 1.*upgrade/)])
  })

  it('[PL6] a configuration that the store did not take is tried again', async () => {
    let generation = 1
    const node = await start({ centers: () => [configOf('acme', { generation })] })
    const append = vi.spyOn(log, 'append').mockRejectedValue(new Error('away'))
    generation = 2
    await expect(node.applyConfiguration()).rejects.toThrow()
    expect(node.notReady()).toEqual([expect.stringMatching(/not in the log yet/)])
    append.mockRestore()
    await vi.waitFor(() => expect(node.notReady()).toEqual([]), 30_000)
    // Taken by the store is ready; folded it is a moment later.
    await vi.waitFor(() => expect(node.partitionNode('acme')?.fold.centers.get('acme')?.live.config.generation).toBe(2), 30_000)
  })
})
