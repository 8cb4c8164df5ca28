import { describe, expect, it } from 'vitest'
import { Bench, T0 } from './testing/builders.ts'

describe('one line', () => {
  it('[CC1] orders by priority, then since, then contact id', () => {
    const { fold } = new Bench().queue('b', 1).queue('a', 1).queue('vip', 5, { priority: 1 }).queue('credit', 9, { since: T0 - 90_000 })
    expect(Array.from(fold.queue('support')!.line, (key) => key.contact)).toEqual(['vip', 'credit', 'a', 'b'])
    expect(['vip', 'credit', 'a', 'b'].map((contact) => fold.place(contact, 'support'))).toEqual([1, 2, 3, 4])
    expect(fold.place('nobody', 'support')).toBeUndefined()
  })

  it('[CC2] a contact leaves its line when answered, abandoned or left, and the change says so', () => {
    const bench = new Bench().queue('a', 0).queue('b', 1).queue('c', 2)
    bench.fold.takeChanges()
    bench.at(10, { type: 'contact.answered', contact: 'a', agent: 'ann' })
    const changes = bench.fold.takeChanges()
    expect(changes.departed).toEqual([{ contact: 'a', queue: 'support', pool: 'support', place: 1, priority: 0, atMs: T0 + 10_000, waitedSeconds: 10, outcome: 'answered' }])
    expect([...changes.contacts]).toEqual(['a'])
    expect([...changes.queues]).toEqual(['support'])
    expect([...changes.pools]).toEqual(['support'])
    bench.at(11, { type: 'contact.abandoned', contact: 'b' }).at(12, { type: 'contact.left', contact: 'c', reason: 'voicemail' })
    expect(bench.line()).toEqual([])
    expect(bench.fold.contact('b')?.phase).toEqual({ kind: 'ended', atMs: T0 + 11_000, outcome: 'abandoned' })
    expect(bench.fold.contact('c')?.phase).toMatchObject({ kind: 'ended', outcome: 'voicemail' })
    expect(bench.fold.openContacts).toBe(1)
    expect(bench.fold.queue('support')?.recent.answered).toEqual([{ atMs: T0 + 10_000, waitedSeconds: 10, priority: 0 }])
  })

  it('[CC2] joining says the place taken', () => {
    const bench = new Bench().queue('a', 0).queue('b', 1)
    bench.fold.takeChanges()
    bench.queue('vip', 2, { priority: 5 })
    expect(bench.fold.takeChanges().joined).toEqual([{ contact: 'vip', queue: 'support', place: 1, priority: 5, atMs: T0 + 2_000 }])
  })

  it('[CC3] a duplicate changes nothing', () => {
    const bench = new Bench().at(0, { type: 'contact.queued', contact: 'a', queue: 'support' }, { id: 'x' })
    bench.fold.takeChanges()
    bench.at(0, { type: 'contact.queued', contact: 'a', queue: 'support' }, { id: 'x', loggedAt: 5 })
    const changes = bench.fold.takeChanges()
    expect(changes.contacts.size).toBe(0)
    expect(bench.line()).toEqual(['a'])
  })

  it('[CC3] a late event is folded at its own time', () => {
    const bench = new Bench().queue('a', 0).at(20, { type: 'contact.requeued', contact: 'a', queue: 'sales' })
    bench.at(10, { type: 'contact.answered', contact: 'a', agent: 'ann' }, { loggedAt: 30 })
    expect(bench.line('sales')).toEqual(['a'])
    expect(bench.fold.contact('a')?.stays.map((stay) => [stay.kind, stay.outcome])).toEqual([['queued', 'answered'], ['with-agent', 'requeued'], ['queued', undefined]])
  })
})

describe('service', () => {
  it('[CC10] an agent serves until handled; several contacts at once', () => {
    const bench = new Bench().queue('a', 0).queue('b', 0)
      .at(1, { type: 'agent.state', agent: 'ann', state: 'available', queues: ['support'], capacity: { chat: 3, voice: { capacity: 1, exclusive: true } } })
      .at(2, { type: 'contact.answered', contact: 'a', agent: 'ann' }).at(3, { type: 'contact.answered', contact: 'b', agent: 'ann' })
    const agent = () => bench.fold.pool('support')!.agents[0]!
    expect(agent()).toMatchObject({ id: 'ann', capacity: 3, serving: [{ contact: 'a' }, { contact: 'b' }] })
    bench.at(9, { type: 'contact.handled', contact: 'a', agent: 'ann' })
    expect(agent().serving).toEqual([{ contact: 'b', queue: 'support', startedAtMs: T0 + 3_000 }])
    expect(bench.phase('a')).toBe('ended')
  })
})
