import { describe, expect, it } from 'vitest'
import { restoreContactCenter } from './center.ts'
import type { SettledContact } from './settled-contact.ts'
import { Bench, T0 } from './testing/builders.ts'

const taken = (bench: Bench): SettledContact[] => bench.fold.takeChanges().settledContacts

describe('contacts for the ledger', () => {
  it('[CC39] an ended contact is given once, a minute later, with its events and clocks', () => {
    const bench = new Bench().queue('a', 1, { clock: { choseAt: T0 } }).at(2, { type: 'callback.offered', contact: 'a' }).at(5, { type: 'contact.abandoned', contact: 'a' })
    expect(taken(bench.tick(64))).toEqual([])
    const [settled, ...more] = taken(bench.tick(65))
    expect(more).toEqual([])
    expect(settled).toMatchObject({
      view: { id: 'a', phase: { kind: 'ended', outcome: 'abandoned' } }, clock: { choseAt: T0 }, firstQueuedMs: T0 + 1000, settledAtMs: T0 + 65_000, correction: false, clockOffsetMs: 0,
      events: [{ type: 'callback.offered' }, { type: 'contact.abandoned' }],
    })
    expect(taken(bench.tick(200))).toEqual([])
    expect(bench.fold.settledContact('a')).toMatchObject({ correction: true, view: { id: 'a' } })
  })

  it('[CC39] again only where something is different since; a duplicate is not', () => {
    const bench = new Bench().queue('a', 1).at(5, { type: 'contact.abandoned', contact: 'a' }, { id: 'x' }).tick(65)
    expect(taken(bench)).toHaveLength(1)
    expect(taken(bench.at(5, { type: 'contact.abandoned', contact: 'a' }, { id: 'x', loggedAt: 70 }).tick(200))).toEqual([])
    expect(taken(bench.at(5, { type: 'contact.updated', contact: 'a', priority: 0 }, { loggedAt: 201 }).tick(300))).toEqual([])
    expect(taken(bench.at(4, { type: 'contact.answered', contact: 'a', agent: 'ann' }, { loggedAt: 301 }).tick(400))).toMatchObject([{ correction: true }])
  })

  it('[CC39] a contact that waits again is not settled, and what comes before it is forgotten is not lost', () => {
    const bench = new Bench().queue('a', 1).at(5, { type: 'contact.abandoned', contact: 'a' }).queue('a', 30).tick(120)
    expect(taken(bench)).toEqual([])
    bench.at(130, { type: 'contact.abandoned', contact: 'a' }).tick(190)
    expect(taken(bench)).toHaveLength(1)
    bench.at(20, { type: 'contact.transferred', contact: 'a', by: 'rule', to: 'agent', kind: 'consult' }, { loggedAt: 3729 }).tick(3731)
    expect(taken(bench)).toMatchObject([{ correction: true }])
    expect(bench.fold.contact('a')).toBeUndefined()
    expect(bench.fold.settledContact('a')).toBeUndefined()
  })

  it('[CC39][CC30] a restored fold settles what the other would', () => {
    const bench = new Bench().queue('a', 1).at(5, { type: 'contact.abandoned', contact: 'a' }).queue('b', 6).tick(40)
    const again = new Bench(restoreContactCenter(JSON.parse(JSON.stringify(bench.fold.snapshot())) as ReturnType<typeof bench.fold.snapshot>))
    expect(taken(again.tick(66))).toMatchObject([{ view: { id: 'a' } }])
  })
})
