import { describe, expect, it } from 'vitest'
import { compileMapping } from './compile-mapping.ts'
import type { MappingFault } from './fault.ts'

const good = {
  mapping: 1, vendor: 'Test', signature: { scheme: 'feed-key' }, let: { contact: { text: '{feed}-{body.id}' } },
  events: [{ when: 'body.type == \'in\'', emit: { type: 'contact.queued', contact: 'contact', queue: { queue: 'body.queue' } } }],
}
const faults = (change: Record<string, unknown>): MappingFault[] => {
  const result = compileMapping({ ...good, ...change })
  return result.ok ? [] : result.faults
}
const paths = (change: Record<string, unknown>): string[] => faults(change).map(({ path }) => path)
const rule = (emit: Record<string, unknown>, more: Record<string, unknown> = {}) => ({ events: [{ ...more, emit: { type: 'contact.queued', contact: 'contact', queue: '\'q\'', ...emit } }] })

describe('a mapping is checked when it is loaded', () => {
  it('and a good one has no fault', () => {
    expect(faults({})).toEqual([])
  })

  it.each<[string, Record<string, unknown>, string, RegExp]>([
    ['a version that nobody knows', { mapping: 2 }, 'mapping', /must be 1/],
    ['an unknown setting', { colour: 'red' }, 'colour', /means nothing here/],
    ['no rule', { events: [] }, 'events', /./],
    ['an unknown event', rule({ type: 'contact.arrived' }), 'events[0].emit.type', /"contact.arrived" is not an event/],
    ['a field that the event lacks', rule({ colour: 'body.colour' }), 'events[0].emit.colour', /is not a field of contact.queued/],
    ['a broken expression', rule({ time: 'body..at' }), 'events[0].emit.time', /is not a JMESPath expression/],
    ['a name nobody gave', rule({ priority: 'payload.prio' }), 'events[0].emit.priority', /"payload" is not known here/],
    ['item outside of each', rule({ priority: 'item.prio' }), 'events[0].emit.priority', /"item" is not known here/],
    ['an operator nobody knows', rule({ time: { date: 'body.at' } }), 'events[0].emit.time', /has no operator; date is none/],
    ['an operator with a wrong setting', rule({ time: { time: 'body.at', unit: 'seconds' } }), 'events[0].emit.time.unit', /./],
    ['an operator with a foreign setting', rule({ time: { time: 'body.at', unit: 's', zone: 'utc' } }), 'events[0].emit.time', /zone means nothing beside time/],
    ['an unknown function', rule({}, { when: 'matches(body.type, \'x\')' }), 'events[0].when', /there is no function matches/],
    ['a negation of half a path', rule({}, { when: '!body.assignee.id' }), 'events[0].when', /negates only its first name/],
    ['a way into prototypes', rule({ priority: 'body.__proto__.x' }), 'events[0].emit.priority', /never read/],
    ['a variable', rule({ priority: 'let $x = body in $x.prio' }), 'events[0].emit.priority', /variables/],
    ['a taken name', { let: { body: 'body.x' } }, 'let.body', /is taken/],
    ['a name before it is made', { let: { a: 'b', b: 'body.x', contact: 'body.id' } }, 'let.a', /"b" is not known/],
    ['a signature that leaves out the body', { signature: { scheme: 'hmac', header: 'X-Sig', encoding: 'hex', signed: '{timestamp}' } }, 'signature.signed', /must hold \{body\}/],
    ['an unknown scheme', { signature: { scheme: 'md5' } }, 'signature.scheme', /must be one of standard-webhooks/],
    ['a fault deep in a value', rule({ priority: { first: ['body.a', { number: 'bdy.b' }] } }), 'events[0].emit.priority.first[1].number', /"bdy" is not known here/],
  ])('[WH1] [WH2] %s', (_name, change, path, problem) => {
    const found = faults(change).filter((fault) => fault.path === path)
    expect(found, JSON.stringify(faults(change))).toHaveLength(1)
    expect(found[0]?.problem).toMatch(problem)
  })

  it('names a required field that is left out', () => {
    expect(faults({ events: [{ emit: { type: 'contact.queued', contact: 'contact' } }] })).toEqual([{ path: 'events[0].emit.queue', problem: 'is missing: contact.queued needs it' }])
  })

  it('[WH1] tells all faults together', () => {
    expect(paths({ ...rule({ time: 'x.y', priority: { number: 'y.z' } }), let: { contact: 'nobody.id' } })).toEqual(['let.contact', 'events[0].emit.time', 'events[0].emit.priority.number'])
  })

  it.each([undefined, null, [], 'text', 17])('takes no %s for a mapping', (raw) => {
    expect(compileMapping(raw).ok).toBe(false)
  })
})
