import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CenterFacts, type ContactEvent, createContactCenter, FOLD_RULES, restoreContactCenter } from './index.ts'
import { bodies, CONTACT_IDS, shuffled } from './testing/arbitrary-events.ts'
import { Bench, centerFacts, T0 } from './testing/builders.ts'

type Body = Parameters<Bench['at']>[1]
const queued = (queue = 'support'): Body => ({ type: 'contact.queued', contact: 'c', queue })
const answered = (agent = 'ann'): Body => ({ type: 'contact.answered', contact: 'c', agent })
const requeued = (queue = 'second'): Body => ({ type: 'contact.requeued', contact: 'c', queue })
const left: Body = { type: 'contact.left', contact: 'c', reason: 'overflow' }
const abandoned: Body = { type: 'contact.abandoned', contact: 'c' }
const handled: Body = { type: 'contact.handled', contact: 'c', agent: 'ann' }
const ringing: Body = { type: 'contact.ringing', contact: 'c', agent: 'ann' }
const toBot: Body = { type: 'contact.answered', contact: 'c', by: 'bot' }
const refused = (queue: string): Body => ({ type: 'contact.refused', contact: 'c', queue, reason: 'full' })

/** Where the contact is after these of one instant, with ids given in every order, arriving in every order. */
function phasesOf(before: readonly Body[], instant: readonly Body[], facts: CenterFacts = centerFacts()): Set<string> {
  const found = new Set<string>()
  for (const ids of orders(instant.map((_, index) => index))) {
    for (const arrival of orders(instant.map((_, index) => index))) {
      const bench = new Bench(createContactCenter(facts))
      before.forEach((body, index) => bench.at(index, body, { id: `before-${index}` }))
      for (const index of arrival) bench.at(60, instant[index]!, { id: `e-${ids[index]}` })
      const phase = bench.fold.contact('c')?.phase
      found.add(phase?.kind === 'waiting' ? `waiting ${phase.queues.join()}` : phase?.kind === 'ended' ? `ended ${phase.outcome}` : String(phase?.kind))
    }
  }
  return found
}
function orders<T>(list: readonly T[]): T[][] {
  return list.length < 2 ? [[...list]] : list.flatMap((one, index) => orders(list.filter((_, other) => other !== index)).map((rest) => [one, ...rest]))
}

