import { describe, expect, it } from 'vitest'
import { hashOfRedacted, redact } from './redact.ts'
import { fixture, testHash } from './testing/try-mapping.ts'

const clean = (payload: unknown, more: { personal?: string[]; keep?: string[] } = {}): string => JSON.stringify(redact(payload, { hash: testHash, ...more }))

describe('a rejected payload', () => {
  it.each<[string, RegExp]>([
    ['chatwoot-conversation-created', /jane|example\.org|405f1d30|Chrome/], ['chatwoot-message-created', /"hi"|little-haze/],
    ['rocketchat-queued', /visitor name|guest-1|a@example|5550100|192\.0\.2|Chrome|"billing"/], ['rocketchat-taken', /Agent Name|agent\.username|agent@/],
    ['zendesk-ticket-created', /Jane|order/], ['livechat-incoming-chat', /Jane|jane@|livechat-secret/], ['telnyx-call-enqueued', /aGV5/],
  ])('%s keeps nothing personal and no secret', (name, personal) => {
    expect(clean(fixture(name))).not.toMatch(personal)
  })

  it('keeps what a mapping needs: ids, kinds, numbers, instants', () => {
    expect(clean(fixture('zendesk-ticket-created'))).toMatch(/ticket\.created.*8447320466430.*12345.*native_messaging/)
    expect(clean(fixture('chatwoot-conversation-created'))).toMatch(/conversation_created.*Channel::WebWidget.*1627063369/)
    expect(clean({ at: '2026-11-22T09:59:29Z', id: '6596848315901' })).toBe('{"at":"2026-11-22T09:59:29Z","id":"6596848315901"}')
  })

  it('removes what looks like a person wherever it stands', () => {
    expect(clean({ a: 'jane@example.org', b: '+32 2 555 01 00', c: '192.0.2.1', d: 'free text of a customer', e: 'x'.repeat(101) })).not.toMatch(/jane|555|192|free|xx/)
  })

  it('looks into JSON in a text and into lists', () => {
    expect(clean({ entryPayload: '{"sender":{"displayName":"Jane"},"id":"r1"}', phones: [123_456_789] })).not.toMatch(/Jane|123456789/)
  })

  it('may be told more names, and names that are no secret', () => {
    expect(clean({ orderNumber: 'A-17', inbox: { name: 'Acme' } }, { personal: ['orderNumber'], keep: ['name'] })).toMatch(/^\{"orderNumber":"personal:h-[\w-]+","inbox":\{"name":"Acme"\}\}$/)
  })

  it('hashes to the same contact as the payload itself', () => {
    const phone = (redact({ phone: '+3225550100' }, { hash: testHash }) as { phone: string }).phone
    expect(hashOfRedacted(testHash)(phone)).toBe(testHash('+3225550100'))
    expect(hashOfRedacted(testHash)('other')).toBe(testHash('other'))
  })

  it('pollutes nothing', () => {
    redact(JSON.parse('{"__proto__":{"polluted":1}}'), { hash: testHash })
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})
