import { describe, expect, it } from 'vitest'
import type { ContactEvent } from '../../contact-center/index.ts'
import { ami, atWork } from './testing/ami-events.ts'

const types = (events: readonly ContactEvent[]): string[] => events.map((event) => event.type)

/** The traps of app_queue that make a displayed number wrong, as its source has them. */
describe('traps of app_queue', () => {
  it('1: nobody is told that those behind a leaver moved up, nor that a priority caller shifted others', () => {
    const work = atWork()
    work.at(0, ami.join('1.1', 1), ami.join('1.2', 2), ami.join('1.3', 3), ami.join('1.9', 2, 4))
    expect(work.line()).toEqual(['1.1', '1.9', '1.2', '1.3'])
    work.at(1, ami.hangupRequest('1.1'), ami.abandon('1.1', 1), ami.leave('1.1', 1, 3))
    expect(work.line()).toEqual(['1.9', '1.2', '1.3'])
  })

  it('2: Priority of a caller event is the dialplan’s; only a QueueEntry tells the queue’s', () => {
    const work = atWork()
    expect(work.at(0, { ...ami.join('1.1', 1), Priority: '99' })).toMatchObject([{ type: 'contact.queued' }])
    expect(work.said[0]).not.toHaveProperty('priority')
    expect(work.at(5, ami.params('support'), ami.entry('1.1', 1, 5, 7), ami.replyEnd())).toMatchObject([{ queues: [{ waiting: [{ contact: '1.1', priority: 7 }] }] }])
  })

  it('3: QueueChangePriorityCaller is silent, and a QueueStatus reply heals it', () => {
    const work = atWork()
    work.at(0, ami.join('1.1', 1), ami.join('1.2', 2))
    work.at(5, ami.params('support'), ami.entry('1.2', 1, 5, 10), ami.entry('1.1', 2, 5, 0), ami.replyEnd())
    expect(work.line()).toEqual(['1.2', '1.1'])
  })

  it('4: HoldTime of an Abandon is seconds waited, whatever its page says: the event’s own time counts', () => {
    const work = atWork()
    work.at(0, ami.join('1.1', 1))
    expect(work.at(168, ami.hangupRequest('1.1'), ami.abandon('1.1', 1))).toMatchObject([{ type: 'contact.abandoned', time: 1_700_000_168_000 }])
  })

  it('5: an unknown number is <unknown> in events and unknown in rows, and is the same caller by its Uniqueid', () => {
    const work = atWork()
    work.at(0, { ...ami.join('1.1', 1), CallerIDNum: '<unknown>' })
    const [snapshot] = work.at(5, ami.params('support'), { ...ami.entry('1.1', 1, 5, 0), CallerIDNum: 'unknown' }, ami.replyEnd())
    expect(snapshot).toMatchObject({ queues: [{ waiting: [{ contact: '1.1', since: 1_700_000_000_000 }] }] })
  })

  it('6: a member is Interface and MemberName in events, Location and Name in rows, and is one agent', () => {
    const work = atWork()
    expect(work.at(0, ami.member('777', 1))).toMatchObject([{ type: 'agent.state', agent: 'PJSIP:777', state: 'available' }])
    expect(work.at(5, ami.params('support'), ami.row('777', 2), ami.replyEnd())).toMatchObject([{ type: 'feed.snapshot', agents: [{ agent: 'PJSIP:777', state: 'on-contact' }] }])
  })

  it('7: Status is a device state', () => {
    const states = Array.from({ length: 9 }, (_, status) => {
      const [event] = atWork().at(0, ami.member('777', status))
      return event?.type === 'agent.state' ? event.state : undefined
    })
    expect(states).toEqual(['available', 'available', 'on-contact', 'on-contact', 'signed-out', 'signed-out', 'ringing', 'on-contact', 'on-contact'])
  })

  it('8, 10: counts and averages that Asterisk computes are not taken: only who waits and who serves', () => {
    const work = atWork()
    expect(work.at(0, { Event: 'QueueSummary', Queue: 'support', LoggedIn: '3', Available: '1', Callers: '2', HoldTime: '41', LongestHoldTime: '63' })).toEqual([])
    const [snapshot] = work.at(1, { ...ami.params('support'), Holdtime: '41', TalkTime: '180' }, ami.replyEnd())
    expect(snapshot).toMatchObject({ queues: [{ queue: 'support', waiting: [] }] })
    expect(JSON.stringify(snapshot)).not.toMatch(/41|180/)
  })

  it('9: a channel that is renamed on its way stays the caller it is', () => {
    const work = atWork()
    work.at(0, ami.join('1.1', 1), ami.called('1.1', '777'))
    const renamed = { Channel: 'PJSIP/other-00000099', CallerIDNum: '777' }
    expect(types(work.at(3, { ...ami.leave('1.1', 1, 0), ...renamed }, { ...ami.connect('1.1', '777'), ...renamed }))).toEqual(['contact.answered'])
    expect(types(work.at(60, { ...ami.complete('1.1', '777'), ...renamed }))).toEqual(['contact.handled'])
  })

  it('withdrawn, timed out and left empty raise an Abandon too: without a hang-up before it, it is none', () => {
    const work = atWork()
    work.at(0, ami.hangup('0.1'), ami.member('777', 1), ami.join('1.1', 1), ami.join('1.2', 2))
    expect(work.at(5, ami.abandon('1.1', 1))).toMatchObject([{ type: 'contact.left', reason: 'timeout' }])
    work.at(6, ami.member('777', 5))
    expect(work.at(7, ami.abandon('1.2', 1))).toMatchObject([expect.objectContaining({ type: 'contact.left', reason: 'no-agents' })])
  })

  it('a caller snapshot may be missing from an AgentComplete', () => {
    const work = atWork()
    work.at(0, ami.join('1.1', 1), ami.called('1.1', '777'), ami.leave('1.1', 1, 0), ami.connect('1.1', '777'))
    expect(work.at(60, ami.complete(undefined, '777'))).toMatchObject([{ type: 'contact.handled', contact: '1.1' }])
  })
})
