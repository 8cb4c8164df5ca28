import { describe, expect, it } from 'vitest'
import { createRateLimits, DEFAULT_RATE_LIMITS, RATE_CLASSES } from './rate-limits.ts'

describe('counters of requests', () => {
  it('refuse the one too many and say when to come again; kinds, subjects and names are counted apart', async () => {
    const limits = createRateLimits({ callback: { perToken: 2 }, read: { perKey: 1 } })
    expect(await limits.take('callback', 'token', 'acme c-1')).toEqual({ ok: true })
    expect(await limits.take('callback', 'token', 'acme c-1')).toEqual({ ok: true })
    const refused = await limits.take('callback', 'token', 'acme c-1')
    expect(refused).toMatchObject({ ok: false })
    if (refused.ok) throw new Error('it was let in')
    expect(refused.retryAfterSeconds).toBeGreaterThanOrEqual(1)
    expect(refused.retryAfterSeconds).toBeLessThanOrEqual(60)
    expect(await limits.take('callback', 'token', 'acme c-2')).toEqual({ ok: true })
    expect(await limits.take('callback', 'address', 'acme c-1')).toEqual({ ok: true })
    expect(await limits.take('told', 'token', 'acme c-1')).toEqual({ ok: true })
  })

  it('let through what has no limit', async () => {
    const limits = createRateLimits({ login: { perAddress: 1 } })
    for (let n = 0; n < 20; n += 1) expect(await limits.take('login', 'key', 'k')).toEqual({ ok: true })
  })

  it('are wide enough for ten thousand customers behind one address who look every second or all connect at once', () => {
    expect(DEFAULT_RATE_LIMITS.read.perAddress).toBeGreaterThanOrEqual(600_000)
    expect(DEFAULT_RATE_LIMITS.connect.perAddress).toBeGreaterThanOrEqual(2 * 50_000)
    for (const kind of RATE_CLASSES) expect(DEFAULT_RATE_LIMITS[kind].perAddress, kind).toBeGreaterThan(0)
  })
})
