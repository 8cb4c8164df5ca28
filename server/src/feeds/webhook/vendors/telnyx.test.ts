import { describe, expect, it } from 'vitest'
import { eventsOf, fixture, FoldedFeed } from '../testing/try-mapping.ts'

const options = { receivedAtMs: Date.parse('2024-01-01T00:00:01Z') }
const enqueued = fixture('telnyx-call-enqueued')
const dequeued = fixture('telnyx-call-dequeued')
const CALL = '2dc6fc34-f9e0-11ea-b68e-02420a0f7768'
const because = (reason: string): unknown => JSON.parse(JSON.stringify(dequeued).replace('"bridged"', JSON.stringify(reason)))
const hangup = JSON.parse(JSON.stringify(dequeued).replace('call.dequeued', 'call.hangup').replace('777f0', '777f9').replace('00:01:35', '00:05:00').replace('"reason":"bridged",', '')) as unknown

describe('Telnyx', () => {
  it('queues by the time it occurred, with microseconds, under the event\'s own id', () => {
    expect(eventsOf('telnyx', enqueued, options)).toEqual([{
      id: '0ccc7b54-4df3-4bca-a65a-3da1ecc777ef', type: 'contact.queued', time: Date.parse('2024-01-01T00:00:00Z'), contact: CALL, queue: 'support', channel: 'voice',
    }])
  })

  it('takes neither its position nor its average wait', () => {
    expect(JSON.stringify(eventsOf('telnyx', enqueued, options))).not.toMatch(/position|wait/)
  })

  it.each([
    ['bridged', 'with-agent'], ['bridging-in-process', 'with-agent'], ['hangup', 'ended: abandoned'], ['leave', 'ended: exit-key'], ['timeout', 'ended: timeout'], ['new-reason', 'ended: other'],
  ])('%s makes it %s', (reason, phase) => {
    expect(new FoldedFeed('telnyx', options).receive(enqueued, because(reason)).phase(CALL)).toBe(phase)
  })

  it('does not mind the order, nor a delivery that is repeated', () => {
    expect(new FoldedFeed('telnyx', options).receive(dequeued, enqueued, enqueued, dequeued).line('support')).toEqual([])
  })

  it('is over when the call is', () => {
    expect(new FoldedFeed('telnyx', options).receive(enqueued, dequeued, hangup).phase(CALL)).toBe('ended: handled')
  })
})
