import { describe, expect, it } from 'vitest'
import { eventsOf, fixture, FoldedFeed, RECEIVED_MS } from '../testing/try-mapping.ts'

const options = { queues: { 'group:5': 'support', license: 'chat' } }
const positions = fixture('livechat-queue-positions')
const incoming = fixture('livechat-incoming-chat')
const payload = (action: string, fields: Record<string, unknown>): Record<string, unknown> => ({ ...positions, action, payload: { chat_id: 'PJ0MRSHTDG', thread_id: 'K600PKZON8', ...fields } })
const added = (type: string) => payload('user_added_to_chat', { user: { id: 'agent@example.org', type } })

describe('LiveChat', () => {
  it('walks the list of every queued chat and takes their places, not its order', () => {
    const feed = new FoldedFeed('livechat', options).receive(positions)
    expect(feed.line('chat')).toEqual(['src-K600PKZON9', 'src-K600PKZON8'])
  })

  it('keeps the order through pushes that repeat it', () => {
    const [two, one] = positions['payload'] as Record<string, unknown>[]
    const later = { ...positions, payload: [{ ...two, queue: { position: 1, wait_time: 60 } }, { chat_id: 'X', thread_id: 'NEW', queue: { position: 2, wait_time: 90 } }] }
    const feed = new FoldedFeed('livechat', options).receive(positions, payload('user_added_to_chat', { thread_id: one?.['thread_id'], user: { id: 'a@b.c', type: 'agent' } }), later)
    expect(feed.line('chat')).toEqual(['src-K600PKZON8', 'src-NEW'])
  })

  it('queues an incoming chat that has to wait, in its group, since queued_at; the list then changes nothing of it', () => {
    expect(eventsOf('livechat', incoming, options)).toEqual([{
      id: '#queued-K600PKZON8', type: 'contact.queued', time: RECEIVED_MS, contact: 'src-K600PKZON8', queue: 'support', channel: 'chat', since: Date.parse('2026-11-22T09:59:50Z'),
    }])
    const feed = new FoldedFeed('livechat', options).receive(incoming, positions)
    expect([feed.line('support'), feed.line('chat')]).toEqual([['src-K600PKZON8'], ['src-K600PKZON9']])
  })

  it('queues nobody who is served at once, where there is no queue in the thread', () => {
    const chat = (incoming['payload'] as { chat: Record<string, unknown> }).chat
    expect(eventsOf('livechat', { ...incoming, payload: { chat: { ...chat, thread: { id: 'T' } } } }, options)).toEqual([])
  })

  it('answers when an agent joins, whose address becomes a hash; a customer who joins is no answer', () => {
    const events = eventsOf('livechat', added('agent'), options)
    expect(events).toMatchObject([{ type: 'contact.answered', contact: 'src-K600PKZON8' }])
    expect(JSON.stringify(events)).not.toContain('@')
    expect(eventsOf('livechat', added('customer'), options)).toEqual([])
  })

  it('closes: by the customer while waiting, by the router without a user, by an agent', () => {
    const closed = (fields: Record<string, unknown>) => payload('chat_deactivated', fields)
    const end = (...bodies: unknown[]) => new FoldedFeed('livechat', options).receive(incoming, ...bodies).phase('src-K600PKZON8')
    expect(end(closed({ user_id: 'b7eff798-f8df-4364-8059-649c35c9ed0c' }))).toBe('ended: abandoned')
    expect(end(closed({}))).toBe('ended: disconnected-by-system')
    expect(end(added('agent'), closed({ user_id: 'agent@example.org' }))).toBe('ended: handled')
    expect(end(added('agent'), closed({ user_id: 'b7eff798' }))).toBe('ended: handled')
  })

  it('waits again in the line it was transferred to', () => {
    const feed = new FoldedFeed('livechat', options).receive(incoming, added('agent'), payload('chat_transferred', { transferred_to: { group_ids: [9] }, queue: { position: 1, wait_time: 5 } }))
    expect(feed.line('chat')).toEqual(['src-K600PKZON8'])
  })
})
