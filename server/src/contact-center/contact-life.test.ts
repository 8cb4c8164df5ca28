import { describe, expect, it } from 'vitest'
import { Bench, centerFacts, T0 } from './testing/builders.ts'
import { createContactCenter } from './index.ts'

const outcomes = (bench: Bench, contact: string): (string | undefined)[] => bench.fold.contact(contact)!.stays.map((stay) => stay.outcome)

describe('waiting', () => {
  it('[CC6] ringing keeps the place; not answered goes back to the same place and clock', () => {
    const bench = new Bench().queue('a', 0).queue('b', 1).at(5, { type: 'contact.ringing', contact: 'a', agent: 'ann' })
    expect(bench.fold.contact('a')?.phase).toEqual({ kind: 'connecting', queues: ['support'], priority: 0, sinceMs: T0, queuedAtMs: T0, agent: 'ann' })
    expect(bench.line()).toEqual(['a', 'b'])
    bench.at(6, { type: 'contact.not-answered', contact: 'a', agent: 'someone-else' })
    expect(bench.phase('a')).toBe('connecting')
    bench.at(7, { type: 'contact.not-answered', contact: 'a', agent: 'ann' })
    expect(bench.phase('a')).toBe('waiting')
    expect(bench.line()).toEqual(['a', 'b'])
    expect(bench.fold.contact('a')?.clockStartMs).toBe(T0)
  })

  it('[CC7] a contact in several queues counts in each and leaves all at once', () => {
    const bench = new Bench().queue('x', 0, { queue: 'sales' }).queue('a', 1, { queues: ['support', 'sales'] })
    expect([bench.fold.place('a', 'support'), bench.fold.place('a', 'sales')]).toEqual([1, 2])
    bench.at(2, { type: 'contact.updated', contact: 'a', queues: ['sales', 'vip'] })
    expect([bench.line('support'), bench.line('sales'), bench.line('vip')]).toEqual([[], ['x', 'a'], ['a']])
    bench.fold.takeChanges()
    bench.at(9, { type: 'contact.answered', contact: 'a', agent: 'ann' })
    expect(bench.fold.takeChanges().departed.map(({ queue, place, outcome }) => [queue, place, outcome])).toEqual([['sales', 2, 'answered'], ['vip', 1, 'answered']])
    expect(bench.fold.contact('a')?.stays[0]?.servedQueue).toBe('sales')
  })

  it('[CC8] a pause takes the contact out of the line, resuming puts it back at its place', () => {
    const bench = new Bench().queue('a', 0).queue('b', 1)
    bench.fold.takeChanges()
    bench.at(5, { type: 'contact.paused', contact: 'a', until: T0 + 60_000 })
    expect(bench.line()).toEqual(['b'])
    expect(bench.fold.contact('a')?.phase).toMatchObject({ kind: 'paused', pausedAtMs: T0 + 5_000, untilMs: T0 + 60_000, sinceMs: T0 })
    bench.at(9, { type: 'contact.resumed', contact: 'a' })
    expect(bench.line()).toEqual(['a', 'b'])
    expect(bench.fold.takeChanges().departed).toEqual([])
  })

  it('[CC9] a human reply answers a waiting message; a bot’s or the customer’s does not', () => {
    const bench = new Bench().queue('a', 0, { channel: 'email' }).at(5, { type: 'contact.replied', contact: 'a', by: 'customer' }).at(6, { type: 'contact.replied', contact: 'a', by: 'bot' })
    expect(bench.phase('a')).toBe('waiting')
    expect(bench.fold.contact('a')?.lastEventMs).toBe(T0 + 6_000)
    bench.at(9, { type: 'contact.replied', contact: 'a', by: 'human' })
    expect(bench.fold.contact('a')?.phase).toEqual({ kind: 'ended', atMs: T0 + 9_000, outcome: 'answered' })
  })

  it('[CC11] the clock is the customer’s own, and credits, requeues and transfers do not move it', () => {
    const bench = new Bench(createContactCenter(centerFacts({ queues: [{ id: 'support' }, { id: 'menu', entryMeans: 'menuChoice' }] })))
    bench.queue('a', 10, { since: T0 - 90_000, clock: { dialledAt: T0 - 5_000, choseAt: T0 + 2_000 } })
    bench.at(20, { type: 'contact.requeued', contact: 'a', queue: 'menu' })
    expect(bench.fold.contact('a')?.clockStartMs).toBe(T0 - 5_000)
    bench.queue('b', 10, { queue: 'menu', clock: { dialledAt: T0 - 5_000, choseAt: T0 + 2_000 } })
    expect(bench.fold.contact('b')?.clockStartMs).toBe(T0 + 2_000)
    bench.queue('c', 10, { queue: 'menu', clock: { dialledAt: T0 - 5_000 } })
    expect(bench.fold.contact('c')?.clockStartMs).toBe(T0 + 10_000)
    bench.queue('d', 12, { since: T0 - 90_000 })
    expect(bench.fold.contact('d')?.clockStartMs).toBe(T0 + 12_000)
  })

  it('[CC12] requeued keeps its since only where it keeps its place', () => {
    const bench = new Bench().queue('a', 0, { priority: 2 }).queue('b', 5, { queue: 'sales', priority: 2 })
    bench.at(9, { type: 'contact.requeued', contact: 'a', queue: 'sales', keepsPlace: true })
    expect(bench.line('sales')).toEqual(['a', 'b'])
    bench.at(12, { type: 'contact.requeued', contact: 'a', queue: 'sales' })
    expect(bench.line('sales')).toEqual(['b', 'a'])
    expect(outcomes(bench, 'a')).toEqual(['requeued', 'requeued', undefined])
  })

  it('[CC12] a blind transfer to a queue waits there; external ends; consult and agent change nothing', () => {
    const bench = new Bench().queue('a', 0).at(5, { type: 'contact.answered', contact: 'a', agent: 'ann' })
      .at(7, { type: 'contact.transferred', contact: 'a', by: 'agent', to: 'agent', kind: 'warm' })
      .at(8, { type: 'contact.transferred', contact: 'a', by: 'agent', to: 'queue', kind: 'consult', queue: 'sales' })
    expect(bench.phase('a')).toBe('with-agent')
    bench.at(9, { type: 'contact.transferred', contact: 'a', by: 'agent', to: 'queue', kind: 'blind', queue: 'sales' })
    expect(bench.line('sales')).toEqual(['a'])
    bench.at(10, { type: 'contact.handled', contact: 'a', agent: 'ann' })
    expect(bench.line('sales')).toEqual(['a'])
    expect(outcomes(bench, 'a')).toEqual(['answered', 'transferred', undefined])
    bench.at(20, { type: 'contact.transferred', contact: 'a', by: 'rule', to: 'external', kind: 'blind' })
    expect(bench.fold.contact('a')?.phase).toEqual({ kind: 'ended', atMs: T0 + 20_000, outcome: 'transferred' })
  })

  it('[CC13] a refusal leaves one queue, or is a stay of no length where the contact was never taken in', () => {
    const bench = new Bench().queue('a', 0, { queues: ['sales'] }).at(2, { type: 'contact.refused', contact: 'a', queue: 'support', reason: 'full' })
    expect(bench.line('support')).toEqual([])
    expect(bench.line('sales')).toEqual(['a'])
    bench.at(3, { type: 'contact.refused', contact: 'b', queue: 'support', reason: 'closed' }).at(4, { type: 'contact.refused', queue: 'support', reason: 'busy' })
    expect(bench.fold.contact('b')?.phase).toEqual({ kind: 'ended', atMs: T0 + 3_000, outcome: 'refused' })
    expect(bench.fold.openContacts).toBe(1)
  })
})

