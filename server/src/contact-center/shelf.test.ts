import { describe, expect, it } from 'vitest'
import { type ContactCenterFold, restoreContactCenter, type StateSheet } from './index.ts'
import { Bench, T0 } from './testing/builders.ts'

const HOUR = 3_600

interface Kept { json: { v: number; records: { open: string[]; aside: string[]; over: string[] }; shelf: string[]; resting: { texts: string[] } }; sheets: [name: string, text: string][] }
const keptOf = (fold: ContactCenterFold): Kept => JSON.parse(JSON.stringify(fold.snapshot())) as Kept
const idsOf = ({ json: { records, shelf, resting } }: Kept): { records: string[]; resting: string[]; shelved: string[] } =>
  ({ records: [...records.open, ...records.aside, ...records.over].filter(isId), resting: resting.texts.filter(isId), shelved: shelf.filter(isId) })
const isId = (_: string, index: number): boolean => index % 2 === 0

const ended = (): Bench => new Bench().queue('a', 0, { clock: { choseAt: T0 }, priority: 2 }).queue('b', 1)
  .at(10, { type: 'contact.answered', contact: 'a', agent: 'ann' }).at(40, { type: 'contact.handled', contact: 'a' }).tick(101)

describe('ended contacts are put away', () => {
  it('[CC42] once learning and the ledger had them, and are found as they were', () => {
    const before = ended()
    const seen = before.fold.contact('a')
    expect(idsOf(keptOf(before.fold))).toEqual({ records: [], resting: ['b'], shelved: ['a'] })
    expect(seen).toMatchObject({ id: 'a', phase: { kind: 'ended', outcome: 'handled' }, clockStartMs: T0, stays: [{ outcome: 'answered', priority: 2 }, { agent: 'ann' }] })
    expect(before.fold.settledContact('a')).toMatchObject({ correction: true, events: [{ type: 'contact.answered' }] })
    expect(before.fold.place('a', 'support')).toBeUndefined()
    expect(['a', 'b', 'z'].map((id) => before.fold.knows(id))).toEqual([true, true, false])
  })

  it('[CC42] a late event finds its contact, corrects the ledger, and the contact is put away again', () => {
    const bench = ended()
    bench.fold.takeChanges()
    bench.at(12, { type: 'contact.transferred', contact: 'a', by: 'rule', to: 'agent', kind: 'consult' }, { loggedAt: 200 })
    expect(idsOf(keptOf(bench.fold)).records).toContain('a')
    expect(bench.tick(261).fold.takeChanges().settledContacts).toMatchObject([{ correction: true, view: { id: 'a' } }])
    expect(idsOf(keptOf(bench.fold)).shelved).toEqual(['a'])
  })

  it('[CC42][CC39] an event that came twice, or that told its keys in another order, corrects nothing', () => {
    const bench = new Bench()
    const again = { kind: 'event', feed: 'acd', receivedAtMs: T0, event: { contact: 'a', type: 'contact.abandoned', time: T0 + 5_000, id: 'x' } } as const
    bench.queue('a', 0).fact(5, again).tick(70)
    expect(idsOf(keptOf(bench.fold)).shelved).toEqual(['a'])
    expect(bench.fold.takeChanges().settledContacts).toHaveLength(1)
    bench.fact(80, again).at(6, { type: 'contact.updated', contact: 'a' }, { loggedAt: 81 })
    for (let second = 82; second < 200; second += 1) bench.tick(second)
    expect(bench.fold.takeChanges().settledContacts).toEqual([])
  })

  it('[CC42] it may wait again, and ends once more', () => {
    const bench = ended().queue('a', 300)
    expect(bench.line()).toEqual(['b', 'a'])
    bench.at(310, { type: 'contact.abandoned', contact: 'a' }).tick(371)
    expect(idsOf(keptOf(bench.fold)).shelved).toEqual(['a'])
    expect(bench.tick(310 + HOUR - 1).phase('a')).toBe('ended')
    expect(bench.tick(310 + HOUR).phase('a')).toBeUndefined()
  })

  it('[CC42][CC21] it is forgotten to the second, also after a restart and after a follower', () => {
    const bench = ended().at(120, { type: 'contact.queued', contact: 'a2', queue: 'support', follows: { contact: 'a' } })
    const again = new Bench(restoreContactCenter(keptOf(bench.fold)))
    for (const one of [bench, again]) {
      expect(one.fold.contact('a')).toMatchObject({ id: 'a2', clockStartMs: T0 })
      expect(one.tick(HOUR + 39).fold.settledContact('a')).toBeDefined()
      expect(one.tick(HOUR + 41).fold.settledContact('a')).toBeUndefined()
      expect(one.fold.contact('b')).toBeDefined()
    }
    expect(keptOf(again.fold)).toEqual(keptOf(bench.fold))
  })

  it('[CC21] who is forgotten is said once', () => {
    const bench = ended()
    const forgotten: string[] = []
    for (let second = 102; second < HOUR + 60; second += 1) forgotten.push(...bench.tick(second).fold.takeChanges().forgotten)
    expect(forgotten).toEqual(['a'])
    expect(bench.fold.knows('a')).toBe(false)
  })
})

