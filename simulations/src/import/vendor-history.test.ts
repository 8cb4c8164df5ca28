import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type HistoryOptions, vendorHistory } from './vendor-history.ts'

const QUEUE = '22222222-2222-2222-2222-222222222222'
const options = (format: HistoryOptions['format'], more: Partial<HistoryOptions> = {}): HistoryOptions =>
  ({ format, queues: {}, nowMs: Date.parse('2026-11-22T10:00:00Z'), readFile: (path) => readFileSync(path, 'utf8'), ...more })
const lines = (...values: unknown[]): string => values.map((value) => JSON.stringify(value)).join('\n')

describe('a vendor\'s history', () => {
  it('goes through the mapping that the live feed has, once a delivery, in order of time', () => {
    const enqueued = { data: { event_type: 'call.enqueued', id: 'e-1', occurred_at: '2024-01-01T00:00:00Z', payload: { call_leg_id: 'leg', queue: 'support' } } }
    const dequeued = { data: { event_type: 'call.dequeued', id: 'e-2', occurred_at: '2024-01-01T00:01:00Z', payload: { call_leg_id: 'leg', queue: 'support', reason: 'bridged' } } }
    const { events, counts } = vendorHistory(lines(dequeued, enqueued, enqueued), options('webhook', { mapping: 'telnyx' }))
    expect(events.map(({ type, time }) => [type, new Date(time).toISOString()])).toEqual([['contact.queued', '2024-01-01T00:00:00.000Z'], ['contact.answered', '2024-01-01T00:01:00.000Z']])
    expect(counts).toEqual({ payloads: 3, withoutEvents: 0, faults: 0, contactEvents: 2 })
  })

  it('of forms is text, received when it says', () => {
    const form = 'EventType=task-queue.entered&Sid=EV1&TaskSid=WT1&TimestampMs=1700000000478&TaskDateCreated=1699999998&TaskPriority=0&TaskChannelUniqueName=voice&TaskQueueName=Support'
    expect(vendorHistory(lines({ receivedAt: '2023-11-14T22:13:21Z', body: form }), options('webhook', { mapping: 'twilio' })).events).toMatchObject([{ type: 'contact.queued', contact: 'WT1', queue: 'support' }])
  })

  it('of Amazon Connect, Genesys Cloud and FreeSWITCH is read as they sent it', () => {
    const connect = { id: 'x', detail: { eventType: 'QUEUED', contactId: 'c-1', channel: 'VOICE', queueInfo: { queueArn: `arn:queue/${QUEUE}`, enqueueTimestamp: '2025-01-01T10:00:04.000Z' } } }
    expect(vendorHistory(lines(connect), options('amazon-connect', { queues: { [QUEUE]: 'support' } })).events).toMatchObject([{ type: 'contact.queued', queue: 'support' }])
    const conversation = { id: 'conv', participants: [{ id: 'acd', purpose: 'acd', queueId: QUEUE, connectedTime: '2025-01-01T10:00:07Z', calls: [{ state: 'connected' }] }] }
    for (const body of [conversation, { topicName: `v2.routing.queues.${QUEUE}.conversations`, eventBody: conversation }]) {
      expect(vendorHistory(lines(body), options('genesys-cloud', { queues: { [QUEUE]: 'support' } })).events).toMatchObject([{ type: 'contact.queued', contact: 'conv' }])
    }
    const start = { 'CC-Action': 'member-queue-start', 'CC-Queue': 'support@default', 'CC-Member-UUID': 'm-1', 'Event-Date-Timestamp': '1700000000000000' }
    expect(vendorHistory(lines(start), options('freeswitch')).events).toMatchObject([{ type: 'contact.queued', contact: 'm-1', time: 1_700_000_000_000 }])
  })

  it('of WhatsApp knows who waits already: a second message begins no second wait, and no number comes through', () => {
    const delivery = (value: object): object => ({ object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', metadata: { phone_number_id: '106540352242922' }, ...value } }] }] })
    const message = (id: string, at: number): object => delivery({ messages: [{ from: '16505551234', id: `wamid.${id}`, timestamp: String(at), type: 'text', text: { body: 'hello' } }] })
    const sent = delivery({ statuses: [{ id: 'wamid.r', status: 'sent', timestamp: '1700000060', recipient_id: '16505551234' }] })
    const { events } = vendorHistory(lines(message('a', 1_700_000_000), message('b', 1_700_000_030), sent, message('c', 1_700_000_090)), options('whatsapp', { queues: { '106540352242922': 'service' } }))
    expect(events.map((event) => [event.type, 'by' in event ? event.by : undefined])).toEqual([['contact.queued', undefined], ['contact.replied', 'customer'], ['contact.replied', 'human'], ['contact.queued', undefined]])
    expect(JSON.stringify(events)).not.toContain('16505551234')
  })

  it('says what it cannot read', () => {
    expect(() => vendorHistory('{', options('webhook', { mapping: 'telnyx' }))).toThrow('line 1: not JSON')
    expect(() => vendorHistory('{}', options('webhook', { mapping: 'nobody' }))).toThrow('--mapping nobody')
  })
})