describe('service', () => {
  it('[CC14] a bot’s answer is no answer, a recording changes nothing, and the contact may be queued after', () => {
    const bench = new Bench().queue('a', 0).at(1, { type: 'contact.answered', contact: 'a', by: 'recording' })
    expect(bench.line()).toEqual(['a'])
    bench.fold.takeChanges()
    bench.at(2, { type: 'contact.answered', contact: 'a', by: 'bot', agent: 'robo' })
    expect(bench.fold.contact('a')?.phase).toEqual({ kind: 'with-agent', agents: ['robo'], answeredAtMs: T0 + 2_000, by: 'bot' })
    expect(bench.fold.takeChanges().departed.map((departure) => departure.outcome)).toEqual(['transferred'])
    expect(bench.fold.pool('support')?.agents).toEqual([])
    bench.queue('a', 60)
    expect(bench.line()).toEqual(['a'])
    expect(bench.fold.contact('a')?.clockStartMs).toBe(T0)
  })

  it('[CC10] several agents serve one contact until each has handled it', () => {
    const bench = new Bench().queue('a', 0).at(1, { type: 'contact.answered', contact: 'a', agent: 'ann' }).at(9, { type: 'contact.answered', contact: 'a', agent: 'bob' })
    expect(bench.fold.contact('a')?.phase).toMatchObject({ kind: 'with-agent', agents: ['ann', 'bob'], answeredAtMs: T0 + 1_000 })
    bench.at(12, { type: 'contact.handled', contact: 'a', agent: 'ann' }).at(13, { type: 'contact.handled', contact: 'a', agent: 'nobody' })
    expect(bench.fold.contact('a')?.phase).toMatchObject({ agents: ['bob'] })
    bench.at(14, { type: 'contact.handled', contact: 'a' })
    expect(bench.phase('a')).toBe('ended')
  })

  it('[CC10] parking a contact frees its agent until it is resumed', () => {
    const bench = new Bench().queue('a', 0, { channel: 'messaging' }).at(1, { type: 'contact.answered', contact: 'a', agent: 'ann' })
    const serving = () => bench.fold.pool('support')!.agents[0]!.serving.length
    expect(serving()).toBe(1)
    bench.at(2, { type: 'contact.paused', contact: 'a' })
    expect([serving(), bench.phase('a')]).toEqual([0, 'with-agent'])
    bench.at(3, { type: 'contact.resumed', contact: 'a' })
    expect(serving()).toBe(1)
  })
})

