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
})
