import { describe, expect, it } from 'vitest'
import { announceWhen, cadenceOf, DEFAULT_CADENCE } from './announce-when.ts'

const at = (nowMs: number, what: string, last?: { what: string; atMs: number }) => announceWhen(what, last, nowMs, DEFAULT_CADENCE)

describe('when a caller is spoken to', () => {
  it('[IV8] at once the first time', () => expect(at(0, 'third')).toEqual({ speak: 'news' }))
  it('[IV8] never where there is nothing to say', () => expect(at(500_000, '', { what: 'third', atMs: 0 })).toEqual({ silent: true }))
  it('[IV8] news after the least gap', () => {
    expect(at(19_999, 'second', { what: 'third', atMs: 0 })).toEqual({ waitUntilMs: 20_000 })
    expect(at(20_000, 'second', { what: 'third', atMs: 0 })).toEqual({ speak: 'news' })
  })
  it('[IV8] the same again at the cadence', () => {
    expect(at(59_999, 'third', { what: 'third', atMs: 0 })).toEqual({ waitUntilMs: 60_000 })
    expect(at(60_000, 'third', { what: 'third', atMs: 0 })).toEqual({ speak: 'repeat' })
  })
  it.each([[{}, 60, 20], [{ mostSeconds: 60 }, 50, 20], [{ mostSeconds: 30 }, 20, 20], [{ mostSeconds: 120 }, 110, 20], [{ mostSeconds: 5 }, 15, 15], [{ leastSeconds: 90 }, 90, 90], [{ mostSeconds: 60, leastSeconds: 30 }, 50, 30]])(
    '[IV8] a charter that owes %j: again after %d s, news after %d s', (owed, repeat, gap) => {
      expect(cadenceOf(owed)).toEqual({ repeatMs: repeat * 1000, leastGapMs: gap * 1000 })
    })
})
