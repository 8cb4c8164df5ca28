import { describe, expect, it } from 'vitest'
import { eventsOf, fixture, FoldedFeed, tried } from '../testing/try-mapping.ts'

const WAITING_SINCE = 1627063369
const NOW = (WAITING_SINCE + 60) * 1000
const options = { queues: { 'inbox:1': 'support', 'team:7': 'billing' }, receivedAtMs: NOW }
const created = fixture('chatwoot-conversation-created')
const meta = created['meta'] as Record<string, unknown>
const at = (seconds: number, change: Record<string, unknown>, metaChange: Record<string, unknown> = {}): Record<string, unknown> =>
  ({ ...created, event: 'conversation_updated', updated_at: WAITING_SINCE + seconds + 0.5, ...change, meta: { ...meta, ...metaChange } })
const ann = { assignee: { id: 3, name: 'Ann', type: 'user' }, assignee_type: 'User' }

describe('Chatwoot', () => {
  it('takes an open conversation without an assignee as waiting, since waiting_since, and nothing personal of it', () => {
    const events = eventsOf('chatwoot', created, options)
    expect(events).toEqual([{
      id: 'queued-10-1627063369123', type: 'contact.queued', time: 1627063369123, contact: 'src-10', queue: 'support', channel: 'chat', since: WAITING_SINCE * 1000,
    }])
    expect(JSON.stringify(events)).not.toMatch(/jane|example|405f1d30/)
  })

  it('reads epoch seconds, whole and with a fraction, and no ISO text where seconds stand', () => {
    expect(tried('chatwoot', at(1, { waiting_since: '2021-07-23T18:02:49Z' }), options)).toMatchObject({ events: [] })
    expect(eventsOf('chatwoot', at(1, { updated_at: WAITING_SINCE }), options)[0]).toMatchObject({ time: WAITING_SINCE * 1000 })
  })

  it('takes waiting_since 0 for what it is: nobody waits', () => {
    expect(eventsOf('chatwoot', at(1, { waiting_since: 0 }), options)).toEqual([])
  })

  it('prefixes ids with the feed, because display ids are unique in one account only', () => {
    expect(eventsOf('chatwoot', created, { ...options, feed: 'second' })[0]).toMatchObject({ contact: 'second-10' })
  })

  it('keeps a place through updates that say nothing new, and ends the wait when somebody is assigned', () => {
    const feed = new FoldedFeed('chatwoot', options).receive(created, at(2, { id: 11, waiting_since: WAITING_SINCE + 2 }), at(5, { unread_count: 4 }))
    expect(feed.line('support')).toEqual(['src-10', 'src-11'])
    feed.receive(at(9, {}, ann))
    expect(feed.line('support')).toEqual(['src-11'])
    expect(feed.fold.contact('src-10')?.phase).toMatchObject({ kind: 'with-agent' })
  })

  it('lets the order of deliveries not matter', () => {
    expect(new FoldedFeed('chatwoot', options).receive(at(9, {}, ann), created).line('support')).toEqual([])
  })

  it('lets wait again who is unassigned, from the old waiting_since', () => {
    const feed = new FoldedFeed('chatwoot', options).receive(created, at(9, {}, ann), at(12, { id: 12, waiting_since: WAITING_SINCE + 8 }), at(15, {}))
    expect(feed.line('support')).toEqual(['src-10', 'src-12'])
  })

  it('does not queue what waits for its own agent\'s next answer', () => {
    expect(eventsOf('chatwoot', at(9, { waiting_since: WAITING_SINCE + 8 }, ann), options).map(({ type }) => type)).toEqual(['contact.answered'])
  })

  it('follows a team, where teams are queues', () => {
    const feed = new FoldedFeed('chatwoot', options).receive(created, at(4, {}, { team: { id: 7, name: 'Billing' } }))
    expect([feed.line('support'), feed.line('billing')]).toEqual([[], ['src-10']])
  })

  it.each(['resolved', 'snoozed', 'pending'])('%s is out of the line: pending is with the bot', (status) => {
    const feed = new FoldedFeed('chatwoot', options).receive(created, { ...at(4, { status }), event: 'conversation_status_changed' })
    expect(feed.line('support')).toEqual([])
  })

  it('queues nobody who only talks to the bot', () => {
    expect(eventsOf('chatwoot', { ...created, status: 'pending' }, options)).toEqual([])
  })

  it('frees the agent of a resolved conversation', () => {
    const feed = new FoldedFeed('chatwoot', options).receive(created, at(9, {}, ann), { ...at(20, { status: 'resolved' }, ann), event: 'conversation_status_changed' })
    expect(feed.phase('src-10')).toBe('ended: handled')
  })

  it('does not count a bot as an answer', () => {
    expect(eventsOf('chatwoot', at(3, {}, { assignee: { id: 1 }, assignee_type: 'AgentBot' }), options)[0]).toMatchObject({ by: 'bot' })
  })

  it('ignores messages, where the conversation is nested, and all that is about contacts or typing', () => {
    expect(tried('chatwoot', fixture('chatwoot-message-created'), options)).toEqual({ events: [], faults: [], kind: 'message_created' })
    for (const event of ['contact_created', 'conversation_typing_on', 'webwidget_triggered']) expect(eventsOf('chatwoot', { ...created, event }, options)).toEqual([])
  })

  it('leaves out inboxes that are no queue of ours', () => {
    expect(eventsOf('chatwoot', at(1, { inbox_id: 99 }), options)).toEqual([])
    expect(eventsOf('chatwoot', at(1, { inbox_id: 99 }), { ...options, queues: { '*': 'rest' } })).toMatchObject([{ queue: 'rest' }])
    expect(eventsOf('chatwoot', at(1, { inbox_id: 99 }), { receivedAtMs: NOW })).toMatchObject([{ queue: 'inbox-99' }])
  })

  it.each([['Channel::Whatsapp', 'messaging'], ['Channel::Email', 'email'], ['Channel::WebWidget', 'chat']])('%s is %s', (channel, expected) => {
    expect(eventsOf('chatwoot', at(1, { channel }), options)[0]).toMatchObject({ channel: expected })
  })
})
