import { describe, expect, it } from 'vitest'
import { eventsOf, fixture, FoldedFeed, tried } from '../testing/try-mapping.ts'

const options = { queues: { '8447320466430': 'support', '99': 'billing', none: 'unrouted' } }
const created = fixture('zendesk-ticket-created')
const detail = created['detail'] as Record<string, unknown>
let count = 0
const event = (type: string, seconds: number, change: Record<string, unknown>): Record<string, unknown> => {
  count += 1
  return { ...created, id: `01-${count}`, type: `zen:event-type:ticket.${type}`, time: new Date(Date.parse('2026-11-22T09:59:31Z') + seconds * 1000).toISOString(), detail: { ...detail, ...change } }
}

describe('Zendesk ticket events', () => {
  it('queues a new ticket of nobody under its group, and drops what it is about', () => {
    const events = eventsOf('zendesk', created, options)
    expect(events).toEqual([{
      id: 'queued-01HZTKS0Y7T8B4QZ5X3J9K2M1N', type: 'contact.queued', time: Date.parse('2026-11-22T09:59:30.458Z'), contact: 'src-12345', queue: 'support',
      channel: 'messaging', since: Date.parse('2026-11-22T09:59:29Z'),
    }])
    expect(JSON.stringify(events)).not.toMatch(/Jane|order/)
  })

  it('answers by assignment, keeps the place through a change of status, and waits again when unassigned', () => {
    const feed = new FoldedFeed('zendesk', options).receive(created, event('status_changed', 2, { status: 'NEW' }))
    expect(feed.line('support')).toEqual(['src-12345'])
    feed.receive(event('agent_assignment_changed', 5, { assignee_id: '77' }))
    expect(feed.fold.contact('src-12345')?.phase).toMatchObject({ kind: 'with-agent', agents: ['src-agent-77'] })
    expect(feed.receive(event('agent_assignment_changed', 9, { assignee_id: '' })).line('support')).toEqual(['src-12345'])
    expect(feed.receive(event('agent_assignment_changed', 12, { assignee_id: '0' })).line('support')).toEqual(['src-12345'])
  })

  it('moves with its group', () => {
    const feed = new FoldedFeed('zendesk', options).receive(created, event('group_assignment_changed', 3, { group_id: 99 }))
    expect([feed.line('support'), feed.line('billing')]).toEqual([[], ['src-12345']])
    expect(eventsOf('zendesk', event('created', 1, { group_id: null }), options)).toMatchObject([{ queue: 'unrouted' }])
  })

  it.each([['status_changed', { status: 'SOLVED' }], ['merged', {}], ['soft_deleted', { status: 'DELETED' }], ['marked_as_spam', {}]])('%s ends it', (type, change) => {
    const feed = new FoldedFeed('zendesk', options).receive(created, event(type, 4, change))
    expect(feed.line('support')).toEqual([])
  })

  it('ends with its agent\'s work counted', () => {
    const feed = new FoldedFeed('zendesk', options).receive(created, event('agent_assignment_changed', 5, { assignee_id: '77' }), event('status_changed', 50, { status: 'SOLVED', assignee_id: '77' }))
    expect(feed.phase('src-12345')).toBe('ended: handled')
  })

  it('takes pending and hold out of the line', () => {
    expect(new FoldedFeed('zendesk', options).receive(created, event('status_changed', 4, { status: 'PENDING' })).line('support')).toEqual([])
  })

  it('acknowledges comments and the rest', () => {
    for (const type of ['comment_added', 'tags_changed', 'priority_changed']) expect(tried('zendesk', event(type, 1, {}), options)).toMatchObject({ events: [], faults: [] })
  })

  it('reads no position of the Chat Web SDK: wait_queue is sent once and never again', () => {
    expect(tried('zendesk', { type: 'chat.wait_queue', nick: 'visitor', timestamp: 1_700_000_000_000, wait_queue: 4 }, options)).toMatchObject({ events: [], faults: [] })
  })
})

describe('Zendesk Sunshine Conversations', () => {
  const pass = fixture('zendesk-sunshine-pass-control')
  const [first] = pass['events'] as Record<string, unknown>[]

  it('queues when control passes to the agents\' workspace', () => {
    expect(eventsOf('zendesk-sunshine', pass)).toMatchObject([{ id: '5c4b1', type: 'contact.queued', contact: 'src-029c', queue: 'zd-agentworkspace', channel: 'messaging' }])
  })

  it('takes several events of one delivery, and leaves when control goes elsewhere', () => {
    const toBot = { ...first, id: '5c4b2', createdAt: '2025-01-01T10:00:05.000Z', payload: { conversation: { id: '029c', activeSwitchboardIntegration: { integrationType: 'custom:bot', name: 'bot' } } } }
    const second = { ...first, id: '5c4b3', payload: { conversation: { id: '030', activeSwitchboardIntegration: { integrationType: 'zd:agentWorkspace', name: 'zd-agentWorkspace' } } } }
    const feed = new FoldedFeed('zendesk-sunshine', { receivedAtMs: Date.parse('2025-01-01T10:00:06Z') }).receive({ ...pass, events: [first, toBot, second] })
    expect(feed.line('zd-agentworkspace')).toEqual(['src-030'])
  })

  it('answers by a person\'s message from the workspace, whose name becomes a hash', () => {
    const message = (type: string, source: string) => ({ ...pass, events: [{ id: `m-${type}-${source}`, createdAt: '2025-01-01T10:00:09.000Z', type: 'conversation:message',
      payload: { conversation: { id: '029c' }, message: { author: { type, displayName: 'Ann' }, source: { type: source }, content: { type: 'text', text: 'hello' } } } }] })
    const events = eventsOf('zendesk-sunshine', message('business', 'zd:agentWorkspace'))
    expect(events).toMatchObject([{ type: 'contact.answered', contact: 'src-029c', agent: expect.stringMatching(/^h-/) as string }])
    expect(eventsOf('zendesk-sunshine', message('business', 'api:conversations'))).toEqual([])
    expect(eventsOf('zendesk-sunshine', message('user', 'zd:agentWorkspace'))).toEqual([])
  })
})
