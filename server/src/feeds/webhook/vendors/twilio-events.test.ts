import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { eventsOf, FoldedFeed, tried } from '../testing/try-mapping.ts'

const options = { receivedAtMs: Date.parse('2025-01-01T00:10:00Z') }
const sample = readFileSync(new URL('../fixtures/twilio-event-stream.json', import.meta.url), 'utf8')
const TASK = 'WT0000000000000000000000000000001'
const WORKER = { worker_sid: 'WK1', worker_name: 'alice', worker_attributes: '{"contact_uri":"client:alice"}', reservation_sid: 'WR1' }
interface CloudEvent { type: string; id: string; data: { payload: Record<string, unknown> } }
/** The sample of the documentation with another type, so much later. */
function event(eventtype: string, afterMs = 0, more: Record<string, unknown> = {}): CloudEvent {
  const [one] = JSON.parse(sample) as CloudEvent[]
  if (one === undefined) throw new Error('the fixture is empty')
  const { payload } = one.data
  const timestamp = new Date(Date.parse(String(payload['timestamp'])) + afterMs).toISOString()
  return { ...one, type: `com.twilio.taskrouter.${eventtype}`, id: `NO-${eventtype}-${afterMs}`, data: { ...one.data, payload: { ...payload, sid: `EV-${eventtype}-${afterMs}`, eventtype, timestamp, ...more } } }
}

describe('Twilio Event Streams', () => {
  it('queues by the task\'s age, under the id of the TaskRouter event, without a number', () => {
    const events = eventsOf('twilio-events', JSON.parse(sample), options)
    expect(events).toEqual([{
      id: 'EV0000000000000000000000000000001', type: 'contact.queued', time: Date.parse('2025-01-01T00:00:02.478Z'), contact: TASK, queue: 'support-en',
      since: Date.parse('2025-01-01T00:00:00Z'), priority: 3, channel: 'voice',
    }])
    expect(JSON.stringify(events)).not.toContain('15550100')
  })

  it('takes a batch, one event alone, and priorities that are text', () => {
    const batch = [event('task-queue.entered', 0, { task_priority: '7' }), event('reservation.created', 10, WORKER), event('reservation.accepted', 20, WORKER)]
    expect(eventsOf('twilio-events', batch, options).map(({ type }) => type).sort()).toEqual(['contact.answered', 'contact.queued', 'contact.ringing'])
    expect(eventsOf('twilio-events', batch[0], options)).toMatchObject([{ priority: 7 }])
    expect(new FoldedFeed('twilio-events', options).receive(batch).phase(TASK)).toBe('with-agent')
  })

  it('follows a task from offer to end, in any order', () => {
    const phase = (...bodies: unknown[]) => new FoldedFeed('twilio-events', options).receive(event('task-queue.entered'), ...bodies).phase(TASK)
    expect(phase(event('reservation.created', 10, WORKER), event('reservation.timeout', 20, WORKER))).toBe('waiting')
    const taken = [event('reservation.created', 10, WORKER), event('reservation.accepted', 20, WORKER)]
    expect(phase(...taken, event('reservation.wrapup', 30, WORKER), event('reservation.completed', 40, WORKER), event('task.completed', 41))).toBe('ended: handled')
    expect(phase(event('task-queue.moved', 10, { task_queue_name: 'Sales' }))).toBe('waiting')
    expect(new FoldedFeed('twilio-events', options).receive(event('reservation.accepted', 20, WORKER), event('task-queue.entered')).phase(TASK)).toBe('with-agent')
  })

  it.each([['hangup', 'ended: abandoned'], ['Task TTL Exceeded', 'ended: timeout'], ['by a supervisor', 'ended: disconnected-by-system']])('cancelled for "%s" is %s', (task_canceled_reason, phase) => {
    expect(new FoldedFeed('twilio-events', options).receive(event('task-queue.entered'), event('task.canceled', 10, { task_canceled_reason })).phase(TASK)).toBe(phase)
  })

  it('knows workers by their activity, and takes quietly what says nothing of a line', () => {
    expect(eventsOf('twilio-events', [event('worker.activity.update', 0, { ...WORKER, worker_activity_name: 'Offline' })], options)).toMatchObject([{ type: 'agent.state', agent: 'WK1', state: 'signed-out' }])
    for (const type of ['workflow.entered', 'task.created', 'task-queue.created']) expect(tried('twilio-events', [event(type)], options)).toMatchObject({ events: [], faults: [] })
    expect(tried('twilio-events', [{ specversion: '1.0', type: 'com.twilio.video.room.ended', data: {} }], options)).toMatchObject({ events: [], faults: [] })
  })
})
