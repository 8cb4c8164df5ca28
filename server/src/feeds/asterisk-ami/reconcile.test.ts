import { describe, expect, it } from 'vitest'
import { ami, atWork, T0 } from './testing/ami-events.ts'

const contactsOf = (events: readonly unknown[]): unknown =>
  (events.at(-1) as { queues: { waiting: { contact: string }[] }[] }).queues[0]?.waiting.map((row) => row.contact)

describe('QueueStatus replies', () => {
  it('[AM8] a reply is one snapshot at the time of its first row, with queues, order and members', () => {
    const { at } = atWork()
    at(0, ami.join('a', 1))
    at(60, ami.params('support'), ami.row('7', 1), ami.entry('vip', 1, 5, 10), ami.entry('a', 2, 61, 0), ami.params('sales'))
    expect(at(60.02, ami.replyEnd())).toMatchObject([{
      type: 'feed.snapshot', time: T0 + 60_000,
      queues: [
        { queue: 'support', waiting: [{ contact: 'vip', priority: 10, since: T0 + 55_000 }, { contact: 'a', priority: 0, since: T0 }] },
        { queue: 'sales', waiting: [] },
      ],
      agents: [{ agent: 'PJSIP:7', state: 'available', queues: ['support'] }],
    }])
  })

  it('[AM8] the reply shows a reordering that no event told, also from a version without Priority', () => {
    const { at, line } = atWork()
    at(0, ami.join('a', 1))
    at(1, ami.join('b', 2))
    at(9, ami.entry('b', 1, 8), ami.entry('a', 2, 9), ami.replyEnd())
    expect(line()).toEqual(['b', 'a'])
  })

  it('[AM8] who joined or left while the reply came in is as the events said', () => {
    const { at } = atWork()
    at(0, ami.join('a', 1), ami.join('b', 2))
    at(9, ami.params('support'), ami.entry('a', 1, 9), ami.entry('b', 2, 9))
    at(9.005, ami.hangupRequest('a'), ami.abandon('a', 1), ami.leave('a', 1, 1), ami.join('c', 2))
    expect(contactsOf(at(9.01, ami.replyEnd()))).toEqual(['b', 'c'])
  })

  it('[AM8] replies of two askers on one connection are not mixed', () => {
    const { at } = atWork()
    at(0, ami.params('support', 'x'), ami.params('sales', 'y'), ami.entry('a', 1, 3, 0, 'support', 'x'))
    expect(at(0.1, ami.replyEnd('y'))).toMatchObject([{ queues: [{ queue: 'sales' }] }])
    expect(at(0.2, ami.replyEnd('x'))).toMatchObject([{ queues: [{ queue: 'support', waiting: [{ contact: 'a' }] }] }])
  })

  it('[AM8] a membership that the reply no longer lists is over', () => {
    const { at } = atWork()
    at(0, ami.member('7', 1), ami.member('8', 1))
    expect(at(5, ami.params('support'), ami.row('7', 1), ami.replyEnd()).at(-1)).toMatchObject({ type: 'agent.state', agent: 'PJSIP:8', state: 'signed-out' })
  })

  it('[AM9] a count that contradicts ours makes the queue out of step, once, until a reply', () => {
    const { at, translator } = atWork()
    at(0, ami.join('a', 1))
    expect(translator.takeOutOfStep()).toEqual([])
    at(1, ami.join('c', 3, 3))
    expect(translator.takeOutOfStep()).toEqual(['support'])
    expect(translator.takeOutOfStep()).toEqual([])
    at(5, ami.params('support'), ami.entry('a', 1, 5), ami.entry('b', 2, 4), ami.entry('c', 3, 4), ami.replyEnd())
    at(5.01, ami.leave('b', 1, 2))
    expect(translator.takeOutOfStep()).toEqual([])
    at(9, ami.leave('c', 1, 1))
    expect(translator.takeOutOfStep()).toEqual(['support'])
  })

  it('[AM8] the first reply of a connection says that nobody is served where no member is in a call; callers who ring are listed', () => {
    const work = atWork()
    const calls = { ...ami.row('778', 2, 'sales'), InCall: '1' }
    const [first] = work.at(0, ami.params('support'), ami.row('777', 1), ami.params('sales'), calls, ami.replyEnd())
    expect(first).toMatchObject({ listsRinging: true, queues: [{ queue: 'support', inService: [] }, { queue: 'sales' }] })
    expect(first?.type === 'feed.snapshot' ? first.queues[1] : {}).not.toHaveProperty('inService')
    const [second] = work.at(10, ami.params('support', 'a2'), { ...ami.row('777', 1), ActionID: 'a2' }, ami.replyEnd('a2'))
    expect(second?.type === 'feed.snapshot' ? second.queues[0] : { inService: 1 }).not.toHaveProperty('inService')
  })

  it('[AM11] an interface that may name a person gets the id that the connector makes of it', () => {
    const work = atWork({ agentIdOf: (iface) => `hash-of-${iface.length}`, contactPrefix: 'pbx-' })
    expect(work.at(0, ami.member('777', 1))).toMatchObject([{ agent: 'hash-of-9' }])
    expect(work.at(1, ami.join('1.1', 1), ami.called('1.1', '777')).at(-1)).toMatchObject({ contact: 'pbx-1.1', agent: 'hash-of-9' })
  })

  it('[AM12] another order than the events told is said once, and none by joins, leaves and repeats', () => {
    const work = atWork()
    work.at(0, ami.join('a', 1), ami.join('b', 2), ami.join('c', 3))
    work.at(5, ami.params('support'), ami.entry('a', 1, 5), ami.entry('c', 2, 5), ami.entry('d', 3, 0), ami.replyEnd())
    expect(work.translator.takeReordered()).toBe(false)
    work.at(10, ami.params('support'), ami.entry('c', 1, 10, 9), ami.entry('a', 2, 10, 0), ami.entry('d', 3, 5, 0), ami.replyEnd())
    expect([work.translator.takeReordered(), work.translator.takeReordered()]).toEqual([true, false])
  })

  it('[AM8] who joined unseen in the second of a caller that an earlier connection told stays behind it', () => {
    const told: Record<string, number> = { a: T0 + 100, gone: T0 + 50, b: T0 - 900_000 }
    const work = atWork({ toldSince: (contact) => told[contact] })
    const [snapshot] = work.at(5, ami.params('support'), ami.entry('a', 1, 5, 0), ami.entry('unseen', 2, 5, 0), ami.entry('b', 3, 5, 0), ami.replyEnd())
    expect(snapshot).toMatchObject({ queues: [{ waiting: [{ contact: 'a', since: T0 + 100 }, { contact: 'unseen', since: T0 + 101 }, { contact: 'b', since: T0 + 102 }] }] })
  })
})
