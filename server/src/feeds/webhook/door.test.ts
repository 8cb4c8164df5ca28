import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createRejectedStore } from '../rejected.ts'
import { createPushDoor, type PushDoor, type PushResult } from './door.ts'
import { mappedSource } from './mapped-source.ts'
import { compiled, RECEIVED_MS, testHash } from './testing/try-mapping.ts'

const MAPPING = {
  mapping: 1, vendor: 'Test', signature: { scheme: 'token', header: 'X-Token' }, kind: 'body.type',
  events: [{ when: 'body.type == \'in\'', emit: { type: 'contact.queued', contact: { hash: 'body.phone' }, queue: 'body.queue' } }],
}
const request = (body: unknown, change: { keyed?: boolean; token?: string; feed?: string } = {}) => ({
  center: 'acme', feed: change.feed ?? 'desk', query: {}, keyed: change.keyed ?? false, headers: { 'x-token': change.token ?? 'secret' },
  bytes: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
})
const open = (mapping: unknown = MAPPING, secrets = ['secret']): { door: PushDoor; configure(next: unknown): void } => {
  const door = createPushDoor({ now: () => RECEIVED_MS - 400, receiptMs: () => RECEIVED_MS, hash: (center, text) => testHash(center + text), rejected: createRejectedStore() })
  const configure = (next: unknown): void => door.configure([{ center: 'acme', name: 'desk', source: mappedSource(compiled(next), secrets) }])
  configure(mapping)
  return { door, configure }
}
const taken = (result: PushResult | undefined): Extract<PushResult, { kind: 'taken' }> => {
  if (result?.kind !== 'taken') throw new Error(JSON.stringify(result))
  return result
}
const GOOD = { type: 'in', phone: '+3225550100', queue: 'support' }

describe('the door for what is pushed', () => {
  it('takes what is proven, by the vendor or by the feed\'s key', () => {
    const { door } = open()
    expect(taken(door.receive(request(GOOD))).events).toMatchObject([{ type: 'contact.queued', queue: 'support' }])
    expect(door.receive(request(GOOD, { token: 'wrong' }))).toMatchObject({ kind: 'refused', problem: 'wrong' })
    expect(taken(door.receive(request(GOOD, { token: 'wrong', keyed: true }))).events).toHaveLength(1)
    expect(door.receive(request(GOOD, { feed: 'other' }))).toBeUndefined()
    expect(door.counts('acme', 'desk')).toMatchObject({ refused: 1, rejected: 0 })
  })

  it('[WH9] without a secret takes only the key', () => {
    expect(open(MAPPING, []).door.receive(request(GOOD))).toMatchObject({ kind: 'refused', problem: 'missing' })
  })

  it('[WH10] counts a delivery as known only once the log had it, so that a failed one can come again', () => {
    const { door } = open({ ...MAPPING, signature: { scheme: 'hmac', header: 'X-Token', encoding: 'hex', signed: '{timestamp}{body}', timestamp: { header: 'X-Time' } } })
    const time = String(RECEIVED_MS / 1000)
    const signed = request(GOOD, { token: createHmac('sha256', 'secret').update(time + JSON.stringify(GOOD)).digest('hex') })
    const delivery = { ...signed, headers: { ...signed.headers, 'x-time': time } }
    const first = taken(door.receive(delivery))
    const second = taken(door.receive(delivery))
    expect(second.events[0]?.id).toBe(first.events[0]?.id)
    second.took()
    expect(door.receive(delivery)).toEqual({ kind: 'duplicate', status: 202 })
    expect(door.counts('acme', 'desk')).toMatchObject({ taken: 1, duplicates: 1 })
  })

  it('[WH11] acknowledges and counts what no rule takes', () => {
    const { door } = open()
    for (const type of ['typing', 'typing', 'note']) taken(door.receive(request({ type }))).took()
    expect(door.counts('acme', 'desk')).toMatchObject({ taken: 3, ignored: { typing: 2, note: 1 } })
    expect(door.rejected('acme', 'desk')).toEqual([])
  })

  it('keeps kinds within a bound, whatever a sender invents', () => {
    const { door } = open()
    for (let kind = 0; kind < 200; kind += 1) door.receive(request({ type: `kind-${kind}` }))
    expect(Object.keys(door.counts('acme', 'desk').ignored).length).toBeLessThan(60)
  })

  it('[WH12] keeps what it cannot translate, without personal data, and replays it to the same contact after a fix', () => {
    const { door, configure } = open()
    const bad = { type: 'in', phone: '+3225550100', line: 'support', name: 'Jane' }
    expect(taken(door.receive(request(bad)))).toMatchObject({ events: [], faults: [{ path: 'events[0].emit.queue' }] })
    const [kept] = door.rejected('acme', 'desk')
    expect(kept).toMatchObject({ id: 'r1', kind: 'in', reason: 'mapping', receivedAtMs: RECEIVED_MS })
    expect(JSON.stringify(kept)).not.toMatch(/Jane|5550100/)
    expect(door.again('acme', 'desk', 'r1')).toMatchObject({ events: [], faults: [{ path: 'events[0].emit.queue' }] })

    configure({ ...MAPPING, events: [{ when: 'body.type == \'in\'', emit: { type: 'contact.queued', contact: { hash: 'body.phone' }, queue: 'body.line' } }] })
    const again = door.again('acme', 'desk', 'r1')
    expect(again).toMatchObject({ events: [{ contact: testHash('acme+3225550100'), queue: 'support' }], faults: [] })
    again?.took()
    expect(door.rejected('acme', 'desk')).toEqual([])
    expect(door.again('acme', 'desk', 'r1')).toBeUndefined()
  })

  it('keeps no more than its bound, and repeats of one payload once', () => {
    const { door } = open()
    for (let n = 0; n < 5; n += 1) door.receive(request({ type: 'in', phone: '1' }))
    expect(door.rejected('acme', 'desk')).toMatchObject([{ repeats: 4 }])
    for (let n = 0; n < 300; n += 1) door.receive(request({ type: 'in', phone: `${n}` }))
    expect(door.rejected('acme', 'desk')).toHaveLength(100)
  })

  it.each(['', '{', '\u0000', Buffer.from([0xff, 0xfe]).toString('latin1')])('says of %j that it cannot be read', (body) => {
    expect(open().door.receive(request(body))).toMatchObject({ kind: 'unreadable' })
  })
})
