import { describe, expect, it } from 'vitest'
import { faultsOf, judgeSoak, slopePerHour, type SoakSample } from './judge-soak.ts'

const MEGABYTE = 1e6
const KEPT_BYTES = 2_000
/** Two hours of a server that keeps 20 contacts a second for an hour; `more` is what else it does, by hour. */
function samples(more: (hours: number) => Partial<SoakSample>): SoakSample[] {
  return Array.from({ length: 120 }, (_, index) => {
    const atSeconds = (index + 1) * 60
    const keptContacts = 20 * Math.min(3600, atSeconds)
    const noise = Math.sin(index * 7) * 0.3 * MEGABYTE
    const { heapBytes = 0, ...rest } = more(atSeconds / 3600)
    return {
      atSeconds, judged: atSeconds > 600, heapBytes: 60 * MEGABYTE + keptContacts * KEPT_BYTES + noise + heapBytes, collectionSeconds: 0.1, rssBytes: 0, keptContacts, handles: 40, connected: 100,
      eventLoopP99Seconds: 0.02, eventLoopMaxSeconds: 0.05, events: 3600, errors: 0, silentSeconds: 6, ...rest,
    }
  })
}

describe('the verdict', () => {
  it('is flat where only contacts that are kept by rule grow', () => {
    const verdict = judgeSoak(samples(() => ({})), KEPT_BYTES)
    expect(verdict).toMatchObject({ flat: true, why: [] })
    expect(Math.abs(verdict.heapBytesPerHour)).toBeLessThan(0.5 * MEGABYTE)
  })

  it('sees a leak of four megabytes an hour, and one of sockets', () => {
    const leak = judgeSoak(samples((hours) => ({ heapBytes: 4 * MEGABYTE * hours })), KEPT_BYTES)
    expect(leak).toMatchObject({ flat: false, why: ['the heap grows'] })
    expect(leak.heapBytesPerHour / MEGABYTE).toBeCloseTo(4, 0)
    expect(judgeSoak(samples((hours) => ({ handles: 40 + Math.round(60 * hours) })), KEPT_BYTES)).toMatchObject({ flat: false, why: ['open handles grow'] })
  })

  it('looks away from the warm-up, and says when there is too little to judge', () => {
    expect(judgeSoak(samples((hours) => (hours < 0.16 ? { heapBytes: -40 * MEGABYTE } : {})), KEPT_BYTES).flat).toBe(true)
    expect(() => judgeSoak(samples(() => ({})).slice(0, 12), KEPT_BYTES)).toThrow('more --minutes')
  })

  it('errors and silence are faults of their own', () => {
    expect(faultsOf(samples(() => ({})))).toEqual([])
    expect(faultsOf(samples((hours) => (hours === 1 ? { errors: 2, silentSeconds: 21 } : {})))).toEqual(['2 errors', 'a customer heard nothing for 21.0 s'])
  })
})

it('a line is found with its error', () => {
  const exact = slopePerHour([0, 1, 2, 3].map((hours) => ({ atSeconds: hours * 3600, y: 5 + 2 * hours })))
  expect(exact.slope).toBeCloseTo(2)
  expect(exact.standardError).toBeCloseTo(0)
})
