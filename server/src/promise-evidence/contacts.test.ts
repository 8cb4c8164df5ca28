import { describe, expect, it } from 'vitest'
import { EvidenceBench, ms } from './testing/evidence-bench.ts'

describe('a settled contact', () => {
  it('[LE1] leaves its evidence a minute after its end, once, at the log entry that settled it', () => {
    const bench = new EvidenceBench().queued(1, 'a').at(5, { type: 'contact.abandoned', contact: 'a' })
    bench.log.clock(64)
    expect(bench.contacts).toEqual([])
    bench.log.clock(65)
    expect(bench.entries).toMatchObject([{ center: 'acme', log: `${ms(65)}-0`, atMs: ms(65), timeZone: 'Europe/Brussels', items: [{ kind: 'contact', contact: 'a', correction: false }] }])
    bench.silence(65, 3700)
    expect(bench.contacts).toHaveLength(1)
    expect(bench.contacts[0]).toMatchObject({ outcome: 'abandoned', abandonedAtMs: ms(5), endedAtMs: ms(5), settledAtMs: ms(65), queues: ['support'], clocks: { queuedAtMs: ms(1) } })
  })

  it('[LE1] a late event that tells otherwise appends a correction; one that tells the same again nothing', () => {
    const bench = new EvidenceBench().queued(1, 'a').at(5, { type: 'contact.abandoned', contact: 'a' }, { id: 'end' })
    bench.silence(5, 120).at(5, { type: 'contact.abandoned', contact: 'a' }, { id: 'end', loggedAt: 121 })
    bench.silence(121, 400)
    expect(bench.contacts).toHaveLength(1)
    bench.at(4, { type: 'contact.answered', contact: 'a', agent: 'ann' }, { loggedAt: 401 })
    bench.silence(401, 500)
    expect(bench.items.map((item) => item.kind === 'contact' && [item.correction, item.evidence.outcome, item.evidence.answers.length])).toEqual([[false, 'abandoned', 0], [true, 'handled', 1]])
    // What does not change a stay corrects too.
    bench.at(3, { type: 'callback.offered', contact: 'a' }, { loggedAt: 501 }).silence(501, 600)
    expect(bench.contacts[2]).toMatchObject({ callback: { offeredAtMs: ms(3), attempts: [] } })
  })

  it('[LE1] who waits again after its end is settled again when that ends', () => {
    const bench = new EvidenceBench().queued(1, 'a').at(5, { type: 'contact.answered', contact: 'a', agent: 'ann' }).at(9, { type: 'contact.handled', contact: 'a', agent: 'ann' })
    bench.silence(9, 100).queued(101, 'a').silence(101, 200)
    expect(bench.contacts).toHaveLength(1)
    bench.at(201, { type: 'contact.abandoned', contact: 'a' }).silence(201, 300)
    expect(bench.contacts).toHaveLength(2)
    expect(bench.contacts[1]).toMatchObject({ abandonedAtMs: ms(201), answers: [{ atMs: ms(5), by: 'human', queue: 'support' }] })
  })

  it('[LE1] what comes in its last minute before it is forgotten is not lost', () => {
    const bench = new EvidenceBench().queued(1, 'a').at(5, { type: 'contact.abandoned', contact: 'a' }).silence(5, 3590)
    bench.at(4, { type: 'contact.transferred', contact: 'a', by: 'rule', to: 'agent', kind: 'consult' }, { loggedAt: 3591 }).silence(3591, 3700)
    expect(bench.contacts).toHaveLength(2)
    expect(bench.contacts[1]?.transfers).toEqual([{ atMs: ms(4), by: 'rule', to: 'agent', kind: 'consult' }])
  })

  it('[LE2] instants are corrected by the feed\'s clock offset', () => {
    const bench = new EvidenceBench()
    // A clock that runs 100 s behind is known after ten events.
    for (let second = 1; second <= 12; second++) bench.at(second - 100, { type: 'feed.heartbeat' }, { loggedAt: second })
    bench.at(20 - 100, { type: 'contact.queued', contact: 'a', queue: 'support', clock: { choseAt: ms(18 - 100) } }, { loggedAt: 20 })
    bench.at(30 - 100, { type: 'contact.abandoned', contact: 'a' }, { loggedAt: 30 }).silence(30, 120)
    expect(bench.contacts[0]).toMatchObject({ clocks: { queuedAtMs: ms(20), choseAtMs: ms(18) }, abandonedAtMs: ms(30), stays: [{ startedAtMs: ms(20), endedAtMs: ms(30) }] })
  })

  it('[LE3] names bots and recordings as such, and no agent at all', () => {
    const bench = new EvidenceBench().queued(1, 'a', { clock: { dialledAt: ms(-20), connectedAt: ms(-15), choseAt: ms(-5), humanAskedAt: ms(-2) }, language: 'nl', skills: { dutch: 2 } })
      .at(2, { type: 'contact.answered', contact: 'a', by: 'recording' }).at(3, { type: 'contact.answered', contact: 'a', by: 'bot', agent: 'robo' })
      .queued(10, 'a').at(12, { type: 'contact.ringing', contact: 'a', agent: 'ann-smith' }).at(15, { type: 'contact.answered', contact: 'a', agent: 'ann-smith' })
      .at(20, { type: 'contact.handled', contact: 'a', agent: 'ann-smith' }).silence(20, 120)
    const [evidence] = bench.contacts
    expect(evidence?.answers).toEqual([{ atMs: ms(2), by: 'recording' }, { atMs: ms(3), by: 'bot', queue: 'support' }, { atMs: ms(15), by: 'human', queue: 'support' }])
    expect(evidence).toMatchObject({
      clocks: { dialledAtMs: ms(-20), connectedAtMs: ms(-15), choseAtMs: ms(-5), humanAskedAtMs: ms(-2), queuedAtMs: ms(1) }, language: 'nl', skills: ['dutch'],
    })
    expect(JSON.stringify(bench.entries)).not.toMatch(/ann-smith|robo/)
  })

  it('keeps refusals, transfers with their answer, replies, leaving and the whole life of a callback', () => {
    const bench = new EvidenceBench().at(1, { type: 'contact.refused', contact: 'full', queue: 'support', reason: 'full' })
      .queued(1, 'cb').at(2, { type: 'callback.offered', contact: 'cb' })
      .at(3, { type: 'callback.accepted', contact: 'cb', mode: 'keeps-place', dueBy: ms(900), window: { from: ms(10), to: ms(50) } })
      .at(4, { type: 'callback.attempted', contact: 'cb', outcome: 'busy' }).at(5, { type: 'callback.reached', contact: 'cb', agent: 'bo' })
      .at(6, { type: 'contact.transferred', contact: 'cb', by: 'agent', to: 'queue', kind: 'blind', queue: 'billing' }).at(9, { type: 'contact.answered', contact: 'cb', agent: 'cy' })
      .at(10, { type: 'contact.handled', contact: 'cb' })
      .queued(1, 'left').at(7, { type: 'contact.left', contact: 'left', reason: 'voicemail' })
      .queued(1, 'mail', { channel: 'email' }).at(8, { type: 'contact.replied', contact: 'mail', by: 'human' }).silence(10, 100)
    const of = (contact: string) => bench.contacts.find((one) => one.contact === contact)
    expect(of('full')).toMatchObject({ refused: [{ atMs: ms(1), queue: 'support', reason: 'full' }], outcome: 'refused' })
    expect(of('cb')).toMatchObject({
      queues: ['support', 'billing'],
      callback: {
        offeredAtMs: ms(2), acceptedAtMs: ms(3), mode: 'keeps-place', dueByMs: ms(900), window: { fromMs: ms(10), toMs: ms(50) }, attempts: [{ atMs: ms(4), outcome: 'busy' }],
        reachedAtMs: ms(5),
      },
      transfers: [{ atMs: ms(6), by: 'agent', to: 'queue', kind: 'blind', queue: 'billing', answeredAtMs: ms(9) }],
    })
    expect(of('left')).toMatchObject({ left: [{ atMs: ms(7), reason: 'voicemail' }], outcome: 'voicemail' })
    expect(of('mail')).toMatchObject({ replies: [{ atMs: ms(8), by: 'human' }], answers: [{ atMs: ms(8), by: 'human', queue: 'support' }], outcome: 'answered', channel: 'email' })
  })

  it('keeps the journal of a long contact beyond the events that the fold keeps', () => {
    const bench = new EvidenceBench().queued(1, 'a', { channel: 'messaging' }).at(2, { type: 'callback.offered', contact: 'a' })
    for (let index = 0; index < 150; index++) bench.at(3 + index / 10, { type: 'contact.replied', contact: 'a', by: 'customer' })
    bench.at(30, { type: 'contact.abandoned', contact: 'a' }).silence(30, 120)
    expect(bench.contacts[0]?.replies).toHaveLength(150)
    expect(bench.contacts[0]?.callback?.offeredAtMs).toBe(ms(2))
  })

  it('names who follows and who was followed', () => {
    const bench = new EvidenceBench().queued(1, 'old').at(5, { type: 'contact.queued', contact: 'new', queue: 'support', follows: { contact: 'old' } })
      .at(9, { type: 'contact.abandoned', contact: 'new' }).silence(9, 120)
    expect(bench.contacts.map(({ contact, follows, followedBy }) => ({ contact, follows, followedBy }))).toEqual([
      { contact: 'old', follows: undefined, followedBy: 'new' }, { contact: 'new', follows: 'old', followedBy: undefined },
    ])
  })

  it('[LE10] an erased contact leaves nothing, also not by later events, and its erasure is handed over', () => {
    const bench = new EvidenceBench().queued(1, 'a').queued(1, 'b').fact(2, { kind: 'erase', contact: 'a', by: 'admin' }).receipt(3, 'a', 'shown')
      .at(5, { type: 'contact.abandoned', contact: 'a' }).at(5, { type: 'contact.abandoned', contact: 'b' }).silence(5, 120)
      .at(4, { type: 'callback.offered', contact: 'a' }, { loggedAt: 121 }).silence(121, 240)
    expect(bench.items.map((item) => [item.kind, 'contact' in item ? item.contact : ''])).toEqual([['erase', 'a'], ['contact', 'b']])
  })

  it('[LE3] who hangs up on a bot has given up, who hangs up on a human has not', () => {
    const bench = new EvidenceBench()
    bench.queued(1, 'on-bot').at(2, { type: 'contact.answered', contact: 'on-bot', by: 'bot' }).at(40, { type: 'contact.abandoned', contact: 'on-bot' })
    bench.queued(3, 'on-human').at(9, { type: 'contact.answered', contact: 'on-human', agent: 'ann' }).at(50, { type: 'contact.abandoned', contact: 'on-human' }).silence(50, 200)
    const evidence = (contact: string) => bench.contacts.find((one) => one.contact === contact)
    expect(evidence('on-bot')).toMatchObject({ abandonedAtMs: ms(40), answers: [{ by: 'bot' }] })
    expect(evidence('on-human')).not.toHaveProperty('abandonedAtMs')
  })
})
