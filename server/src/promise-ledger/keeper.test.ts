import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CenterFact } from '../contact-center/index.ts'
import { openFolder } from '../event-log/index.ts'
import { EmbeddedLedger } from './embedded/embedded-ledger.ts'
import { DEFAULT_RETENTION } from './house-keeping.ts'
import { LedgerKeeper } from './keeper.ts'
import { evidenceOf } from './testing/evidence-of.ts'
import { verifyFolder } from './verify-folder.ts'

const DAY_MS = 86_400_000
const T0 = Date.parse('2026-11-22T10:00:00Z')
const WAIT = { timeout: 45_000, interval: 20 }

describe('the keeper', () => {
  let folder: string
  let store: EmbeddedLedger
  let keeper: LedgerKeeper
  let leading = true
  const reports: string[] = []
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'queuecast-keeper-'))
    store = new EmbeddedLedger(await openFolder(join(folder, 'store')))
    leading = true
    reports.length = 0
    keeper = new LedgerKeeper({
      store, dataDir: folder, partitions: [0], partitionOf: () => 0, centers: () => [{ id: 'acme', retention: DEFAULT_RETENTION }], leading: () => leading,
      nowMs: () => T0, monotonicMs: () => performance.now(), report: (event, detail) => reports.push(`${event} ${String(detail['what'] ?? '')}`.trim()),
    })
    keeper.start()
  })
  afterEach(async () => {
    await keeper.close()
    await store.close()
    await rm(folder, { recursive: true, force: true })
  })

  const idAt = (ms: number): string => `${ms}-0`
  const fact = (contact: string): CenterFact => ({ kind: 'receipt', contact, seq: 1, level: 'shown', via: 'test' })
  function settle(ms: number, ...contacts: string[]): void {
    for (const contact of contacts) keeper.heard(0, 'acme', fact(contact), idAt(ms), ms)
    keeper.settled(0, { center: 'acme', log: idAt(ms), atMs: ms, timeZone: 'UTC', items: contacts.map((contact) => ({ kind: 'contact', contact, correction: false, evidence: evidenceOf(contact) })) })
    keeper.folded(0, idAt(ms))
  }
  const covered = (ms: number) => vi.waitFor(() => expect(keeper.covers(0, idAt(ms))).toBe(true), WAIT)
  const archive = (): Promise<string> => readFile(join(folder, 'events/acme/2026-11-22.ndjson'), 'utf8')

  it('[LE21] covers what is in the ledger and on the disk, and nothing before', async () => {
    expect(keeper.covers(0, idAt(T0))).toBe(false)
    settle(T0, 'a')
    await covered(T0)
    expect(keeper.covered(0)).toBe(idAt(T0))
    expect(await archive()).toContain('"contact":"a"')
    expect(keeper.covers(0, idAt(T0 + 1))).toBe(false)
  })

  it('[LE15] who does not lead writes nothing, and covers what the leader wrote', async () => {
    leading = false
    settle(T0, 'a')
    await vi.waitFor(async () => expect(await archive()).toContain('"contact":"a"'), WAIT)
    expect((await store.head(0, 'acme')).n).toBe(0)
    expect(keeper.covers(0, idAt(T0))).toBe(false)
    leading = true
    await covered(T0)
    expect((await store.head(0, 'acme')).n).toBe(1)
  })

  it('[LE17] an erasure reaches store, sealed days and archive, and only then is covered', async () => {
    settle(T0, 'a', 'b')
    await covered(T0)
    await keeper.files.seal(0, 'acme', T0 + DAY_MS)
    await store.drop(0, 'acme', '2026-11-23')
    const ms = T0 + DAY_MS
    keeper.heard(0, 'acme', { kind: 'erase', contact: 'a', by: 'admin' }, idAt(ms), ms)
    keeper.settled(0, { center: 'acme', log: idAt(ms), atMs: ms, timeZone: 'UTC', items: [{ kind: 'erase', contact: 'a', by: 'admin' }] })
    expect(keeper.covers(0, idAt(ms))).toBe(false)
    keeper.folded(0, idAt(ms))
    await covered(ms)
    expect(await archive()).not.toContain('"contact":"a"')
    expect(await archive()).toContain('"contact":"b"')
    const texts: (string | undefined)[] = []
    for await (const { payloads } of keeper.entries('acme', 0, ms + 1)) texts.push(...payloads.map((payload) => payload?.text))
    expect(texts).toEqual([undefined, expect.stringContaining('"contact":"b"'), expect.stringContaining('"erased":[{"n":1,"index":0,')])
    for (const what of ['ledger', 'events']) expect(await verifyFolder(join(folder, what))).toMatchObject({ ok: true })
    expect(reports).toContain('erased')
  })

  it('a disk that takes nothing is told once; nothing is lost when it takes again', async () => {
    await writeFile(join(folder, 'events'), 'no folder')
    settle(T0, 'a')
    await vi.waitFor(() => expect(reports).toContain('failed archive'), WAIT)
    settle(T0 + 1, 'b')
    await vi.waitFor(() => expect(keeper.covered(0)).toBe(idAt(T0 + 1)), WAIT)
    expect(keeper.covers(0, idAt(T0))).toBe(false)
    await rm(join(folder, 'events'))
    await covered(T0 + 1)
    expect(reports.filter((report) => report === 'failed archive')).toHaveLength(1)
    expect(await archive()).toContain('"contact":"a"')
  })

  it('gives accuracy out of the daily figures', async () => {
    settle(T0, 'a', 'b')
    await covered(T0)
    expect(await keeper.accuracy('acme', { from: '2026-11-22', to: '2026-11-22' })).toMatchObject({ contacts: { offered: 2 } })
  })
})