describe('several events of a contact in one millisecond', () => {
  it.each([
    ['queued and answered', [], [queued(), answered()], 'with-agent'],
    ['queued, rung, answered', [], [queued(), ringing, answered()], 'with-agent'],
    ['queued, answered and handled', [], [queued(), answered(), handled], 'ended handled'],
    ['queued and given up', [], [queued(), abandoned], 'ended abandoned'],
    ['answered and handled', [queued()], [answered(), handled], 'ended handled'],
    ['answered and hung up', [queued()], [answered(), abandoned], 'ended handled'],
    ['left for another queue', [queued()], [left, requeued()], 'waiting second'],
    ['left, and queued elsewhere by its first event', [queued()], [left, queued('second')], 'waiting second'],
    ['moved, and answered there at once', [queued()], [requeued(), answered()], 'with-agent'],
    ['handed on by its agent', [queued(), answered()], [handled, requeued()], 'waiting second'],
    ['handed on and answered by the next', [queued(), answered()], [handled, requeued(), answered('bob')], 'with-agent'],
    ['handed on and given up', [queued(), answered()], [requeued(), abandoned], 'ended abandoned'],
    ['a bot that hands over', [queued()], [toBot, queued('second')], 'waiting second'],
    ['taken by a bot at once', [], [queued(), toBot], 'with-agent'],
    ['full here, taken in there', [], [refused('full'), queued('second')], 'waiting second'],
    ['not answered by one, rung by the next', [queued(), ringing], [{ type: 'contact.not-answered', contact: 'c' } as Body, { ...ringing, agent: 'bob' } as Body], 'connecting'],
    ['rung and not answered', [queued()], [ringing, { type: 'contact.not-answered', contact: 'c', agent: 'ann' } as Body], 'waiting support'],
    ['queued and refused by that queue', [], [queued(), refused('support')], 'ended refused'],
  ])('[CC40] %s: the order of life decides, whatever the ids and the order of arrival', (_, before, instant, phase) => {
    expect([...phasesOf(before, instant)]).toEqual([phase])
  })

  it('[CC40] between equals in life the smaller id comes first', () => {
    expect(phasesOf([], [queued('one'), queued('two')])).toEqual(new Set(['waiting two', 'waiting one']))
    expect(new Bench().at(1, queued('one'), { id: 'a' }).at(1, queued('two'), { id: 'b' }).line('two')).toEqual(['c'])
  })

  it('[CC40] what others say of the instant comes after: a snapshot, and a later contact that follows', () => {
    const waiting = [{ contact: 'c', since: T0 + 60_000 }]
    for (const id of ['a', 'z']) {
      const bench = new Bench().at(60, { type: 'feed.snapshot', queues: [{ queue: 'support', waiting }] }, { id: 'm' }).at(60, ringing, { id: `${id}2` }).at(60, queued(), { id: `${id}1` })
      expect([bench.phase('c'), bench.fold.contact('c')?.stays.length]).toEqual(['connecting', 1])
      bench.at(60, answered(), { id: `${id}0` }).at(60, { type: 'contact.queued', contact: 'd', queue: 'second', follows: { contact: 'c' } }, { id: 'f' })
      expect(bench.fold.contact('c')).toMatchObject({ id: 'd', phase: { kind: 'waiting' } })
    }
  })

  const fewInstants = fc.array(fc.tuple(bodies, fc.integer({ min: 0, max: 4 }), fc.stringMatching(/^[a-z]{6}$/)), { maxLength: 40 })
    .map((list) => list.map(([body, second, id], index) => ({ ...body, id: `${id}${index}`, time: T0 + second * 1000 }) as ContactEvent))

  it('[CC4] [CC40] with few times among many events any interleaving and duplication gives the same contacts, also across a restart', () => {
    fc.assert(fc.property(fewInstants.chain((events) => fc.tuple(shuffled(events), shuffled(events), fc.nat(40))), ([one, other, cut]) => {
      const views = [one, other].map((events, which) => {
        let fold = createContactCenter(centerFacts({ queues: [] }))
        events.forEach((event, index) => {
          if (which === 1 && index === cut) fold = restoreContactCenter(JSON.parse(JSON.stringify(fold.snapshot())))
          const ms = T0 + 60_000 + index
          fold.apply({ kind: 'event', feed: 'acd', receivedAtMs: ms, event }, { ms, position: `${ms}-0/0` })
        })
        return CONTACT_IDS.map((id) => fold.contact(id))
      })
      expect(views[1]).toEqual(views[0])
    }), { numRuns: 200 })
  })

  it('[CC18] [CC40] more than are kept, all of one instant, do no harm', () => {
    const bench = new Bench()
    for (let i = 0; i < 100; i++) bench.at(1, { type: 'contact.updated', contact: 'c', priority: i }, { id: `u${i}` })
    bench.at(1, queued(), { id: 'q' })
    for (let i = 0; i < 100; i++) bench.at(1, { type: 'contact.updated', contact: 'c', priority: i }, { id: `v${i}` })
    bench.at(2, answered())
    expect(bench.phase('c')).toBe('with-agent')
  })
})

describe('the rules of a center', () => {
  const { rules: _newest, ...ofOldRules } = centerFacts()

  it('[CC41] without rules in its configuration ids decide, as they did: what the log says stays what it was', () => {
    expect(phasesOf([], [queued(), answered()], ofOldRules)).toEqual(new Set(['with-agent', 'waiting support']))
  })

  it('[CC41] the same generation may raise the rules and nothing else; what came before is not judged anew, and no configuration lowers them', () => {
    const bench = new Bench(createContactCenter(ofOldRules)).at(1, queued(), { id: 'b' }).at(1, answered(), { id: 'a' })
    expect(bench.phase('c')).toBe('waiting')
    bench.fact(2, { kind: 'config', config: centerFacts({ show: 'off' }) })
    expect([bench.fold.config.rules, bench.fold.config.show, bench.phase('c')]).toEqual([FOLD_RULES, 'both', 'waiting'])
    bench.fact(3, { kind: 'config', config: { ...ofOldRules, generation: 2 } })
    expect(bench.fold.config).toMatchObject({ generation: 2, rules: FOLD_RULES })
    const again = new Bench(restoreContactCenter(JSON.parse(JSON.stringify(bench.fold.snapshot()))))
    for (const one of [bench, again]) one.at(4, { type: 'contact.queued', contact: 'd', queue: 'support' }, { id: 'z' }).at(4, { type: 'contact.answered', contact: 'd' }, { id: 'y' })
    expect([again.phase('c'), again.phase('d')]).toEqual(['waiting', 'with-agent'])
    expect(again.fold.contact('d')).toEqual(bench.fold.contact('d'))
  })
})