describe('many ended contacts', () => {
  const MANY = 40
  /** Forty that ended within one minute, and one of the next. */
  function crowd(): Bench {
    const bench = new Bench()
    for (let i = 1; i <= MANY; i += 1) bench.queue(`k${i}`, i).at(i, { type: 'contact.abandoned', contact: `k${i}` })
    return bench.queue('late', 70).at(71, { type: 'contact.abandoned', contact: 'late' }).tick(140)
  }
  const sheetOf = ({ fold }: Bench): StateSheet => fold.parts().sheets[0] as StateSheet
  const idsIn = (text: string): unknown[] => text.split('\n').filter(isId).map((id) => JSON.parse(id) as unknown)

  it('[CC45] are a sheet, the same until one of them is told of again', () => {
    const bench = crowd()
    expect(idsOf(keptOf(bench.fold)).shelved).toEqual(['late'])
    expect(idsIn(keptOf(bench.fold).sheets[0]?.[1] ?? '')).toEqual(Array.from({ length: MANY }, (_, i) => `k${i + 1}`))
    const { version } = sheetOf(bench)
    bench.queue('other', 150).tick(160)
    expect(sheetOf(bench).version).toBe(version)
    const lent = sheetOf(bench).lend()
    bench.at(3, { type: 'contact.transferred', contact: 'k3', by: 'rule', to: 'agent', kind: 'consult' }, { loggedAt: 170 })
    expect(sheetOf(bench).version).not.toBe(version)
    expect([idsIn(lent()).includes('k3'), idsIn(sheetOf(bench).lend()()).includes('k3')]).toEqual([true, false])
  })

  it('[CC45][CC42] an older sheet gives back those whose time is not over', () => {
    const bench = crowd()
    const [name, text] = keptOf(bench.fold).sheets[0] ?? ['', '']
    bench.tick(HOUR + 5)
    const sheets = bench.fold.parts().sheets.map((sheet) => sheet.name)
    expect(sheets).toEqual([name])
    const { json } = keptOf(bench.fold)
    const again = new Bench(restoreContactCenter({ json, sheets: [[name, text]] }))
    expect(keptOf(again.fold)).toEqual(keptOf(bench.fold))
    expect(['k5', 'k6', 'late'].map((id) => again.fold.knows(id))).toEqual([false, true, true])
    for (const one of [bench, again]) expect(one.tick(HOUR + 80).fold.knows('late')).toBe(false)
    expect(keptOf(again.fold)).toEqual(keptOf(bench.fold))
  })

  it('[CC45] of one minute are several sheets where they are very many: what came first is not written again for what comes later', () => {
    const bench = new Bench()
    const end = (from: number, to: number, second: number): void => {
      for (let i = from; i < to; i += 1) bench.queue(`k${i}`, second).at(second, { type: 'contact.abandoned', contact: `k${i}` })
    }
    end(0, 2_100, 1)
    end(2_100, 2_200, 10)
    bench.tick(62)
    const sheets = (): StateSheet[] => bench.fold.parts().sheets.filter(({ name }) => name.startsWith('shelf-'))
    const before = sheets()
    bench.tick(72)
    expect(sheets().map(({ name }) => name)).toEqual(before.map(({ name }) => name))
    expect(sheets().map(({ version }, index) => version === before[index]?.version)).toEqual([true, false])
    expect(sheets().map(({ lend }) => idsIn(lend()()).length)).toEqual([2_000, 200])
    const kept = keptOf(bench.fold)
    const again = new Bench(restoreContactCenter(kept))
    expect(keptOf(again.fold)).toEqual(kept)
    // The one that was filled first goes first; the other stays, and takes whom the first had room for.
    for (const one of [bench, again]) expect(one.tick(HOUR + 5).fold.parts().sheets.map(({ name }) => name)).toEqual([before[1]?.name])
    expect(keptOf(again.fold)).toEqual(keptOf(bench.fold))
  })

  it('[CC45] a text with all that JSON escapes comes back as it was', () => {
    const bench = new Bench()
    const names = Array.from({ length: MANY }, (_, i) => `"\\n${i}\u2028`)
    for (const contact of names) bench.queue(contact, 0).at(1, { type: 'contact.abandoned', contact })
    const kept = keptOf(bench.tick(70).fold)
    expect(kept.sheets).toHaveLength(1)
    const again = restoreContactCenter(kept)
    for (const contact of names) expect(again.contact(contact)).toEqual(bench.fold.contact(contact))
  })
})

