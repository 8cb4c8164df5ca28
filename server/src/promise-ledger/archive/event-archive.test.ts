import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CenterFact, CenterFacts } from '../../contact-center/index.ts'
import { verifyFolder } from '../verify-folder.ts'
import { EventArchive } from './event-archive.ts'
import { type ArchivedEntry, readArchive } from './read-archive.ts'

const DAY_S = 86_400
const T0 = Date.parse('2026-11-22T23:59:00Z')
const fact = (contact: string): CenterFact => ({ kind: 'receipt', contact, seq: 1, level: 'shown', via: 'test' })
const body = (contact: string) => ({ kind: 'fact' as const, fact: fact(contact) })

describe('the event archive', () => {
  let root: string
  let archive: EventArchive
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'queuecast-events-'))
    archive = new EventArchive(root)
  })
  afterEach(async () => {
    await archive.close()
    await rm(root, { recursive: true, force: true })
  })

  const take = (second: number, ...contacts: string[]): void => contacts.forEach((contact) => archive.take('acme', `${T0 + second * 1000}-0`, T0 + second * 1000, body(contact)))
  const reopen = async (): Promise<void> => {
    await archive.close()
    archive = new EventArchive(root)
  }
  async function read(...folders: string[]): Promise<ArchivedEntry[]> {
    const all: ArchivedEntry[] = []
    for await (const entry of readArchive('acme', folders.length === 0 ? [join(root, 'acme')] : folders)) all.push(entry)
    return all
  }
  const contactsOf = (entries: ArchivedEntry[]): string[][] =>
    entries.map(({ bodies }) => bodies.map((one) => (one.kind === 'fact' && one.fact.kind === 'receipt' ? one.fact.contact : one.kind)))

  it('[LE19] keeps the facts of an entry together, over restarts and midnight, each once', async () => {
    take(0, 'a', 'b')
    take(1, 'c')
    await archive.flush()
    await reopen()
    // What is folded again after a restart.
    take(0, 'a', 'b')
    take(1, 'c')
    take(2, 'd')
    await archive.flush()
    take(90, 'e')
    await archive.flush()
    await reopen()
    take(91, 'f')
    await archive.flush()
    expect(contactsOf(await read())).toEqual([['a', 'b'], ['c'], ['d'], ['e'], ['f']])
    expect(await verifyFolder(root)).toMatchObject({ ok: true, files: [{ entries: 3, sealed: true }, { entries: 2, sealed: false }] })
  })

  it('[LE26] each day begins with the configuration and the charters that stood, also after a restart, so that it can be read alone', async () => {
    const config = { id: 'acme', generation: 1 } as unknown as CenterFacts
    const takeFact = (second: number, one: CenterFact): void => archive.take('acme', `${T0 + second * 1000}-0`, T0 + second * 1000, { kind: 'fact', fact: one })
    const charter: CenterFact = { kind: 'charter', body: { adoption: { id: 'be-2011' } }, recordedAtMs: T0 }
    takeFact(0, { kind: 'config', config })
    takeFact(1, charter)
    await archive.flush()
    await reopen()
    take(90, 'a')
    take(91, 'b')
    await archive.flush()
    await archive.drop('acme', '2026-11-23')
    await reopen()
    take(92, 'c')
    take(90 + DAY_S, 'd')
    await archive.flush()
    const [first, , , last] = await read()
    expect(first?.bodies).toEqual([{ kind: 'standing', config, charters: [charter] }, body('a')])
    expect(contactsOf(await read())).toEqual([['standing', 'a'], ['b'], ['c'], ['standing', 'd']])
    expect(last?.bodies[0]).toEqual(first?.bodies[0])
    // A newer configuration replaces it, the charters stay.
    takeFact(91 + DAY_S, { kind: 'config', config: { ...config, generation: 2 } })
    take(90 + 2 * DAY_S, 'e')
    await archive.flush()
    expect((await read()).at(-1)?.bodies[0]).toEqual({ kind: 'standing', config: { ...config, generation: 2 }, charters: [charter] })
    expect(await verifyFolder(root)).toMatchObject({ ok: true })
  })

  it('[LE26] the charters that the configuration takes on stand in it, at the beginning of a day and when they change', async () => {
    let adopted: { id: string; effectiveFrom: string }[] = [{ id: 'be-2011', effectiveFrom: '2026-01-01' }]
    await archive.close()
    archive = new EventArchive(root, () => adopted)
    take(0, 'a')
    take(1, 'b')
    await archive.flush()
    await archive.close()
    archive = new EventArchive(root, () => adopted)
    take(2, 'c')
    await archive.flush()
    await archive.close()
    adopted = [...adopted, { id: 'own', effectiveFrom: '2026-12-01' }]
    archive = new EventArchive(root, () => adopted)
    // Folded again after a restart: passed over, and the change is said with what comes next.
    take(2, 'c')
    await archive.flush()
    take(3, 'd')
    take(90, 'e')
    await archive.flush()
    const entries = await read()
    expect(contactsOf(entries)).toEqual([['standing', 'a'], ['b'], ['c'], ['standing', 'd'], ['standing', 'e']])
    expect(entries.flatMap(({ bodies }) => bodies.flatMap((one) => (one.kind === 'standing' ? one.adopted?.map(({ id }) => id).join(' ') : [])))).toEqual(['be-2011', 'be-2011 own', 'be-2011 own'])
  })

  it('[LE26] an archive whose days do not begin so yet gets it from the days before', async () => {
    const config = { id: 'acme', generation: 1 } as unknown as CenterFacts
    archive.take('acme', `${T0}-0`, T0, { kind: 'fact', fact: { kind: 'config', config } })
    await archive.flush()
    take(90, 'a')
    await archive.flush()
    await archive.close()
    // As an earlier version wrote it: without what stood.
    const path = join(root, 'acme/2026-11-23.ndjson')
    await rm(path)
    await writeFile(path, '')
    archive = new EventArchive(root)
    take(90 + DAY_S, 'b')
    await archive.flush()
    expect(contactsOf(await read()).at(-1)).toEqual(['standing', 'b'])
  })

  it('[LE19] a line that a crash cut is taken off and written again', async () => {
    take(0, 'a')
    take(1, 'b')
    await reopen()
    const path = join(root, 'acme/2026-11-22.ndjson')
    for (const torn of [(await readFile(path, 'utf8')).slice(0, 40), '{"v":1', 'é']) {
      await appendFile(path, torn)
      await reopen()
      take(1, 'b')
      take(2, 'c')
      await archive.flush()
      expect(contactsOf(await read())).toEqual([['a'], ['b'], ['c']])
      expect(await verifyFolder(root)).toMatchObject({ ok: true })
    }
    // The first line of a new day was cut: the chain goes on from the day before.
    take(90, 'd')
    await reopen()
    await writeFile(join(root, 'acme/2026-11-23.ndjson'), '{"v":1,"bo')
    take(90, 'd')
    await archive.flush()
    expect(contactsOf(await read())).toEqual([['a'], ['b'], ['c'], ['d']])
    expect(await verifyFolder(root)).toMatchObject({ ok: true })
  })

  it('[LE19] keeps what the disk did not take for the next time', async () => {
    await writeFile(join(root, 'acme'), 'a file where the folder should be')
    take(0, 'a')
    await expect(archive.flush()).rejects.toThrow()
    await rm(join(root, 'acme'))
    take(1, 'b')
    await archive.flush()
    expect(contactsOf(await read())).toEqual([['a'], ['b']])
  })

  it('[LE17] takes a contact out of all days, also of the one that runs', async () => {
    take(0, 'a', 'b')
    take(90, 'a')
    await archive.flush()
    expect(await archive.erase('acme', 'a')).toBe(2)
    take(91, 'c')
    await archive.flush()
    expect(contactsOf(await read())).toEqual([['b'], [], ['c']])
    expect((await read()).map(({ erased }) => erased)).toEqual([1, 1, 0])
    expect(await verifyFolder(root)).toMatchObject({ ok: true })
  })

  it('joins the archives of several nodes, each entry once, in the order of the log', async () => {
    const other = new EventArchive(join(root, 'other'))
    for (const [second, contact, where] of [[0, 'a', 'one'], [1, 'b', 'both'], [2, 'c', 'two'], [90, 'd', 'both'], [91, 'e', 'one']] as const) {
      if (where !== 'two') take(second, contact)
      if (where !== 'one') other.take('acme', `${T0 + second * 1000}-0`, T0 + second * 1000, body(contact))
    }
    await archive.flush()
    await other.close()
    expect(contactsOf(await read(join(root, 'acme'), join(root, 'other/acme')))).toEqual([['a'], ['b'], ['c'], ['d'], ['e']])
  })

  it('drops old days', async () => {
    take(0, 'a')
    take(90, 'b')
    await archive.flush()
    await archive.drop('acme', '2026-11-23')
    expect(contactsOf(await read())).toEqual([['b']])
    // The chain goes on, and its seals are right, without the days before.
    await reopen()
    take(91, 'c')
    await archive.flush()
    take(90 + 86_400, 'd')
    await archive.flush()
    expect(await verifyFolder(root)).toMatchObject({ ok: true, files: [{ entries: 2, sealed: true, begins: 2 }, { entries: 1 }] })
  })
})
