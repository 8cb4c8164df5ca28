import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openFolder } from '../../event-log/index.ts'
import { EMPTY_HEAD, headOf, nextEntry, saltedPayload } from '../chain/chain-entry.ts'
import { EmbeddedLedger } from '../embedded/embedded-ledger.ts'
import { bookOf } from '../stored-entry.ts'
import { verifyFolder } from '../verify-folder.ts'
import { bodyOf, LedgerFiles } from './ledger-files.ts'

const DAY_MS = 86_400_000
const T0 = Date.parse('2026-11-20T10:00:00Z')
const contactBody = (contact: string): unknown => ({ kind: 'contact', evidence: { contact } })

describe('sealed days', () => {
  let folder: string
  let store: EmbeddedLedger
  let files: LedgerFiles
  let head = EMPTY_HEAD
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'queuecast-files-'))
    store = new EmbeddedLedger(await openFolder(join(folder, 'store')))
    files = new LedgerFiles(join(folder, 'ledger'), store)
    head = EMPTY_HEAD
  })
  afterEach(async () => {
    await store.close()
    await rm(folder, { recursive: true, force: true })
  })

  async function put(atMs: number, ...bodies: unknown[]): Promise<void> {
    const payloads = bodies.map(saltedPayload)
    const entry = nextEntry(bookOf('acme'), head, { log: `${atMs}-0`, atMs }, payloads)
    const contacts = bodies.flatMap((body, index) => (JSON.stringify(body).includes('"contact"') ? [{ contact: (body as { evidence: { contact: string } }).evidence.contact, index }] : []))
    expect(await store.append(0, 'acme', { entry, payloads, contacts, rollups: [], erase: [] })).toBe(true)
    head = headOf(entry)
  }
  const dir = (): string => join(folder, 'ledger')
  const shown = async (): Promise<unknown[]> => {
    const all: unknown[] = []
    for await (const { payloads } of files.entries(0, 'acme', 0, T0 + 100 * DAY_MS)) all.push(...payloads.map((payload) => (payload === undefined ? undefined : bodyOf(payload))))
    return all
  }

  it('[LE18] days that are over get a file each, chained; the day that runs none; sealing again changes nothing', async () => {
    await put(T0, contactBody('a'), contactBody('b'))
    await put(T0 + 1, contactBody('c'))
    await put(T0 + 2 * DAY_MS, contactBody('d'))
    await put(T0 + 3 * DAY_MS, contactBody('e'))
    expect(await files.seal(0, 'acme', T0)).toEqual([])
    const seals = await files.seal(0, 'acme', T0 + 3 * DAY_MS)
    expect(seals.map(({ day, entries, first, last }) => [day, entries, first, last])).toEqual([['2026-11-20', 2, 1, 2], ['2026-11-22', 1, 3, 3]])
    expect(seals[1]?.previous).toBe(seals[0]?.head)
    const text = await readFile(join(dir(), 'acme/2026-11-20.ndjson'), 'utf8')
    expect(await files.seal(0, 'acme', T0 + 3 * DAY_MS)).toEqual([])
    expect(await new LedgerFiles(dir(), store).seal(0, 'acme', T0 + 3 * DAY_MS)).toEqual([])
    expect(await readFile(join(dir(), 'acme/2026-11-20.ndjson'), 'utf8')).toBe(text)
    expect(await verifyFolder(dir())).toMatchObject({ ok: true, files: [{ entries: 2, sealed: true }, { entries: 1 }] })
    expect(await verifyFolder(dir(), seals[0]?.head)).toMatchObject({ ok: true })
    expect(await verifyFolder(dir(), 'f'.repeat(64))).toMatchObject({ ok: false, why: expect.stringContaining('no sealed day ends') as string })
  })

  it('[LE16] a changed byte, a missing day and a missing seal are found by file and line', async () => {
    for (let day = 0; day < 4; day += 1) for (let n = 0; n < 3; n += 1) await put(T0 + day * DAY_MS + n, contactBody(`c-${day}-${n}`))
    await files.seal(0, 'acme', T0 + 4 * DAY_MS)
    const second = join(dir(), 'acme/2026-11-21.ndjson')
    const good = await readFile(second, 'utf8')
    await writeFile(second, good.replace('c-1-2', 'c-1-9'))
    expect(await verifyFolder(dir())).toMatchObject({ ok: false, path: second, line: 3, why: expect.stringContaining('payload 1') as string })
    await writeFile(second, good.replace(/\n$/, '\r'))
    expect(await verifyFolder(second)).toMatchObject({ ok: false, line: 4 })
    await writeFile(second, good.split('\n').slice(0, 3).map((line) => `${line}\n`).join(''))
    expect(await verifyFolder(second)).toMatchObject({ ok: true, files: [{ sealed: false }] })
    expect(await verifyFolder(dir())).toMatchObject({ ok: false, path: second, why: expect.stringContaining('no seal') as string })
    await rm(second)
    expect(await verifyFolder(dir())).toMatchObject({ ok: false, path: join(dir(), 'acme/2026-11-22.ndjson'), line: 1 })
    await writeFile(second, Buffer.from([0xff, 0x0a]))
    expect(await verifyFolder(second)).toMatchObject({ ok: false, why: expect.stringContaining('cannot be read') as string })
    expect(await verifyFolder(folder)).toMatchObject({ ok: false })
    expect(await verifyFolder(join(folder, 'none'))).toMatchObject({ ok: false, why: expect.stringContaining('once its day (UTC) has ended') as string })
  })

  it('reads sealed days from their files and the rest from the store, as one', async () => {
    for (let day = 0; day < 3; day += 1) await put(T0 + day * DAY_MS, { day })
    const before = await shown()
    await files.seal(0, 'acme', T0 + 2 * DAY_MS)
    expect(await shown()).toEqual(before)
    await store.drop(0, 'acme', '2026-11-22')
    expect(await shown()).toEqual(before)
  })

  it('[LE17] a contact is taken out of every sealed day; nobody whose text only names it', async () => {
    await put(T0, contactBody('a'), { kind: 'contact', evidence: { contact: 'b', follows: 'a' } })
    await put(T0 + DAY_MS, contactBody('a'), contactBody('"a"'))
    await files.seal(0, 'acme', T0 + 2 * DAY_MS)
    expect(await files.refsOf('acme', 'a')).toEqual([{ n: 1, index: 0, atMs: T0 }, { n: 2, index: 0, atMs: T0 + DAY_MS }])
    expect(await files.erase('acme', 'a')).toBe(2)
    expect(await files.erase('acme', 'a')).toBe(0)
    expect(await shown()).toEqual([undefined, { kind: 'contact', evidence: { contact: 'b', follows: 'a' } }, undefined, contactBody('"a"')])
    expect(await verifyFolder(dir())).toMatchObject({ ok: true, files: [{ erased: 1 }, { erased: 1 }] })
  })

  it('[LE17] a node that was down learns from the ledger what was erased meanwhile', async () => {
    await put(T0, contactBody('a'), contactBody('b'))
    await files.seal(0, 'acme', T0 + DAY_MS)
    await put(T0 + DAY_MS, { kind: 'erasure', by: 'admin', atMs: T0 + DAY_MS, erased: [{ n: 1, index: 0, atMs: T0 }] })
    await new LedgerFiles(dir(), store).seal(0, 'acme', T0 + 2 * DAY_MS)
    expect((await shown()).slice(0, 2)).toEqual([undefined, contactBody('b')])
    expect(await verifyFolder(dir())).toMatchObject({ ok: true })
  })

  it('forgets contacts\' details of old days, and keeps hours, totals and the chain', async () => {
    await put(T0, contactBody('a'), { kind: 'hour', facts: {} })
    await put(T0 + DAY_MS, contactBody('b'))
    await files.seal(0, 'acme', T0 + 2 * DAY_MS)
    expect(await files.thin('acme', '2026-11-21')).toBe(1)
    expect(await shown()).toEqual([undefined, { kind: 'hour', facts: {} }, contactBody('b')])
    expect(await verifyFolder(dir())).toMatchObject({ ok: true })
  })
})
