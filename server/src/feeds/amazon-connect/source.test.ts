import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createContactCenter, type ContactEvent } from '../../contact-center/index.ts'
import { amazonConnectSource } from './source.ts'
import { agentEvent, answered, answeredPascal, CONTACT, contactEvent, hungUp, QUEUE, queued, queueInfo } from './testing/payloads.ts'

const RECEIVED_MS = Date.parse('2025-01-01T10:02:50Z')
const AGENT = '33333333-3333-3333-3333-333333333333'
const translated = (body: unknown, queues: Record<string, string> = { [QUEUE]: 'support' }) =>
  amazonConnectSource().translate({ body, headers: {}, query: {}, receivedAtMs: RECEIVED_MS, feed: 'connect', digest: 'd'.repeat(64) }, { hash: (text) => `h-${text.length}`, queue: (name) => queues[name] })

function folded(...payloads: unknown[]): unknown {
  const center = createContactCenter({ id: 'acme', generation: 1, name: {}, languages: ['en'], timeZone: 'UTC', show: 'both', public: false, purpose: 'test', queues: [], feeds: [] })
  let count = 0
  for (const event of payloads.flatMap((payload): ContactEvent[] => translated(payload).events)) {
    center.apply({ kind: 'event', feed: 'connect', receivedAtMs: RECEIVED_MS, event }, { ms: RECEIVED_MS, position: `${RECEIVED_MS}-0/${(count += 1)}` })
  }
  const phase = center.contact(CONTACT)?.phase
  return phase?.kind === 'ended' ? `ended: ${phase.outcome}` : phase?.kind
}

