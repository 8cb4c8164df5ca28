import { assert, jsonValue, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CenterFacts } from '../contact-center/index.ts'
import { configFault, sameFacts } from './folded-config.ts'

const facts = (changes: object): CenterFacts =>
  ({ id: 'acme', generation: 2, timeZone: 'Europe/Brussels', languages: ['nl', 'fr'], queues: [{ id: 'sales', channel: 'voice' }], feeds: [], ...changes }) as unknown as CenterFacts

/** The same value, told by another hand: keys turned round, and fields named that have no value. */
const retold = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(retold)
    : typeof value === 'object' && value !== null ? Object.fromEntries([['notThere', undefined], ...Object.entries(value).reverse().map(([key, field]) => [key, retold(field)] as const)])
      : value

describe('the configuration in the log and this node\'s', () => {
  it('are the same in any order of keys, and differ exactly where their JSON does', () => {
    assert(property(jsonValue(), jsonValue(), (one, other) => {
      expect(sameFacts(facts({ extra: one }), facts({ extra: retold(one) }))).toBe(true)
      const sorted = (value: unknown): string => JSON.stringify(value, (_key, field: unknown) =>
        typeof field === 'object' && field !== null && !Array.isArray(field) ? Object.fromEntries(Object.entries(field).sort(([a], [b]) => (a < b ? -1 : 1))) : field)
      expect(sameFacts(facts({ extra: one }), facts({ extra: other }))).toBe(sorted(one) === sorted(other))
    }))
  })

  it.each([
    [{ languages: ['fr', 'nl'] }], [{ queues: [{ id: 'sales' }] }], [{ queues: [{ id: 'sales', channel: 'voice', constructor: {} }] }], [{ queues: { 0: { id: 'sales', channel: 'voice' } } }],
  ])('%j differs', (changes) => {
    expect(sameFacts(facts({}), facts(changes))).toBe(false)
    expect(sameFacts(facts(changes), facts({}))).toBe(false)
  })

  it('contradict each other with one generation for two contents, and with an older one', () => {
    expect(configFault(undefined, facts({}))).toBeUndefined()
    expect(configFault(facts({}), facts({}))).toBeUndefined()
    expect(configFault(facts({}), facts({ generation: 3, languages: ['nl'] }))).toBeUndefined()
    expect(configFault(facts({}), facts({ languages: ['nl'] }))).toContain('raise "generation" to publish the change')
    expect(configFault(facts({}), facts({ generation: 1 }))).toContain('raise "generation" above it')
  })
})