describe('contacts that simply wait', () => {
  const restarted = (bench: Bench): Bench => new Bench(restoreContactCenter(keptOf(bench.fold)))
  const waiting = (): Bench => new Bench().queue('a', 0).queue('b', 1, { queues: ['support', 'sales'], priority: 3 }).queue('c', 2).queue('d', 3, { channel: 'chat' })
    .at(4, { type: 'contact.answered', contact: 'c', agent: 'ann' }).at(5, { type: 'contact.ringing', contact: 'd', agent: 'bob' })

  it('[CC43] are written as text with their places, all others as they are', () => {
    const kept = keptOf(waiting().fold)
    expect(idsOf(kept)).toEqual({ records: ['b', 'd', 'c'], resting: ['a'], shelved: [] })
    expect(keptOf(restarted(waiting()).fold)).toEqual(kept)
  })

  it('[CC43] stand where they stood, before and after somebody asks for them', () => {
    const again = restarted(waiting())
    expect(['a', 'b', 'd', 'z'].map((id) => again.fold.waitsSimply(id))).toEqual([true, false, false, false])
    expect([again.line(), again.line('sales'), again.fold.openContacts, again.fold.place('a', 'support')]).toEqual([['b', 'a', 'd'], ['b'], 4, 2])
    for (const id of ['a', 'b']) expect(again.fold.contact(id)).toEqual(waiting().fold.contact(id))
    again.at(6, { type: 'contact.abandoned', contact: 'a' }, { id: 'x' }).at(7, { type: 'contact.updated', contact: 'b', priority: 0 }, { id: 'y' })
    expect([again.line(), again.fold.openContacts]).toEqual([['b', 'd'], 3])
  })

  it('[CC43][CC26][CC25] are found by a snapshot of their feed that leaves them out, by an outage of ours and by their expiry', () => {
    for (const bench of [waiting(), restarted(waiting())]) {
      bench.at(30, { type: 'feed.snapshot', queues: [{ queue: 'support', waiting: [{ contact: 'a', since: T0 }], inService: [] }] })
      expect(bench.phase('b')).toBe('waiting')
      expect(bench.line()).toEqual(['a', 'd'])
      bench.fold.outage(HOUR * 1000, T0 + 60_000)
      expect(bench.tick(4 * HOUR + 40).phase('a')).toBe('waiting')
      expect(bench.tick(5 * HOUR + 40).phase('a')).toBe('ended')
    }
  })

  it('[CC45] in a long line are a sheet, the same until one of that line changes', () => {
    const bench = new Bench()
    for (let i = 0; i < 40; i += 1) bench.queue(`s${i}`, i).queue(`t${i}`, i, { queue: 'sales' })
    const versions = (): Record<string, object> => Object.fromEntries(bench.fold.parts().sheets.map(({ name, version }) => [name, version]))
    const before = versions()
    expect(Object.keys(before)).toEqual(['waiting-support', 'waiting-sales'])
    const sales = bench.fold.parts().sheets[1]?.lend()
    bench.at(50, { type: 'contact.abandoned', contact: 't7' }).at(51, { type: 'contact.ringing', contact: 't8', agent: 'ann' })
    expect(versions()['waiting-support']).toBe(before['waiting-support'])
    expect(versions()['waiting-sales']).not.toBe(before['waiting-sales'])
    expect([sales?.().includes('"t7"'), keptOf(bench.fold).sheets[1]?.[1].includes('"t7"')]).toEqual([true, false])
    const again = restarted(bench)
    expect([again.line('sales'), again.line()]).toEqual([bench.line('sales'), bench.line()])
    expect(keptOf(again.fold)).toEqual(keptOf(bench.fold))
    expect(['s0', 't8'].map((id) => again.fold.waitsSimply(id))).toEqual([true, false])
  })

  it('[CC43][CC26] in a long line expire when and in the order they would have', () => {
    const bench = new Bench()
    for (let i = 0; i < 40; i += 1) bench.queue(`s${i}`, 40 - i)
    const again = restarted(bench)
    again.fold.contact('s39')
    const gone = (one: Bench): string[] => [...one.fold.takeChanges().departed.map(({ contact }) => contact), String(one.fold.openContacts)]
    for (const second of [100, 4 * HOUR, 4 * HOUR + 3, 4 * HOUR + 4, 4 * HOUR + 20, 4 * HOUR + 99]) {
      const expected = gone(bench.tick(second))
      expect(gone(again.tick(second))).toEqual(expected)
    }
    expect(bench.fold.openContacts).toBe(0)
  })

  it('[CC45] and many who do not are sheets too, and come back in their order', () => {
    const bench = new Bench()
    for (let i = 0; i < 1_001; i += 1) bench.queue(`c${i}`, 0).at(1, { type: 'contact.abandoned', contact: `c${i}` })
    const kept = keptOf(bench.fold)
    expect([kept.json.records.over.length, kept.sheets.map(([name]) => name)]).toEqual([0, ['over-0', 'over-1', 'over-2']])
    const again = restarted(bench)
    expect(keptOf(again.fold)).toEqual(kept)
    expect(again.fold.contact('c7')).toEqual(bench.fold.contact('c7'))
    expect(keptOf(again.fold)).toEqual(kept)
    for (const one of [bench, again]) expect(one.tick(62).fold.takeChanges().settledContacts).toHaveLength(1_001)
  })

  it('[CC45][CC43] whose sheets are the same from snapshot to snapshot until one of them is told of again', () => {
    const bench = new Bench()
    for (let i = 0; i < 1_001; i += 1) bench.queue(`c${i}`, 0).at(1, { type: 'contact.abandoned', contact: `c${i}` })
    const versions = (): object[] => bench.fold.parts().sheets.map(({ version }) => version)
    const before = versions()
    bench.queue('other', 20).at(30, { type: 'contact.updated', contact: 'c3', priority: 2 })
    expect(versions().map((version, index) => version === before[index])).toEqual([false, true, true])
  })
})
