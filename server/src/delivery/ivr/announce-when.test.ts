import { describe, expect, it } from 'vitest'
import { announceWhen, DEFAULT_CADENCE } from './announce-when.ts'

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
})
