import { describe, expect, it } from 'vitest'
import { eventsOf, fixture, FoldedFeed, tried } from '../testing/try-mapping.ts'

const COMMIT = 1_735_725_600_000
const options = { queues: { '00G5g000001AbCdEAK': 'support', d3bcb7f2: 'support' }, receivedAtMs: COMMIT + 1000 }
const pending = fixture('salesforce-pending-routing')
const payload = pending['payload'] as Record<string, unknown>
const change = (entityName: string, changeType: string, seconds: number, fields: Record<string, unknown>): Record<string, unknown> =>
  ({ ...pending, payload: { ChangeEventHeader: { entityName, recordIds: [`0Bz${seconds}`], changeType, commitTimestamp: COMMIT + seconds * 1000 }, ...fields } })
const work = (status: string, seconds: number): Record<string, unknown> => change('AgentWork', 'UPDATE', seconds, { WorkItemId: '0Mw5g0000008OIVCA2', UserId: '0055g00000ABCDE', Status: status })
const gone = change('PendingServiceRouting', 'DELETE', 9, { WorkItemId: '0Mw5g0000008OIVCA2' })

describe('Salesforce Omni-Channel', () => {
  it('queues work that waits for routing; a smaller routing priority comes first, so its sign changes', () => {
    expect(eventsOf('salesforce', pending, options)).toEqual([{
      id: `1-0JR5g000000CbXQGA0-${COMMIT}`, type: 'contact.queued', time: COMMIT, contact: '0Mw5g0000008OIVCA2', queue: 'support', channel: 'messaging', priority: -5, since: COMMIT,
    }])
    const urgent = { ...pending, payload: { ...payload, WorkItemId: '0MwURGENT', RoutingPriority: 1 } }
    expect(new FoldedFeed('salesforce', options).receive(pending, urgent).line('support')).toEqual(['0MwURGENT', '0Mw5g0000008OIVCA2'])
    const none = { ...pending, payload: { ...payload, RoutingPriority: null } }
    expect(eventsOf('salesforce', none, options)[0]).not.toHaveProperty('priority')
  })

  it('goes on to the agent, back where it is declined, and to the end', () => {
    const feed = new FoldedFeed('salesforce', options).receive(pending, work('Assigned', 3))
    expect(feed.phase('0Mw5g0000008OIVCA2')).toBe('connecting')
    expect(feed.receive(work('DeclinedOnPushTimeout', 5)).line('support')).toEqual(['0Mw5g0000008OIVCA2'])
    feed.receive(work('Assigned', 7), gone, work('Opened', 9))
    expect(feed.fold.contact('0Mw5g0000008OIVCA2')?.phase).toMatchObject({ kind: 'with-agent', agents: ['0055g00000ABCDE'] })
    expect(feed.receive(work('Closed', 60)).phase('0Mw5g0000008OIVCA2')).toBe('ended: handled')
  })

  it('counts an answer as one, though the row of the wait is deleted in the same commit and told first', () => {
    const feed = new FoldedFeed('salesforce', options).receive(pending, gone, work('Opened', 9))
    expect(feed.fold.contact('0Mw5g0000008OIVCA2')?.stays[0]).toMatchObject({ outcome: 'answered' })
  })

  it('ends a wait whose row is deleted without an agent', () => {
    expect(new FoldedFeed('salesforce', options).receive(pending, gone).line('support')).toEqual([])
  })

  it('says what is missing where a change event holds only what changed', () => {
    const { faults } = tried('salesforce', change('AgentWork', 'UPDATE', 3, { Status: 'Opened' }), options)
    expect(faults).toEqual([{ path: 'events[2].emit.contact', problem: 'found nothing in this payload, and the event needs it' }])
  })

  it('takes one event, a list, or {"events": […]}', () => {
    expect(eventsOf('salesforce', [pending, work('Opened', 3)], options)).toHaveLength(2)
    expect(eventsOf('salesforce', { events: [pending, work('Opened', 3)] }, options)).toHaveLength(2)
  })

  describe('Enhanced Chat', () => {
    const result = fixture('salesforce-routing-result')
    const entry = result['conversationEntry'] as Record<string, unknown>
    const routed = (failureType: string) => ({ ...result, conversationEntry: { ...entry, entryPayload: String(entry['entryPayload']).replace('"None"', `"${failureType}"`) } })

    it('looks into the JSON text inside the JSON, and takes the estimate -1 for nothing at all', () => {
      const events = eventsOf('salesforce', result, options)
      expect(events).toEqual([{ id: '2f1e0c', type: 'contact.queued', time: 1_700_000_000_123, contact: '0Mw5g0000008OIVCA2', queue: 'support', channel: 'messaging' }])
    })

    it.each(['Cancelled', 'RoutingError', 'SubmissionError', 'Unknown'])('queues nobody whose routing was %s', (failureType) => {
      expect(eventsOf('salesforce', routed(failureType), options)).toEqual([])
    })

    it('says where the inner text is broken', () => {
      expect(tried('salesforce', { ...result, conversationEntry: { ...entry, entryPayload: '{"failureType":' } }, options).faults).toEqual([{ path: 'events[6].let.result', problem: 'the text is not JSON' }])
    })
  })
})
