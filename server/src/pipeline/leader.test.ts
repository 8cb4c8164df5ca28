import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { encodeEntry, type EventLog, type LogRecord, type SnapshotRound } from '../event-log/index.ts'
import { PartitionFold } from './partition-fold.ts'
import { BEGINNING, configOf, queued } from './testing/log-bench.ts'
import { line, NodeBench, put } from './testing/node-bench.ts'
import { roundOf } from './testing/round-of.ts'

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

describe('silence and time', () => {
  it('[PL7] where the log falls silent longer than a display stays fresh, every display says stale-feed', async () => {
    const node = await start()
    await put(node, 'acme', 'a')
    expect(node.source.display('acme', 'a', ['en'])).toMatchObject({ position: 1, state: 'waiting' })
    vi.spyOn(log, 'append').mockRejectedValue(new Error('away'))
    // Until then the instant at which it runs out stands still, however much of it is left.
    const { asOf, staleAfter } = node.source.display('acme', 'a', ['en'])
    bench.laterMs = 8_000
    expect(node.source.display('acme', 'a', ['en'])).toMatchObject({ asOf, staleAfter, position: 1 })
    bench.laterMs = 60_000
    const { position, wait, freshForSeconds } = node.source.display('acme', 'a', ['en'])
    expect([position, wait, freshForSeconds > 0]).toEqual([undefined, { known: false, reason: 'stale-feed' }, true])
    expect(node.source.fresh('acme', 'a').freshForSeconds).toBe(0)
    expect(node.source.board('acme', { publicOnly: false, langs: [] })?.queues).toMatchObject([{ feed: 'stale', wait: { known: false, reason: 'stale-feed' } }])
  })

  it('[PL7] freshness counts from when an entry was written, not from when this node came to fold it', async () => {
    let nowMs = Date.now()
    const node = await start({ nowMs: () => nowMs })
    nowMs += 10_000
    await put(node, 'acme', 'a')
    expect(node.source.fresh('acme', 'a').freshForSeconds).toBeLessThanOrEqual(6)
  })

  it('after a silent night the first display is of now', async () => {
    const first = await start()
    await put(first, 'acme', 'a')
    await stop(first)
    const seq = (await log.end(0)).seq
    const node = await start({ nowMs: () => Date.now() + 4_000 })
    expect(node.partitionNode('acme')?.fold.position.seq).toBe(seq + 1)
  })

  it('in silence the leader writes the clock about once a second', async () => {
    const node = await start()
    await put(node, 'acme', 'a')
    const from = (await log.end(0)).seq
    const fromMs = node.partitionNode('acme')?.fold.lastTickMs ?? 0
    await vi.waitFor(() => expect((node.partitionNode('acme')?.fold.lastTickMs ?? 0) - fromMs).toBeGreaterThanOrEqual(4_000), 40_000)
    const forecasts = reports.filter(({ event }) => event === 'forecast').length
    const clocks = (await log.end(0)).seq - from - forecasts
    expect(clocks).toBeLessThanOrEqual(6)
  })

  it('a clock far from the store\'s makes the node not ready', async () => {
    vi.spyOn(log, 'clockSkewMs').mockResolvedValue(-80_000)
    const node = await start()
    expect(node.notReady()).toEqual([expect.stringMatching(/80.0 s ahead of the store's/)])
  })

  it('an odd log position is answered, and nothing waits on after the end', async () => {
    const node = await start()
    for (const odd of ['', 'x', '1', '-', '1-', '99999999999999999999-0', '1-0/../..', '5-0;drop']) expect([odd, typeof (await node.whenFolded('acme', odd, 10))]).toEqual([odd, 'boolean'])
    expect(await node.whenFolded('acme', 'x-1/0', 60_000)).toBe(false)
    const waiting = node.whenFolded('acme', `${Date.now() + 1e9}-0`, 600_000)
    await stop(node)
    expect(await waiting).toBe(false)
    expect(await node.whenFolded('acme', `${Date.now() + 1e9}-0`, 600_000)).toBe(false)
  })
})

describe('leading', () => {
  it('a tick that arrives while a forecast is being appended is forecast afterwards', async () => {
    const node = await start()
    await put(node, 'acme', 'a')
    const append = log.append.bind(log)
    const decided: number[] = []
    let release: (() => void) | undefined
    vi.spyOn(log, 'append').mockImplementation(async (partition, body) => {
      const entry = JSON.parse(body) as { kind: string; pools?: { t: number }[] }
      if (entry.kind === 'forecast') {
        decided.push(entry.pools?.[0]?.t ?? 0)
        if (decided.length === 1) await new Promise<void>((resolve) => { release = resolve })
      }
      return append(partition, body)
    })
    await vi.waitFor(() => expect(decided).toHaveLength(1), 30_000)
    await put(node, 'acme', 'b')
    const seen = decided[0] ?? 0
    // Two more seconds pass while the append hangs; no other forecast may begin meanwhile.
    await vi.waitFor(() => expect(node.partitionNode('acme')?.fold.lastTickMs).toBeGreaterThanOrEqual(seen + 2_000), 30_000)
    expect(decided).toHaveLength(1)
    release?.()
    await vi.waitFor(() => expect(decided.length).toBeGreaterThan(1), 30_000)
    expect(decided[1]).toBeGreaterThan(seen)
  })

  it('a node far behind the log does not forecast', async () => {
    let nowMs = Date.now()
    const node = await start({ nowMs: () => nowMs })
    await vi.waitFor(() => expect(reports.some(({ event }) => event === 'leading')).toBe(true), 30_000)
    nowMs += 20_000
    reports.length = 0
    await put(node, 'acme', 'a')
    const from = node.partitionNode('acme')?.fold.lastTickMs ?? 0
    await vi.waitFor(() => expect(node.partitionNode('acme')?.fold.lastTickMs).toBeGreaterThanOrEqual(from + 2_000), 30_000)
    expect(reports.filter(({ event }) => event === 'forecast')).toEqual([])
  })

  it('a failing store is reported once, and its return brings everything back', async () => {
    const node = await start()
    await put(node, 'acme', 'a')
    const append = vi.spyOn(log, 'append').mockRejectedValue(new Error('away'))
    await vi.waitFor(() => expect(append.mock.calls.length).toBeGreaterThan(3), 30_000)
    append.mockRestore()
    expect(reports.filter(({ event, detail }) => event === 'failed' && detail['what'] === 'clock')).toHaveLength(1)
    await put(node, 'acme', 'b')
    expect(line(node, 'acme')).toEqual(['a', 'b'])
  })
})

describe('rounds', () => {
  it('[PL8] a round holds every center as it was at one position, although facts keep flowing', async () => {
    const centers = Array.from({ length: 12 }, (_, i) => `c-${i}`)
    const node = await start({ centers: () => centers.map((id) => configOf(id)), snapshotEveryMs: 20 })
    const bodies: LogRecord[] = []
    const flowing = new AbortController()
    const flood = (async () => {
      for (let i = 0; !flowing.signal.aborted; i++) {
        await node.append(centers[i % 12] ?? '', Array.from({ length: 5 }, (_, j) => queued(Date.now(), `k-${i}-${j}`)))
      }
    })()
    const seen: number[] = []
    await vi.waitFor(() => {
      for (const { event, detail } of reports) if (event === 'snapshot') seen.push(Number(detail['seq']))
      expect(new Set(seen).size).toBeGreaterThan(5)
    }, 60_000)
    flowing.abort()
    await flood
    await stop(node)
    const kept = await log.latestSnapshot(0)
    expect(kept).toBeDefined()
    const end = await log.end(0)
    const follower = await new Promise<{ close(): Promise<void> }>((resolve) => {
      const one = log.follow(0, { ...end, id: '0-0', seq: 0 }, {
        onEntries: (records) => {
          bodies.push(...records)
          if (records.at(-1)?.id === end.id) setImmediate(() => resolve(one))
        },
        onLost: (why) => { throw new Error(why) },
        onAvailable: () => undefined,
      })
    })
    await follower.close()
    const prefix = new PartitionFold({ ...BEGINNING, epoch: end.epoch })
    for (const record of bodies) {
      prefix.fold(record)
      if (record.id === kept?.position.id) break
    }
    expect(prefix.position).toEqual(kept?.position)
    expect(prefix.position.seq).toBeLessThan(end.seq)
    const byName = (round: SnapshotRound | undefined): Map<string, string> => new Map(round?.chunks.map(({ name, body }) => [name, body]))
    expect(prefix.centers.size).toBe(12)
    expect(byName(kept)).toEqual(byName(roundOf(prefix)))
  })

  it('trimming behind the round before keeps a restart whole; an idle center is carried over', async () => {
    const node = await start({ snapshotEveryMs: 1, keepLogMs: 0, centers: () => [configOf('acme'), configOf('idle'), configOf('other')] })
    await put(node, 'idle', 'i')
    await put(node, 'acme', 'a')
    await put(node, 'acme', 'b')
    await vi.waitFor(() => expect(reports.filter(({ event }) => event === 'trimmed').length).toBeGreaterThan(1), 60_000)
    const before = node.partitionNode('acme')?.fold
    await stop(node)
    const again = await start({ centers: () => [configOf('acme'), configOf('idle'), configOf('other')] })
    expect(line(again, 'acme')).toEqual(['a', 'b'])
    expect(line(again, 'idle')).toEqual(['i'])
    expect(again.partitionNode('acme')?.fold.position.seq).toBeGreaterThanOrEqual(before?.position.seq ?? 0)
    expect(again.notReady()).toEqual([])
  })

  it('a partition without a center writes no round where nothing was written, and an empty one restores', async () => {
    const node = await start({ centers: () => [], snapshotEveryMs: 1 })
    await vi.waitFor(() => expect(reports.some(({ event }) => event === 'leading')).toBe(true), 30_000)
    expect(await log.latestSnapshot(0)).toBeUndefined()
    await log.append(0, encodeEntry({ f: 1, kind: 'clock' }))
    await vi.waitFor(async () => expect((await log.latestSnapshot(0))?.chunks.map(({ name }) => name)).toEqual(['~partition']), 30_000)
    expect(reports.filter(({ event }) => event === 'snapshot')).toHaveLength(1)
    await stop(node)
    const again = await start({ centers: () => [configOf('acme')] })
    expect(again.notReady()).toEqual([])
  })
})
