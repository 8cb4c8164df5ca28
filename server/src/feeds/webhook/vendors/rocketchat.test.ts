import { describe, expect, it } from 'vitest'
import { eventsOf, fixture, FoldedFeed, RECEIVED_MS, tried } from '../testing/try-mapping.ts'

const options = { queues: { dep1: 'support', dep2: 'billing' } }
const queued = fixture('rocketchat-queued')
const taken = fixture('rocketchat-taken')
const closed = fixture('rocketchat-closed')
const ROOM = 'src-fasd6f5a4sd6f8a4sdf'

describe('Rocket.Chat', () => {
  it('queues at the time of receipt: createdAt is when the conversation began, perhaps with a bot', () => {
    const events = eventsOf('rocketchat', queued, options)
    expect(events).toMatchObject([{ type: 'contact.queued', time: RECEIVED_MS, contact: ROOM, queue: 'support', channel: 'chat' }])
    expect(JSON.stringify(events)).not.toMatch(/visitor name|guest-1|a@example|5550100|192\.0\.2\.1/)
  })

  it('gives a delivery that is repeated the same ids, so that it changes nothing', () => {
    expect(eventsOf('rocketchat', queued, { ...options, receivedAtMs: RECEIVED_MS + 5000 })[0]?.id).toBe(eventsOf('rocketchat', queued, options)[0]?.id)
    const other = { ...queued, _id: 'other' }
    expect(new FoldedFeed('rocketchat', options).receive(queued, other, queued).line('support')).toEqual([ROOM, 'src-other'])
  })

  it('gives the beginning of a wait an id before those of its end, for deliveries of one millisecond', () => {
    const id = (body: unknown): string => eventsOf('rocketchat', body, options)[0]?.id ?? ''
    for (const later of [taken, closed]) expect(id(queued) < id(later)).toBe(true)
  })

  it('leads from the queue to the agent to the end', () => {
    const feed = new FoldedFeed('rocketchat', options).receive(queued)
    expect(feed.line('support')).toEqual([ROOM])
    feed.receive(taken)
    expect(feed.fold.contact(ROOM)?.phase).toMatchObject({ kind: 'with-agent' })
    expect(feed.receive(closed).phase(ROOM)).toBe('ended: handled')
  })

  it('takes a closed conversation without servedBy as abandoned, or as ended by the system where not the visitor closed it', () => {
    const { servedBy: _served, ...unserved } = closed
    expect(new FoldedFeed('rocketchat', options).receive(queued, unserved).phase(ROOM)).toBe('ended: abandoned')
    expect(new FoldedFeed('rocketchat', options).receive(queued, { ...unserved, closer: 'user' }).phase(ROOM)).toBe('ended: disconnected-by-system')
  })

  it('ends a wait even where the delivery that said it was taken got lost', () => {
    expect(new FoldedFeed('rocketchat', options).receive(queued, closed).line('support')).toEqual([])
  })

  it('does not let wait who was served by the time the delivery was made', () => {
    expect(eventsOf('rocketchat', { ...queued, servedBy: { _id: 'a1' } }, options)).toEqual([])
  })

  it('forwards to a department, where it waits again, and to an agent', () => {
    const forwarded = { type: 'LivechatSessionForwarded', _id: 'fasd6f5a4sd6f8a4sdf', oldDepartmentId: 'dep1', departmentId: 'dep2', oldServedBy: { _id: 'a1' } }
    const feed = new FoldedFeed('rocketchat', options).receive(queued, taken, forwarded)
    expect([feed.line('support'), feed.line('billing')]).toEqual([[], [ROOM]])
    const toAgent = new FoldedFeed('rocketchat', options).receive(queued, taken, { ...forwarded, servedBy: { _id: 'a2' } })
    expect(toAgent.fold.contact(ROOM)?.phase).toMatchObject({ kind: 'with-agent', agents: ['src-agent-a2'] })
  })

  it('acknowledges all other kinds', () => {
    for (const type of ['LivechatSessionStart', 'LivechatEdit', 'Message', 'LeadCapture']) {
      expect(tried('rocketchat', { ...queued, type }, options)).toMatchObject({ events: [], faults: [], kind: type })
    }
  })

  it('never reads an estimate of Rocket.Chat, whose divisor is wrong', () => {
    expect(tried('rocketchat', { type: 'queueData', data: { spot: 3, estimatedWaitTimeSeconds: 612 } }, options)).toMatchObject({ events: [], faults: [] })
  })
})
