import { describe, expect, it } from 'vitest'
import { ami, atWork, T0 } from './testing/ami-events.ts'

const types = (events: { type: string }[]): string[] => events.map((event) => event.type)

describe('callers of an Asterisk queue', () => {
  it('[AM1] a join opens a stay at the receive time, and joins of one millisecond keep their order', () => {
    const { at, line, said } = atWork()
    at(0, ami.join('1.9', 1), ami.join('1.12', 2), ami.join('1.101', 3))
    expect(said[0]).toMatchObject({ type: 'contact.queued', contact: '1.9', queue: 'support', channel: 'voice', time: T0, language: 'en' })
    expect(line()).toEqual(['1.9', '1.12', '1.101'])
  })

  it('[AM2] the dialplan priority is no queue priority', () => {
    const { at } = atWork()
    expect(at(0, ami.join('1.1', 1))[0]).not.toHaveProperty('priority')
  })

  it('[AM2] a caller inserted in the middle lands there, and the ones ahead are raised to it', () => {
    const { at, line, said } = atWork()
    at(0, ami.join('a', 1))
    at(1, ami.join('b', 2))
    at(2, ami.join('c', 3))
    at(3, ami.join('vip', 2, 4))
    expect(line()).toEqual(['a', 'vip', 'b', 'c'])
    expect(said.at(-1)).toMatchObject({ contact: 'vip', priority: 1 })
    expect(said.filter((event) => event.type === 'contact.updated')).toMatchObject([{ contact: 'a', priority: 1 }])
    at(4, ami.join('vip2', 3, 5))
    expect(line()).toEqual(['a', 'vip', 'vip2', 'b', 'c'])
    at(5, ami.join('top', 1, 6))
    expect(line()).toEqual(['top', 'a', 'vip', 'vip2', 'b', 'c'])
  })

  it('[AM2] QUEUE_PRIO tells the priority where the account may read it', () => {
    const { at, said, line } = atWork()
    at(0, ami.join('a', 1))
    at(1, ami.queuePriority('vip', 10), ami.join('vip', 1, 2))
    expect(said.at(-1)).toMatchObject({ contact: 'vip', priority: 10 })
    at(2, ami.join('other', 2, 3))
    expect(line()).toEqual(['vip', 'other', 'a'])
  })

  it('[AM3] an Abandon after a hang-up request is abandoned, and its Leave adds nothing', () => {
    const { at } = atWork()
    at(0, ami.join('a', 1))
    expect(types(at(9, ami.hangupRequest('a'), ami.abandon('a', 1), ami.leave('a', 1, 0), ami.hangup('a')))).toEqual(['contact.abandoned'])
  })

  it('[AM3] an Abandon without one is a timeout, or no-agents where every member is paused or away', () => {
    const { at } = atWork()
    at(0, ami.hangup('elsewhere'), ami.member('7', 2), ami.join('a', 1), ami.join('b', 2))
    expect(at(30, ami.abandon('a', 1), ami.leave('a', 1, 1))).toMatchObject([{ type: 'contact.left', reason: 'timeout' }])
    at(31, ami.member('7', 2, { Paused: '1' }))
    expect(at(32, ami.abandon('b', 1), ami.leave('b', 1, 0))).toMatchObject([{ type: 'contact.left', reason: 'no-agents' }])
  })

  it('[AM3] an account that sees no call events says abandoned', () => {
    const { at } = atWork()
    at(0, ami.join('a', 1))
    expect(types(at(9, ami.abandon('a', 1), ami.leave('a', 1, 0)))).toEqual(['contact.abandoned'])
  })

  it('[AM4] the AgentConnect after a Leave makes it an answer, at the time of the Leave', () => {
    const { at } = atWork()
    at(0, ami.join('a', 1), ami.called('a', '7'))
    expect(at(4, ami.leave('a', 1, 0))).toEqual([])
    const [answered] = at(4.008, ami.connect('a', '7'))
    expect(answered).toMatchObject({ type: 'contact.answered', contact: 'a', agent: 'PJSIP:7', time: T0 + 4000 })
  })

  it('[AM4] a Leave that nothing explains was a key, told after half a second at the time of the Leave', () => {
    const { at, flush } = atWork()
    at(0, ami.join('a', 1), ami.called('a', '7'))
    at(4, ami.leave('a', 1, 0))
    expect(flush(4.4)).toEqual([])
    expect(flush(4.6)).toMatchObject([{ type: 'contact.left', reason: 'exit-key', contact: 'a', time: T0 + 4000 }])
    at(10, ami.join('b', 1), ami.called('b', '7'), ami.leave('b', 1, 0))
    expect(at(11, ami.join('c', 1))).toMatchObject([{ type: 'contact.left', contact: 'b' }, { type: 'contact.queued', contact: 'c' }])
  })

  it('[AM4] a caller for whom nobody was rung left by a key at once, and may join again', () => {
    const { at, line } = atWork()
    at(0, ami.join('a', 1), ami.called('a', '7'), ami.join('b', 2))
    expect(at(5, ami.leave('b', 2, 1))).toMatchObject([{ type: 'contact.left', reason: 'exit-key', contact: 'b' }])
    at(5.01, ami.join('b', 1, 1, 'callback desk'))
    expect(line()).toContain('b')
  })

  it('[AM4] joining another queue at once ends a held Leave first', () => {
    const { at } = atWork()
    at(0, ami.join('a', 1), ami.called('a', '7'))
    expect(at(3, ami.leave('a', 1, 0), ami.join('a', 1, 1, 'sales'))).toMatchObject([{ type: 'contact.left', reason: 'exit-key' }, { type: 'contact.queued', queue: 'sales' }])
  })

  it('[AM5] a caller is back to waiting when the last of those who rang gave up', () => {
    const { at } = atWork()
    expect(types(at(0, ami.join('a', 1), ami.called('a', '7'), ami.called('a', '8')))).toEqual(['contact.queued', 'contact.ringing', 'contact.ringing'])
    expect(at(8, ami.noAnswer('a', '7'))).toEqual([])
    expect(at(9, ami.noAnswer('a', '8'))).toMatchObject([{ type: 'contact.not-answered', agent: 'PJSIP:8', reason: 'no-answer' }])
    expect(at(10, ami.called('a', '7'), ami.dump('a', '7')).at(-1)).toMatchObject({ type: 'contact.not-answered', reason: 'agent-hung-up' })
  })

  it('[AM6] an AgentComplete without a Uniqueid ends the call of that interface in that queue', () => {
    const { at } = atWork()
    at(0, ami.join('a', 1), ami.called('a', '7'), ami.join('b', 2), ami.called('b', '8'))
    at(2, ami.leave('a', 1, 1), ami.connect('a', '7'), ami.leave('b', 1, 0), ami.connect('b', '8'))
    expect(at(60, ami.complete(undefined, '8'))).toMatchObject([{ type: 'contact.handled', contact: 'b', agent: 'PJSIP:8', afterWork: 'excluded' }])
    expect(at(61, ami.complete('a', '7'))).toMatchObject([{ type: 'contact.handled', contact: 'a' }])
    expect(at(62, ami.complete(undefined, '8'))).toEqual([])
  })
})