describe('Amazon Connect', () => {
  it('[AC3] [AC5] [AC7] [AC9] queues by the time of queueing, under the vendor\'s own event id, without a number', () => {
    const { events, faults, kind } = translated(queued)
    expect(faults).toEqual([])
    expect(kind).toBe('contact:QUEUED')
    expect(events).toEqual([{
      id: 'abcabcab-abca-abca-abca-QUEUED', type: 'contact.queued', time: Date.parse('2025-01-01T10:00:04Z'), contact: CONTACT, queue: 'support', channel: 'voice',
      clock: { connectedAt: Date.parse('2025-01-01T09:59:50.500Z') },
    }])
    expect(JSON.stringify(events)).not.toContain('1234567890')
  })

  it('[AC1] reads both spellings of keys and channels', () => {
    expect(translated(answeredPascal).events).toMatchObject([{ ...translated(answered).events[0], id: 'another' }])
    expect(translated(answered).events[0]).toMatchObject({ type: 'contact.answered', contact: CONTACT, agent: AGENT, time: Date.parse('2025-01-01T10:01:09Z') })
  })

  it('[AC2] a time of 1970 is none', () => {
    const unset = contactEvent('QUEUED', { queueInfo: { ...queueInfo, enqueueTimestamp: '1970-01-01T00:00:00.001Z' }, connectedToSystemTimestamp: '1970-01-01T00:00:00.001Z' })
    expect(translated(unset).events).toMatchObject([{ time: Date.parse('2025-01-01T10:00:04Z') }])
    expect(translated(unset).events[0]).not.toHaveProperty('clock')
  })

  it('[AC3] [AC7] comes to the same in any order and however often', () => {
    const ended = contactEvent('DISCONNECTED', { disconnectTimestamp: '2025-01-01T10:02:00.000Z', agentInfo: { agentArn: `x/agent/${AGENT}` } })
    fc.assert(fc.property(fc.shuffledSubarray([queued, answered, ended, queued, answered], { minLength: 5 }), (payloads) => {
      expect(folded(...payloads)).toBe('ended: handled')
    }))
    expect(folded(hungUp, queued)).toBe('ended: abandoned')
    expect(folded(queued)).toBe('waiting')
  })

  it('[AC4] a transfer follows the contact it comes from', () => {
    expect(translated(contactEvent('QUEUED', { contactId: 'new', previousContactId: CONTACT, initiationMethod: 'TRANSFER' })).events).toMatchObject([{ contact: 'new', follows: { contact: CONTACT } }])
  })

  it('[AC5] leaves out outbound calls, tasks, agents\' own queues and queues it was not given', () => {
    for (const detail of [{ queueInfo: undefined, initiationMethod: 'OUTBOUND' }, { channel: 'TASK' }, { queueInfo: { ...queueInfo, queueType: 'AGENT' } }]) expect(translated(contactEvent('QUEUED', detail)).events).toEqual([])
    expect(translated(queued, {}).events).toEqual([])
  })

  it.each([
    ['nothing to do', {}, 'available'],
    ['in a call, though "Available"', { Contacts: [{ State: 'CONNECTED' }] }, 'on-contact'],
    ['on hold', { Contacts: [{ State: 'CONNECTED_ONHOLD' }] }, 'on-contact'],
    ['being called', { Contacts: [{ State: 'CONNECTING' }] }, 'ringing'],
    ['after the call', { Contacts: [{ State: 'ENDED' }] }, 'after-contact-work'],
    ['on a break', { AgentStatus: { Name: 'Lunch', Type: 'CUSTOM' } }, 'not-ready'],
    ['gone', { AgentStatus: { Name: 'Offline', Type: 'OFFLINE' } }, 'signed-out'],
  ])('[AC6] an agent with %s', (_what, snapshot, state) => {
    expect(translated(agentEvent('STATE_CHANGE', snapshot)).events).toMatchObject([{ type: 'agent.state', agent: AGENT, state, queues: ['support'], capacity: { voice: 1, chat: 3 } }])
  })

  it('[AC6] [AC9] a log-out, and no name of anyone', () => {
    const { events } = translated([agentEvent('LOGOUT'), agentEvent('HEART_BEAT')])
    expect(events).toMatchObject([{ state: 'signed-out' }, { state: 'available' }])
    expect(JSON.stringify(events)).not.toMatch(/Ada|Bauer|"ab"/)
  })

  it('[AC8] opens what events come in', () => {
    const data = Buffer.from(JSON.stringify(agentEvent('LOGIN'))).toString('base64')
    for (const body of [
      [queued], { Type: 'Notification', MessageId: 'm', Message: JSON.stringify(queued) }, { requestId: 'r', records: [{ data: Buffer.from(JSON.stringify(queued)).toString('base64') }] },
    ]) expect(translated(body).events).toHaveLength(1)
    for (const body of [{ Records: [{ kinesis: { data } }] }, [{ kinesisSchemaVersion: '1.0', partitionKey: 'p', data }]]) expect(translated(body).events).toMatchObject([{ type: 'agent.state' }])
    expect(translated({ Type: 'SubscriptionConfirmation', SubscribeURL: 'https://sns.us-west-2.amazonaws.com/…' }).faults[0]?.problem).toContain('SubscribeURL')
    expect(translated({ records: [{ data: 'not base64 of JSON' }] }).faults).toHaveLength(1)
  })

  it('[AC10] names the request of Firehose in its answer, and nobody else\'s', () => {
    const { receipt } = amazonConnectSource()
    expect(receipt?.({ 'x-amz-firehose-request-id': 'ed4acda5-034f-9f42-bba1-f29aea6d7d8f' }, 5)).toEqual({ requestId: 'ed4acda5-034f-9f42-bba1-f29aea6d7d8f', timestamp: 5 })
    expect(receipt?.({}, 5)).toBeUndefined()
  })

  it('[AC10] says where a delivery holds more than is taken', () => {
    const many = translated({ records: Array.from({ length: 10_001 }, () => ({ a: 1 })) })
    expect(many.faults).toEqual([{ path: '(the payload)', problem: expect.stringContaining('10000 events') as string }])
  })

  it('[AC11] keeps its place when it is routed again after a missed call, though its time of queueing is set anew', () => {
    const center = createContactCenter({ id: 'acme', generation: 1, name: {}, languages: ['en'], timeZone: 'UTC', show: 'both', public: false, purpose: 'test', queues: [], feeds: [] })
    const payload = { headers: {}, query: {}, receivedAtMs: RECEIVED_MS, feed: 'connect', digest: 'd'.repeat(64) }
    const take = (body: unknown): ContactEvent[] => {
      const { events } = amazonConnectSource().translate({ ...payload, body }, {
        hash: (text) => text, queue: (id) => ({ [QUEUE]: 'support', other: 'sales' })[id], waits: (contact, queue) => center.place(contact, queue ?? '') !== undefined,
      })
      events.forEach((event, index) => center.apply({ kind: 'event', feed: 'connect', receivedAtMs: RECEIVED_MS, event }, { ms: RECEIVED_MS, position: `${RECEIVED_MS}-0/${event.time + index}` }))
      return events
    }
    take(queued)
    take(contactEvent('QUEUED', { contactId: 'behind', queueInfo: { ...queueInfo, enqueueTimestamp: '2025-01-01T10:00:30.000Z' } }, 'behind'))
    const missed = contactEvent('QUEUED', { queueInfo: { ...queueInfo, enqueueTimestamp: '2025-01-01T10:01:00.000Z' } }, 'missed')
    expect(take(missed)).toMatchObject([{ type: 'contact.requeued', keepsPlace: true }])
    take(missed)
    expect([center.place(CONTACT, 'support'), center.place('behind', 'support')]).toEqual([1, 2])
    // Another queue is another line.
    expect(take(contactEvent('QUEUED', { queueInfo: { ...queueInfo, queueArn: 'arn:aws:connect:x/queue/other', enqueueTimestamp: '2025-01-01T10:02:00.000Z' } }, 'moved'))).toMatchObject([{ type: 'contact.queued', queue: 'sales' }])
    expect(center.place('behind', 'support')).toBe(1)
  })

  it('[AC8] takes quietly whatever else comes', () => {
    fc.assert(fc.property(fc.jsonValue(), (body) => {
      expect(Array.isArray(translated(body).events)).toBe(true)
    }), { numRuns: 200 })
    expect(translated({ a: { b: 1 } })).toMatchObject({ events: [], faults: [], kind: 'unknown' })
  })
})
