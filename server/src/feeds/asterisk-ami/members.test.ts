import { describe, expect, it } from 'vitest'
import { ami, atWork, T0 } from './testing/ami-events.ts'

describe('members of an Asterisk queue', () => {
  it('[AM7] device states are agent states', () => {
    const states = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((status) => {
      const [event] = atWork().at(0, ami.member('7', status))
      return event?.type === 'agent.state' ? event.state : undefined
    })
    expect(states).toEqual(['available', 'available', 'on-contact', 'on-contact', 'signed-out', 'signed-out', 'ringing', 'on-contact', 'on-contact'])
  })

  it('[AM7] one agent serves the queues of all its memberships, told only when something changes', () => {
    const { at } = atWork()
    at(0, ami.member('7', 1))
    expect(at(1, ami.member('7', 1, { Queue: 'sales' }))).toMatchObject([{ agent: 'PJSIP:7', state: 'available', queues: ['sales', 'support'] }])
    expect(at(2, ami.member('7', 1), ami.member('7', 1, { Queue: 'sales' }))).toEqual([])
    expect(at(3, ami.member('7', 1, { Event: 'QueueMemberRemoved', Queue: 'sales' }))).toMatchObject([{ queues: ['support'] }])
    expect(at(4, ami.member('7', 1, { Event: 'QueueMemberRemoved' }))).toMatchObject([{ state: 'signed-out', queues: [] }])
  })

  it('[AM7] paused in one queue serves the others; paused in all is not ready once the call is over', () => {
    const { at } = atWork()
    at(0, ami.member('7', 1), ami.member('7', 1, { Queue: 'sales' }))
    expect(at(1, ami.member('7', 1, { Event: 'QueueMemberPause', Paused: '1' }))).toMatchObject([{ state: 'available', queues: ['sales'] }])
    expect(at(2, ami.member('7', 2, { Paused: '1' }), ami.member('7', 2, { Queue: 'sales', Paused: '1' })).at(-1)).toMatchObject({ state: 'on-contact' })
    expect(at(3, ami.member('7', 1, { Paused: '1' }))).toMatchObject([{ state: 'not-ready', queues: ['sales', 'support'] }])
  })

  it('[AM7] wrap-up is after-contact work whose end is told by us', () => {
    const { at, flush } = atWork()
    at(0, ami.member('7', 2, { LastCall: '100', Wrapuptime: '15' }))
    expect(at(60, ami.member('7', 1, { LastCall: '160', Wrapuptime: '15' }))).toMatchObject([{ state: 'after-contact-work', until: T0 + 75_000 }])
    expect(flush(74)).toEqual([])
    expect(flush(80)).toMatchObject([{ type: 'agent.state', state: 'available', time: T0 + 75_000 }])
  })
})
