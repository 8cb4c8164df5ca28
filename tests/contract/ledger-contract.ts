import { type ChainHead, type ChainLine, EMPTY_HEAD, type LedgerStep, type LedgerStore, lineText, nextEntry, type Payload, saltedPayload, verifyLines } from '@queuecast/server/promise-ledger'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

/** One empty store; `open` may be called again after the ledger it gave was closed, and where `several` is true also before. */
export interface LedgerContractStore { several: boolean; open(): Promise<LedgerStore>; destroy(): Promise<void> }

const T0 = Date.parse('2026-11-21T23:00:00Z')
const HOUR_MS = 3_600_000

/** What a ledger store must do, whatever keeps it. */
export function ledgerContract(name: string, create: () => Promise<LedgerContractStore>): void {
  describe(`the promise ledger: ${name}`, () => {
    let store: LedgerContractStore
    let ledger: LedgerStore
    beforeEach(async () => {
      store = await create()
      ledger = await store.open()
    })
    afterEach(async () => {
      await ledger.close()
      await store.destroy()
    })

    const stepAfter = (head: ChainHead, hours: number, bodies: unknown[], more: Partial<LedgerStep> = {}): LedgerStep => {
      const payloads: Payload[] = bodies.map(saltedPayload)
      const atMs = T0 + hours * HOUR_MS
      const contacts = bodies.flatMap((body, index) => (typeof body === 'object' && body !== null && 'contact' in body ? [{ contact: String(body.contact), index }] : []))
      return { entry: nextEntry('ledger:acme', head, { log: `${atMs}-0`, atMs }, payloads), payloads, contacts, rollups: [], erase: [], ...more }
    }
    const append = async (hours: number, bodies: unknown[], more: Partial<LedgerStep> = {}): Promise<LedgerStep> => {
      const step = stepAfter(await ledger.head(0, 'acme'), hours, bodies, more)
      expect(await ledger.append(0, 'acme', step)).toBe(true)
      return step
    }
    const all = async (fromMs = 0, toMs = T0 + 1000 * HOUR_MS, center = 'acme'): Promise<ChainLine[]> => {
      const lines: ChainLine[] = []
      for await (const line of ledger.entries(0, center, fromMs, toMs)) lines.push(line)
      return lines
    }
    const bodies = (lines: ChainLine[]): unknown[] => lines.flatMap(({ payloads }) => payloads.map((payload) => (payload === undefined ? undefined : JSON.parse(payload.text) as unknown)))

    it('[LE15] begins empty and keeps what was appended, in order, by time', async () => {
      expect(await ledger.head(0, 'acme')).toEqual(EMPTY_HEAD)
      expect(await all()).toEqual([])
      for (let hour = 0; hour < 5; hour += 1) await append(hour, [{ contact: `c-${hour}`, text: 'é\n"~' }, { hour }])
      const lines = await all()
      expect(lines.map(({ entry }) => entry.n)).toEqual([1, 2, 3, 4, 5])
      expect(bodies(lines)[0]).toEqual({ contact: 'c-0', text: 'é\n"~' })
      expect((await all(T0 + HOUR_MS, T0 + 3 * HOUR_MS)).map(({ entry }) => entry.n)).toEqual([2, 3])
      expect(await ledger.head(0, 'acme')).toEqual({ n: 5, hash: lines[4]!.entry.hash, log: `${T0 + 4 * HOUR_MS}-0` })
      await ledger.close()
      ledger = await store.open()
      expect(await all()).toEqual(lines)
    })

    it('takes the contacts that settle in one second, however many they are', async () => {
      const many = Array.from({ length: 20_000 }, (_, n) => ({ contact: `c-${n}` }))
      const figures = ['offered', 'answered', 'waited'].map((figure) => `support|${figure}`)
      await append(1, many, { rollups: many.flatMap(() => figures.map((field) => ({ day: '2026-11-22', field, how: 'add' as const, value: 2 }))) })
      expect(await ledger.ofContact(0, 'acme', 'c-19999')).toEqual([{ n: 1, index: 19_999, atMs: T0 + HOUR_MS }])
      expect(bodies(await all())).toEqual(many)
      expect(await ledger.rollups(0, 'acme', '2026-11-22', '2026-11-22')).toEqual(expect.arrayContaining(figures.map((field) => ({ day: '2026-11-22', field, value: 40_000 }))))
    })

    it('[LE28] reads what may be packed beside what was kept before, and erases both', async () => {
      await append(0, [{ contact: 'a', text: 'é\n"~' }, { contact: 'b' }])
      await append(1, [{ contact: 'a', text: '☎ 21' }, { hour: 1 }], { mayPack: true })
      expect(bodies(await all())).toEqual([{ contact: 'a', text: 'é\n"~' }, { contact: 'b' }, { contact: 'a', text: '☎ 21' }, { hour: 1 }])
      const refs = await ledger.ofContact(0, 'acme', 'a')
      expect((await Promise.all(refs.map((ref) => ledger.payload(0, 'acme', ref)))).map((payload) => payload?.text)).toEqual(['{"contact":"a","text":"é\\n\\"~"}', '{"contact":"a","text":"☎ 21"}'])
      expect(await verifyLines((await all()).map((line) => `${lineText(line)}\n`))).toMatchObject({ ok: true, entries: 2 })
      await append(2, [], { erase: [{ contact: 'a', refs }], mayPack: true })
      expect(bodies(await all())).toEqual([undefined, { contact: 'b' }, undefined, { hour: 1 }])
    })

    it('keeps centers apart, and many entries at one instant in order', async () => {
      for (let count = 0; count < 450; count += 1) await append(1, [])
      expect((await all()).map(({ entry }) => entry.n)).toEqual(Array.from({ length: 450 }, (_, index) => index + 1))
      expect(await ledger.head(0, 'acme2')).toEqual(EMPTY_HEAD)
      expect(await all(0, T0 + 1000 * HOUR_MS, 'acme2')).toEqual([])
      expect(await all(0, T0 + 1000 * HOUR_MS, 'acm')).toEqual([])
    })

    it('[LE15] does all of a step or nothing: a head that moved refuses it whole', async () => {
      const head = await ledger.head(0, 'acme')
      const more = { rollups: [{ day: '2026-11-22', field: 'support|offered', how: 'add' as const, value: 1 }], mark: `${T0}-5` }
      const [one, two] = [stepAfter(head, 0, [{ contact: 'a' }], more), stepAfter(head, 0, [{ contact: 'a', other: true }], more)]
      expect(await Promise.all([ledger.append(0, 'acme', one), ledger.append(0, 'acme', two)])).toEqual([true, false])
      expect(await ledger.append(0, 'acme', one)).toBe(false)
      expect(bodies(await all())).toEqual([{ contact: 'a' }])
      expect(await ledger.rollups(0, 'acme', '2026-11-01', '2026-11-30')).toEqual([{ day: '2026-11-22', field: 'support|offered', value: 1 }])
      expect(await ledger.ofContact(0, 'acme', 'a')).toHaveLength(1)
      expect(await ledger.mark(0)).toBe(`${T0}-5`)
    })

    it('moves the mark forward only, each partition its own', async () => {
      expect(await ledger.mark(0)).toBe('0-0')
      await ledger.moveMark(0, '1700000000000-9')
      await ledger.moveMark(0, '1700000000000-10')
      expect(await ledger.mark(0)).toBe('1700000000000-10')
      await ledger.moveMark(0, '1600000000000-99')
      await append(0, [], { mark: '1500000000000-0' })
      expect(await ledger.mark(0)).toBe('1700000000000-10')
      expect(await ledger.mark(1)).toBe('0-0')
    })

    it('adds and replaces daily figures, negative ones too', async () => {
      const change = (how: 'add' | 'set', value: number, day = '2026-11-22', field = 'support|x') => ({ day, field, how, value })
      await append(0, [], { rollups: [change('add', 5), change('add', -7), change('set', 9, '2026-11-23'), change('add', 1, '2026-11-24')] })
      await append(1, [], { rollups: [change('add', 1), change('set', 4, '2026-11-23'), change('add', 2, '2026-11-22', 'other|y.z')] })
      const sorted = (await ledger.rollups(0, 'acme', '2026-11-22', '2026-11-23')).sort((a, b) => (a.day + a.field < b.day + b.field ? -1 : 1))
      expect(sorted).toEqual([
        { day: '2026-11-22', field: 'other|y.z', value: 2 }, { day: '2026-11-22', field: 'support|x', value: -1 }, { day: '2026-11-23', field: 'support|x', value: 4 },
      ])
    })

    it('[LE17] erases payloads of any day in a step, and the chain stays', async () => {
      const odd = '~~c|"1'
      await append(0, [{ contact: odd, day: 1 }, { contact: 'b' }])
      await append(2, [{ contact: odd, day: 2 }])
      const refs = await ledger.ofContact(0, 'acme', odd)
      expect(refs.map(({ n, index, atMs }) => [n, index, atMs])).toEqual([[1, 0, T0], [2, 0, T0 + 2 * HOUR_MS]])
      expect(JSON.parse((await ledger.payload(0, 'acme', refs[1]!))?.text ?? '')).toEqual({ contact: odd, day: 2 })
      const before = await all()
      await append(3, [{ kind: 'erasure' }], { erase: [{ contact: odd, refs }] })
      expect(bodies(await all())).toEqual([undefined, { contact: 'b' }, undefined, { kind: 'erasure' }])
      expect((await all()).slice(0, 2).map(({ entry }) => entry)).toEqual(before.map(({ entry }) => entry))
      expect(await ledger.ofContact(0, 'acme', odd)).toEqual([])
      expect(await ledger.payload(0, 'acme', refs[0]!)).toBeUndefined()
    })

    it('drops old days, and keeps head and daily figures', async () => {
      await append(0, [{ contact: 'old' }], { rollups: [{ day: '2026-11-22', field: 'support|x', how: 'add', value: 1 }] })
      await append(2, [{ contact: 'new' }])
      await ledger.drop(0, 'acme', '2026-11-22')
      expect(bodies(await all())).toEqual([{ contact: 'new' }])
      expect(await ledger.ofContact(0, 'acme', 'old')).toEqual([])
      expect(await ledger.ofContact(0, 'acme', 'new')).toHaveLength(1)
      expect(await ledger.rollups(0, 'acme', '2026-11-22', '2026-11-22')).toHaveLength(1)
      await ledger.drop(0, 'acme', '2027-01-01')
      expect((await ledger.head(0, 'acme')).n).toBe(2)
      await append(5, [{ contact: 'again' }])
      expect((await all()).map(({ entry }) => entry.n)).toEqual([3])
    })

    it('[LE15] lets one of two writers win each number, again and again', async () => {
      if (!store.several) return
      const other = await store.open()
      try {
        const race = async (by: LedgerStore): Promise<number> => {
          let won = 0
          for (;;) {
            const head = await by.head(0, 'acme')
            if (head.n >= 60) return won
            if (await by.append(0, 'acme', stepAfter(head, 0, [{ n: head.n }], { rollups: [{ day: '2026-11-22', field: 'q|n', how: 'add', value: 1 }] }))) won += 1
          }
        }
        const [one, two] = await Promise.all([race(ledger), race(other)])
        const lines = await all()
        expect((one ?? 0) + (two ?? 0)).toBe(lines.length)
        lines.slice(1).forEach(({ entry }, index) => expect(entry.prev).toBe(lines[index]!.entry.hash))
        expect((await ledger.rollups(0, 'acme', '2026-11-22', '2026-11-22'))[0]?.value).toBe(lines.length)
      } finally {
        await other.close()
      }
    })
  })
}
