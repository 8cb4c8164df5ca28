import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createContactCenter, type ContactEvent } from '../../contact-center/index.ts'
import { ACD, AGENT, acdLeg, agentLeg, CONVERSATION, conversation, endedCustomer, hungUpAcd, leftAcd, missedLeg, QUEUE, TOPIC } from './testing/payloads.ts'
import { createGenesysTranslator } from './translate.ts'

const NOW = Date.parse('2025-01-01T10:06:00Z')
const translator = () => createGenesysTranslator({ queueIds: { [QUEUE]: 'support' } })
const said = (...bodies: object[]): ContactEvent[] => {
  const translate = translator()
  return bodies.flatMap((body) => translate.frame(TOPIC, body, NOW))
}

function folded(...bodies: object[]): unknown {
  const center = createContactCenter({ id: 'acme', generation: 1, name: {}, languages: ['en'], timeZone: 'UTC', show: 'both', public: false, purpose: 'test', queues: [], feeds: [] })
  let count = 0
  for (const event of said(...bodies)) center.apply({ kind: 'event', feed: 'gc', receivedAtMs: NOW, event }, { ms: NOW, position: `${NOW}-0/${(count += 1)}` })
  const phase = center.contact(CONVERSATION)?.phase
  return phase?.kind === 'ended' ? `ended: ${phase.outcome}` : phase?.kind
}
const waiting = conversation(acdLeg())
const answered = conversation(leftAcd, missedLeg, agentLeg())
const handled = conversation(leftAcd, missedLeg, agentLeg({ endTime: '2025-01-01T10:04:00.000Z' }))

describe('Genesys Cloud', () => {
  it('[GC1] [GC2] [GC8] says a waiting conversation once, by the time of its queue leg, without name or number', () => {
    const events = said(waiting, waiting)
    expect(events).toEqual([{ id: `${ACD}-queued`, type: 'contact.queued', time: Date.parse('2025-01-01T10:00:07.469Z'), contact: CONVERSATION, queue: 'support', channel: 'voice' }])
    expect(JSON.stringify(said(waiting, answered, handled))).not.toMatch(/Alice|Bob|15550100100/)
  })

  it('[GC3] is answered by the agent\'s leg, though the queue\'s leg ends later', () => {
    expect(folded(waiting, answered)).toBe('with-agent')
    expect(said(waiting, answered).at(-1)).toMatchObject({ type: 'contact.answered', agent: AGENT, time: Date.parse('2025-01-01T10:00:20.200Z') })
    expect(folded(waiting, conversation(acdLeg(), agentLeg()))).toBe('with-agent')
    expect(folded(waiting, answered, handled)).toBe('ended: handled')
  })

  it('[GC1] [GC3] comes to the same in any order and however often', () => {
    fc.assert(fc.property(fc.shuffledSubarray([waiting, answered, handled, waiting, answered], { minLength: 5 }), (bodies) => {
      expect(folded(...bodies)).toBe('ended: handled')
    }), { numRuns: 40 })
  })

  it('[GC4] rings, and waits on when nobody answers', () => {
    const ringing = { id: 'leg', purpose: 'agent', userId: AGENT, queueId: QUEUE, calls: [{ state: 'alerting', startAlertingTime: '2025-01-01T10:00:08.000Z' }] }
    expect(folded(waiting, conversation(acdLeg(), ringing))).toBe('connecting')
    expect(folded(waiting, conversation(acdLeg(), ringing), conversation(acdLeg(), { ...ringing, endTime: '2025-01-01T10:00:16.000Z', calls: [{ state: 'terminated' }] }))).toBe('waiting')
  })

  it.each([['client', 'ended: abandoned'], ['endpoint', 'ended: abandoned'], ['peer', 'ended: abandoned'], ['timeout', 'ended: timeout'], ['system', 'ended: disconnected-by-system'], ['other', 'ended: other']])(
    '[GC5] a queue leg ended by %s is %s', (by, phase) => expect(folded(waiting, conversation(hungUpAcd(by)))).toBe(phase))

  it.each(['client', 'endpoint', 'peer'])('[GC5] a customer whose own leg ended by %s, with no agent, has given up, whatever the queue leg says', (by) => {
    const gone = { id: 'the-customer', purpose: 'customer', connectedTime: '2025-01-01T10:00:00.071Z', endTime: '2025-01-01T10:01:00.000Z', calls: [{ state: 'terminated', disconnectType: by }] }
    expect(folded(waiting, conversation(hungUpAcd('system'), gone))).toBe('ended: abandoned')
    expect(folded(waiting, conversation(leftAcd, agentLeg({ endTime: '2025-01-01T10:01:00.000Z' }), gone))).toBe('ended: handled')
  })

  it('[GC5] one that ended by transfer waits for what comes', () => {
    const transferred = conversation(hungUpAcd('transfer'))
    expect(folded(waiting, transferred)).toBe('waiting')
    expect(folded(waiting, transferred, endedCustomer(transferred))).toBe('ended: overflow')
    const again = acdLeg({ id: 'second-leg', connectedTime: '2025-01-01T10:01:00.100Z' })
    expect(said(waiting, conversation(hungUpAcd('transfer'), again)).map(({ id }) => id)).toEqual([`${ACD}-queued`, 'second-leg-queued'])
  })

  it('[GC6] a scheduled callback is not in line before its time', () => {
    const scheduled = (at: string) => conversation(acdLeg({ calls: undefined, callbacks: [{ state: 'scheduled', callbackScheduledTime: at }] }))
    expect(said(scheduled('2025-01-01T12:00:00Z'))).toEqual([])
    expect(said(scheduled('2025-01-01T10:05:30Z'))).toMatchObject([{ channel: 'callback', time: Date.parse('2025-01-01T10:05:30Z') }])
  })

  it('[GC7] takes the priority', () => {
    expect(said(conversation(acdLeg({ conversationRoutingData: { priority: 5 } })))).toMatchObject([{ priority: 5 }])
  })

  it('[GC8] agents are members with a routing status', () => {
    const translate = translator()
    const member = (body: object) => translate.frame(`v2.routing.queues.${QUEUE}.users`, { id: AGENT, user: { name: 'Bob Example' }, ...body }, NOW)
    expect(member({ joined: true, routingStatus: { status: 'IDLE' } })).toMatchObject([{ type: 'agent.state', agent: AGENT, state: 'available', queues: ['support'] }])
    expect(member({ joined: true, routingStatus: { status: 'IDLE' } })).toEqual([])
    expect(member({ routingStatus: { status: 'INTERACTING' } })).toMatchObject([{ state: 'on-contact' }])
    expect(member({ joined: false, routingStatus: { status: 'OFF_QUEUE' } })).toMatchObject([{ state: 'signed-out', queues: [] }])
  })

  it('[GC9] takes quietly whatever else comes', () => {
    expect(said({ id: CONVERSATION, participants: [acdLeg({ queueId: 'elsewhere' })] }, { id: 'x', participants: [{ id: 'p', purpose: 'acd', queueId: QUEUE }] })).toEqual([])
    fc.assert(fc.property(fc.jsonValue(), (body) => {
      expect(translator().frame(TOPIC, body, NOW)).toEqual([])
    }), { numRuns: 100 })
    expect(translator().frame('channel.metadata', { message: 'WebSocket Heartbeat' }, NOW)).toEqual([])
  })
})
