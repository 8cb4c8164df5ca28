import { describe, expect, it } from 'vitest'
import { type ContactCenterFold, restoreContactCenter } from './index.ts'
import { Bench, T0 } from './testing/builders.ts'

interface Kept {
  json: { v: number; records: { open: string[]; aside?: string[]; over: string[] }; deadlines: [string, number][] }
  sheets: [name: string, text: string][]
}
const keptOf = (fold: ContactCenterFold): Kept => JSON.parse(JSON.stringify(fold.snapshot())) as Kept
const idsOf = (texts: readonly string[] = []): string[] => texts.filter((_, index) => index % 2 === 0)
const restarted = (bench: Bench): Bench => new Bench(restoreContactCenter(keptOf(bench.fold)), bench)
const window = { from: T0 + 600_000, to: T0 + 1_200_000 }
const ASIDE = ['later', 'paused', 'with\tann', 'with nobody']

/** With an agent, with nobody who is named, paused, and before a callback's window; `waiting` stands in two lines. */
function busy(): Bench {
  const bench = new Bench().at(0, { type: 'agent.state', agent: 'ann', state: 'available', queues: ['support'] })
  for (const [index, contact] of ASIDE.entries()) bench.queue(contact, index + 1)
  return bench.at(5, { type: 'contact.answered', contact: 'with\tann', agent: 'ann' }).at(6, { type: 'contact.answered', contact: 'with nobody' })
    .at(7, { type: 'contact.paused', contact: 'paused', until: T0 + 900_000 }).at(8, { type: 'callback.accepted', contact: 'later', mode: 'scheduled', window })
    .at(10, { type: 'contact.queued', contact: 'waiting', queue: 'support', queues: ['support', 'sales'] })
}

describe('open contacts that stand in no line', () => {
  it('[CC43] are text in a snapshot, and after a restart until somebody asks', () => {
    const [bench, again] = [busy(), restarted(busy())]
    const kept = keptOf(bench.fold)
    expect(idsOf(kept.json.records.aside)).toEqual(ASIDE)
    expect(idsOf(kept.json.records.open)).toEqual(['waiting'])
    expect(keptOf(again.fold)).toEqual(kept)
    expect(again.fold.openContacts).toBe(5)
    for (const id of [...ASIDE, 'waiting']) expect(again.fold.contact(id)).toEqual(bench.fold.contact(id))
    expect(keptOf(again.fold)).toEqual(kept)
  })

  it.each(['', ...ASIDE])('[CC43][CC30] go on as they would have (asked for before: %j)', (asked) => {
    const [bench, again] = [busy(), restarted(busy())]
    again.fold.contact(asked)
    const steps: ((one: Bench) => unknown)[] = [
      (one) => one.tick(61), (one) => one.tick(599), (one) => one.tick(600), (one) => one.at(620, { type: 'contact.handled', contact: 'with\tann' }), (one) => one.tick(700),
      (one) => one.at(905, { type: 'contact.resumed', contact: 'paused' }), (one) => one.at(910, { type: 'contact.answered', contact: 'paused', agent: 'ann' }),
      (one) => one.tick(3_600), (one) => one.tick(4 * 3_600 + 20), (one) => one.tick(6 * 3_600), (one) => one.tick(8 * 86_400),
    ]
    for (const [one] of [[bench], [again]] as const) one.fold.takeChanges()
    for (const step of steps) {
      for (const one of [bench, again]) step(one)
      expect(again.fold.takeChanges()).toEqual(bench.fold.takeChanges())
      expect(keptOf(again.fold)).toEqual(keptOf(bench.fold))
      expect(again.line()).toEqual(bench.line())
    }
    expect(bench.fold.openContacts).toBe(0)
  })

  it('[CC43] a whole state of the feed finds them', () => {
    const [bench, again] = [busy(), restarted(busy())]
    const listed = { queue: 'support', waiting: [{ contact: 'waiting', since: T0 + 10_000 }], inService: [{ contact: 'with nobody', since: T0 + 6_000 }] }
    for (const one of [bench, again]) one.at(100, { type: 'feed.snapshot', queues: [listed], complete: true }).tick(101)
    expect(keptOf(again.fold)).toEqual(keptOf(bench.fold))
    expect(bench.fold.openContacts).toBeLessThan(5)
  })

  it('[CC45] are sheets where they are many', () => {
    const bench = new Bench()
    for (let i = 0; i < 501; i += 1) bench.queue(`c${i}`, 0).at(1, { type: 'contact.answered', contact: `c${i}`, agent: `a${i}` })
    const kept = keptOf(bench.fold)
    expect([kept.json.records.aside, kept.sheets.map(([name]) => name)]).toEqual([[], ['aside-0', 'aside-1']])
    expect(keptOf(restarted(bench).fold)).toEqual(kept)
  })

  it('[CC43][CC30] a snapshot of the version before, in which they were among the open ones, is read', () => {
    const { json, sheets } = keptOf(busy().fold)
    const { open, aside = [], over } = json.records
    const own = aside.map((text, index) => (index % 2 === 0 ? text : text.slice(text.indexOf('\t') + 1)))
    const due = idsOf(aside).map((id, index): [string, number] => [`c:${id}`, Number.parseInt((own[2 * index + 1] ?? '').slice(1), 10)])
    const older = { ...json, v: 4, records: { open: [...own, ...open], over }, deadlines: [...json.deadlines, ...due] }
    const again = new Bench(restoreContactCenter({ json: older, sheets }))
    expect(keptOf(again.fold)).toEqual(keptOf(busy().fold))
    for (const one of [again, busy()]) expect(one.tick(600).line()).toEqual(['waiting', 'later'])
  })
})