describe('callbacks', () => {
  const offered = () => new Bench().queue('a', 0).queue('b', 1).at(5, { type: 'callback.offered', contact: 'a' })

  it('[CC15] one that keeps its place stays in the line, and goes on as a plain wait when cancelled', () => {
    const bench = offered()
    expect(bench.fold.contact('a')?.callbackOffered).toBe(true)
    bench.at(6, { type: 'callback.accepted', contact: 'a', mode: 'keeps-place' })
    expect(bench.fold.contact('a')?.phase).toMatchObject({ kind: 'callback', mode: 'keeps-place', sinceMs: T0 })
    expect(bench.line()).toEqual(['a', 'b'])
    bench.at(8, { type: 'contact.ringing', contact: 'a', agent: 'ann' }).at(9, { type: 'callback.attempted', contact: 'a', outcome: 'no-answer' })
    expect(bench.phase('a')).toBe('callback')
    bench.at(10, { type: 'callback.cancelled', contact: 'a' })
    expect([bench.phase('a'), bench.line()]).toEqual(['waiting', ['a', 'b']])
  })

  it('[CC15] reached is answered by a human', () => {
    const bench = offered().at(6, { type: 'callback.accepted', contact: 'a' }).at(60, { type: 'callback.reached', contact: 'a', agent: 'ann' })
    expect(bench.fold.contact('a')?.phase).toEqual({ kind: 'with-agent', agents: ['ann'], answeredAtMs: T0 + 60_000, by: 'human' })
    expect(outcomes(bench, 'a')).toEqual(['callback-reached', undefined])
  })

  it('[CC16] a scheduled one is out of the line until its window, which then is its since', () => {
    const bench = offered()
    bench.at(6, { type: 'callback.accepted', contact: 'a', mode: 'scheduled', window: { from: T0 + 600_000, to: T0 + 900_000 } })
    expect(bench.line()).toEqual(['b'])
    bench.queue('c', 605)
    bench.fold.takeChanges()
    expect(bench.fold.needsTick(T0 + 606_000)).toBe(true)
    bench.tick(606)
    expect(bench.line()).toEqual(['b', 'a', 'c'])
    expect(bench.fold.takeChanges().joined).toMatchObject([{ contact: 'a', place: 2 }])
    expect(bench.phase('a')).toBe('callback')
    bench.at(700, { type: 'callback.cancelled', contact: 'a' })
    expect(bench.fold.contact('a')?.phase).toMatchObject({ kind: 'ended', outcome: 'callback-cancelled' })
  })

  it('[CC16] an expired callback ends, whatever its mode', () => {
    const bench = offered().at(6, { type: 'callback.accepted', contact: 'a' }).at(90, { type: 'callback.expired', contact: 'a' })
    expect(bench.fold.contact('a')?.phase).toMatchObject({ kind: 'ended', outcome: 'callback-expired' })
  })
})

