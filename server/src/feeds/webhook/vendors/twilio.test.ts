import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readBody } from '../read-body.ts'
import { verifySignature } from '../signature/verify.ts'
import { compiled, eventsOf, FoldedFeed } from '../testing/try-mapping.ts'

const NOW = 1_700_000_000_478
const options = { receivedAtMs: NOW + 300 }
const TASK = 'WT00000000000000000000000000000001'
/** A callback in the vendor's own form: everything is text. */
function task(EventType: string, afterMs = 0, more: Record<string, string> = {}): unknown {
  const form = new URLSearchParams({
    EventType, AccountSid: 'AC1', WorkspaceSid: 'WS1', Sid: `EV-${EventType}-${afterMs}`, Timestamp: String(Math.floor((NOW + afterMs) / 1000)), TimestampMs: String(NOW + afterMs),
    TaskSid: TASK, TaskAge: '2', TaskDateCreated: '1699999998', TaskPriority: '0', TaskAttributes: '{"call_sid":"CA1","from":"+15550100100","direction":"inbound"}',
    TaskChannelUniqueName: 'voice', TaskQueueSid: 'WQ1', TaskQueueName: 'Support EN', ...more,
  })
  const read = readBody(Buffer.from(form.toString()), 'form')
  if (!read.ok) throw new Error(read.problem)
  return read.body
}
const WORKER = { WorkerSid: 'WK1', WorkerName: 'alice', WorkerAttributes: '{"contact_uri":"client:alice"}' }

describe('Twilio TaskRouter', () => {
  it('reads the callback as it comes on the wire', () => {
    const read = readBody(readFileSync(new URL('../fixtures/twilio-task-queue-entered.txt', import.meta.url)), 'form')
    expect(eventsOf('twilio', read.ok ? read.body : undefined, options)).toMatchObject([{ type: 'contact.queued', channel: 'voice' }])
  })

  it('queues by the task\'s age, in milliseconds, without a number', () => {
    const events = eventsOf('twilio', task('task-queue.entered', 0, { TaskPriority: '7' }), options)
    expect(events).toEqual([{ id: 'EV-task-queue.entered-0', type: 'contact.queued', time: NOW, contact: TASK, queue: 'support-en', since: 1_699_999_998_000, priority: 7, channel: 'voice' }])
    expect(JSON.stringify(events)).not.toContain('15550100')
  })

  it('follows a task from offer to end', () => {
    const feed = (...bodies: unknown[]) => new FoldedFeed('twilio', options).receive(task('task-queue.entered'), ...bodies).phase(TASK)
    expect(feed()).toBe('waiting')
    expect(feed(task('reservation.created', 10, WORKER))).toBe('connecting')
    expect(feed(task('reservation.created', 10, WORKER), task('reservation.timeout', 20, WORKER))).toBe('waiting')
    const taken = [task('reservation.created', 10, WORKER), task('reservation.accepted', 20, WORKER)]
    expect(feed(...taken)).toBe('with-agent')
    expect(feed(...taken, task('reservation.wrapup', 30, WORKER), task('reservation.completed', 40, WORKER), task('task.completed', 41))).toBe('ended: handled')
    expect(feed(task('task-queue.moved', 10, { TaskQueueName: 'Sales' }))).toBe('waiting')
  })

  it.each([['hangup', 'ended: abandoned'], ['Task TTL Exceeded', 'ended: timeout'], ['cancelled by a supervisor', 'ended: disconnected-by-system']])('cancelled for "%s" is %s', (Reason, phase) => {
    expect(new FoldedFeed('twilio', options).receive(task('task-queue.entered'), task('task.canceled', 10, { Reason })).phase(TASK)).toBe(phase)
  })

  it('takes what comes out of order, and events that say nothing of a line', () => {
    expect(new FoldedFeed('twilio', options).receive(task('reservation.accepted', 20, WORKER), task('task-queue.entered')).phase(TASK)).toBe('with-agent')
    for (const type of ['workflow.entered', 'task.created', 'workflow.target-matched', 'task.updated', 'task-queue.expression.updated']) expect(eventsOf('twilio', task(type), options)).toEqual([])
  })

  it('knows workers by their activity', () => {
    for (const [name, state] of [['Available', 'available'], ['Offline', 'signed-out'], ['Lunch', 'not-ready']]) {
      expect(eventsOf('twilio', task('worker.activity.update', 0, { ...WORKER, WorkerActivityName: name ?? '' }), options)).toMatchObject([{ type: 'agent.state', agent: 'WK1', state }])
    }
  })

  it('is signed over its address and sorted fields', () => {
    const url = 'https://queue.acme.example/v1/centers/acme/feeds/twilio'
    const body = 'b=2&a=1&EventType=task.created'
    const signature = createHmac('sha1', 'auth token').update(`${url}EventTypetask.createda1b2`).digest('base64')
    const { signature: rule } = compiled('twilio').file
    const request = (text: string) => ({ headers: { 'x-twilio-signature': signature }, bytes: Buffer.from(text), url, nowMs: NOW })
    expect(verifySignature(rule, ['auth token'], request(body))).toMatchObject({ ok: true })
    expect(verifySignature(rule, ['auth token'], request(`${body}&c=3`))).toMatchObject({ ok: false, problem: 'wrong' })
  })
})

const CALL = 'CA00000000000000000000000000000001'
const call = (more: Record<string, string>): unknown => ({ AccountSid: 'AC1', CallSid: CALL, From: '+15550100100', To: '+18005550199', QueueSid: 'QU1', ...more })
const waits = (QueueTime: string) => call({ QueuePosition: '3', QueueTime, AvgQueueTime: '58', CurrentQueueSize: '7', MaxQueueSize: '1000' })
const queues = { queues: { QU1: 'support' }, ...options }

describe('Twilio <Enqueue>', () => {
  it('waits since it was enqueued, however often its wait address is asked, and takes neither position nor average', () => {
    const [first] = eventsOf('twilio-enqueue', waits('42'), queues)
    expect(first).toEqual({ id: `${CALL}-QU1-in`, type: 'contact.queued', time: options.receivedAtMs - 42_000, contact: CALL, queue: 'support', channel: 'voice' })
    expect(new FoldedFeed('twilio-enqueue', queues).receive(waits('1'), waits('42'), waits('90')).line('support')).toEqual([CALL])
  })

  it('is answered when the one who answers asks, and over when the action is called', () => {
    const putThrough = call({ QueueTime: '95', DequeingCallSid: 'CA2' })
    expect(new FoldedFeed('twilio-enqueue', queues).receive(waits('1'), putThrough).phase(CALL)).toBe('with-agent')
    expect(new FoldedFeed('twilio-enqueue', queues).receive(waits('1'), putThrough, call({ QueueResult: 'bridged', QueueTime: '95' })).phase(CALL)).toBe('ended: handled')
  })

  it.each([['hangup', 'ended: abandoned'], ['leave', 'ended: exit-key'], ['redirected', 'ended: overflow'], ['system-error', 'ended: disconnected-by-system']])('%s is %s', (QueueResult, phase) => {
    expect(new FoldedFeed('twilio-enqueue', queues).receive(waits('1'), call({ QueueResult, QueueTime: '60' })).phase(CALL)).toBe(phase)
  })
})
