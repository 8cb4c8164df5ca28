import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CenterConfig } from '../config/index.ts'
import { compareEntryIds } from '../event-log/index.ts'
import { createBookMaker } from './charter-book.ts'
import type { LedgerSink } from './ledger-sink.ts'
import type { SettledEntry } from './partition-fold.ts'
import { configOf } from './testing/log-bench.ts'
import { NodeBench, put } from './testing/node-bench.ts'

const WAIT = { timeout: 45_000, interval: 20 }

/** A ledger in memory that covers what it was told to. */
class MemorySink implements LedgerSink {
  readonly entries: SettledEntry[] = []
  readonly facts: string[] = []
  resets = 0
  foldedTo = '0-0'
  coveredTo = '0-0'
  settled = (_partition: number, entry: SettledEntry): void => void this.entries.push(entry)
  heard = (_partition: number, center: string, fact: { kind: string }, log: string): void => void this.facts.push(`${center} ${fact.kind} ${log}`)
  away = (): void => undefined
  folded = (_partition: number, log: string): void => { this.foldedTo = log }
  reset = (): void => { this.resets += 1 }
  covers = (_partition: number, log: string): boolean => compareEntryIds(this.coveredTo, log) >= 0
  covered = (): string => this.coveredTo
}

describe('what leaves a node', () => {
  it('[CH41] names the charters that applied: those of the configuration, and those that were added to the log', async () => {
    // Log time runs fast, so that contacts are settled soon.
    const startMs = Date.now()
    const now = (): number => Math.floor(startMs + (Date.now() - startMs) * 60)
    const bench = await NodeBench.open(now)
    const sink = new MemorySink()
    const bookOf = createBookMaker()
    const config = { ...configOf('acme'), charters: [{ id: 'be-2011', effectiveFrom: '2026-01-01' }] } as unknown as CenterConfig
    const node = await bench.start({ ledger: sink, nowMs: now, charterVersions: (_center, added) => bookOf(config, added).versions })
    await node.append('acme', [{ kind: 'charter', body: { adoption: { id: 'us-ladwp-2017', effectiveFrom: '2026-02-01' } }, recordedAtMs: Date.parse('2026-01-10T00:00:00Z') }])
    await put(node, 'acme', 'a')
    await node.append('acme', [{ kind: 'event', feed: 'acd', receivedAtMs: now(), event: { id: 'gone', type: 'contact.abandoned', contact: 'a', time: now() } }])
    const contact = () => sink.entries.flatMap(({ items }) => items).find((item) => item.kind === 'contact')
    await vi.waitFor(() => expect(contact()).toBeDefined(), WAIT)
    expect(contact()).toMatchObject({ evidence: { contact: 'a', charters: [
      { id: 'be-2011', version: '2011-06-15', fromMs: Date.parse('2026-01-01T00:00:00+01:00') }, { id: 'us-ladwp-2017', fromMs: Date.parse('2026-02-01T00:00:00+01:00') },
    ] } })
    await bench.close()
  })

  it('[CH41] says so where no charter was in force, and nothing where that is not known', async () => {
    const left = async (versions: readonly never[] | undefined) => {
      const startMs = Date.now()
      const now = (): number => Math.floor(startMs + (Date.now() - startMs) * 60)
      const bench = await NodeBench.open(now)
      const sink = new MemorySink()
      const node = await bench.start({ ledger: sink, nowMs: now, charterVersions: () => versions })
      await put(node, 'acme', 'a')
      await node.append('acme', [{ kind: 'event', feed: 'acd', receivedAtMs: now(), event: { id: 'gone', type: 'contact.abandoned', contact: 'a', time: now() } }])
      const evidence = () => sink.entries.flatMap(({ items }) => items).flatMap((item) => (item.kind === 'contact' ? [item.evidence] : []))[0]
      await vi.waitFor(() => expect(evidence()).toBeDefined(), WAIT)
      await bench.close()
      return evidence()
    }
    expect(await left([])).toMatchObject({ charters: [], noCharter: true })
    expect(await left(undefined)).not.toHaveProperty('noCharter')
  })
})

describe('the ledger behind the fold', () => {
  let bench: NodeBench
  beforeEach(async () => {
    bench = await NodeBench.open()
  })
  afterEach(() => bench.close())

  it('[PL9][LE21] a round waits for the ledger, and the log is trimmed behind it only', async () => {
    const sink = new MemorySink()
    const node = await bench.start({ ledger: sink, snapshotEveryMs: 1, keepLogMs: 0 })
    await put(node, 'acme', 'a', 'b')
    await vi.waitFor(() => expect(bench.count('leading')).toBe(1), WAIT)
    const { seq } = node.source.fresh('acme', 'a')
    await vi.waitFor(() => expect(node.source.fresh('acme', 'a').seq).toBeGreaterThan(seq + 2), WAIT)
    expect([bench.count('snapshot'), await bench.log.latestSnapshot(0)]).toEqual([0, undefined])
    sink.coveredTo = sink.foldedTo
    await vi.waitFor(() => expect(bench.count('snapshot')).toBeGreaterThan(0), WAIT)
    const first = await bench.log.latestSnapshot(0)
    expect(compareEntryIds(first?.position.id ?? '', sink.coveredTo)).toBeLessThanOrEqual(0)
    // As far as the ledger goes, and not further.
    const behind: (string | undefined)[] = []
    const trim = bench.log.trim.bind(bench.log)
    bench.log.trim = (partition, nowMs, keepMs, mark) => {
      behind.push(mark)
      return trim(partition, nowMs, keepMs, mark)
    }
    sink.covers = () => true
    await vi.waitFor(() => expect(behind.length).toBeGreaterThan(1), WAIT)
    expect(new Set(behind)).toEqual(new Set([sink.coveredTo]))
  })

  it('hands over every fact with the id of its entry, and begins again after a restart', async () => {
    const sink = new MemorySink()
    const node = await bench.start({ ledger: sink })
    await put(node, 'acme', 'a', 'b')
    expect(sink.resets).toBe(1)
    expect(sink.facts.filter((fact) => fact.startsWith('acme event'))).toHaveLength(2)
    expect(new Set(sink.facts.filter((fact) => fact.startsWith('acme event'))).size).toBe(1)
    await bench.stop(node)
    const again = new MemorySink()
    await bench.start({ ledger: again })
    expect(again.facts.filter((fact) => fact.startsWith('acme event'))).toEqual(sink.facts.filter((fact) => fact.startsWith('acme event')))
  })
})