describe('a contact that goes on under another id', () => {
  it('[CC17] keeps its clock, ends the earlier one, and is found under the earlier id', () => {
    const bench = new Bench().queue('old', 0)
    bench.fold.takeChanges()
    bench.queue('new', 100, { follows: { contact: 'old' } })
    expect(bench.line()).toEqual(['new'])
    expect(bench.fold.contact('old')).toMatchObject({ id: 'new', follows: 'old', clockStartMs: T0 })
    expect(bench.fold.place('old', 'support')).toBe(1)
    expect([...bench.fold.takeChanges().contacts].sort()).toEqual(['new', 'old'])
    bench.at(120, { type: 'contact.answered', contact: 'new', agent: 'ann' })
    expect(bench.fold.takeChanges().contacts).toContain('old')
  })

  it('[CC17] in whatever order the two come', () => {
    const bench = new Bench().queue('new', 100, { follows: { contact: 'old' } }).at(0, { type: 'contact.queued', contact: 'old', queue: 'support' }, { loggedAt: 101 })
    expect(bench.line()).toEqual(['new'])
    expect(bench.fold.contact('old')).toMatchObject({ id: 'new', clockStartMs: T0 })
  })

  it('[CC17] a circle of followers does not hang', () => {
    const bench = new Bench().queue('a', 0, { follows: { contact: 'b' } }).queue('b', 1, { follows: { contact: 'a' } })
    expect(bench.fold.contact('a')).toBeDefined()
    expect(bench.fold.contact('b')).toBeDefined()
  })
})

describe('memory', () => {
  it('[CC18] a contact keeps 64 events; older ones are folded for good, and one from before them is too late', () => {
    const bench = new Bench().queue('a', 0)
    for (let second = 1; second <= 200; second++) bench.at(second, { type: 'contact.updated', contact: 'a', priority: second })
    expect(bench.fold.contact('a')?.phase).toMatchObject({ kind: 'waiting', priority: 200, sinceMs: T0 })
    const kept = JSON.stringify(bench.fold.snapshot()).match(/contact\.updated/g)!.length
    expect(kept).toBeLessThanOrEqual(64)
    bench.at(3.5, { type: 'contact.abandoned', contact: 'a' }, { loggedAt: 300 })
    expect(bench.phase('a')).toBe('waiting')
    expect(bench.fold.quarantine()).toMatchObject([{ reason: 'too-late' }])
  })
})
