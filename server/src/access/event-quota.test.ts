import { describe, expect, it } from 'vitest'
import { createEventQuota } from './event-quota.ts'

const limits = { eventsPerSecond: 100, burst: 200 }

describe('the quota of a feed', () => {
  it('allows a burst, then so many a second, and says when to come back', () => {
    const quota = createEventQuota(() => limits)
    expect(quota.take('acme', 'acd', 200, 0)).toEqual({ ok: true })
    expect(quota.take('acme', 'acd', 150, 0)).toEqual({ ok: false, retryAfterSeconds: 2 })
    expect(quota.take('acme', 'acd', 150, 1499)).toEqual({ ok: false, retryAfterSeconds: 1 })
    expect(quota.take('acme', 'acd', 150, 1500)).toEqual({ ok: true })
    expect(quota.take('acme', 'acd', 1, 1500)).toEqual({ ok: false, retryAfterSeconds: 1 })
  })

  it('is each feed\'s own', () => {
    const quota = createEventQuota(() => limits)
    quota.take('acme', 'acd', 200, 0)
    expect(quota.take('acme', 'chat', 200, 0).ok).toBe(true)
    expect(quota.take('other', 'acd', 200, 0).ok).toBe(true)
  })

  it('lets a batch through that is larger than the burst, and takes its time after', () => {
    const quota = createEventQuota(() => limits)
    expect(quota.take('acme', 'acd', 1000, 0).ok).toBe(true)
    expect(quota.take('acme', 'acd', 1, 8000)).toEqual({ ok: false, retryAfterSeconds: 1 })
    expect(quota.take('acme', 'acd', 1, 8010).ok).toBe(true)
  })

  it('gains nothing from a clock that goes back, and is generous unless told', () => {
    const quota = createEventQuota(() => limits)
    quota.take('acme', 'acd', 200, 10_000)
    expect(quota.take('acme', 'acd', 1, 5000).ok).toBe(false)
    expect(quota.take('acme', 'acd', 1, 10_000).ok).toBe(false)
    expect(createEventQuota().take('acme', 'acd', 10_000, 0).ok).toBe(true)
  })
})
