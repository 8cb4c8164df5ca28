import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { signatureSchema } from './schema.ts'
import { createReplayGuard } from './replay-guard.ts'
import { secretFault, verifySignature, type Verdict } from './verify.ts'
import { compiled } from '../testing/try-mapping.ts'

const NOW_S = 1_700_000_000
const BODY = '{"event":"conversation_created","id":10}'
const check = (rule: unknown, secrets: string[], headers: Record<string, string>, { body = BODY, nowS = NOW_S, url }: { body?: string; nowS?: number; url?: string } = {}): Verdict =>
  verifySignature(signatureSchema.parse(rule), secrets, { headers, bytes: Buffer.from(body), nowMs: nowS * 1000, url })
const hmac = (text: string, secret: string | Buffer, encoding: 'hex' | 'base64' = 'hex', hash = 'sha256'): string => createHmac(hash, secret).update(text).digest(encoding)

describe('Standard Webhooks', () => {
  const rule = { scheme: 'standard-webhooks' }
  // The example of the specification's own libraries.
  const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  const example = {
    body: '{"test": 2432232314}', nowS: 1_614_265_330,
    headers: { 'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek', 'webhook-timestamp': '1614265330', 'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=' },
  }

  it('takes the example that all libraries share', () => {
    expect(check(rule, [SECRET], example.headers, example)).toMatchObject({ ok: true })
  })

  it('takes one good signature among several, one of two secrets, and the svix names of the headers', () => {
    const { 'webhook-signature': good } = example.headers
    expect(check(rule, ['whsec_b3RoZXJvdGhlcm90aGVyb3RoZXI=', SECRET], { ...example.headers, 'webhook-signature': `v1,${'A'.repeat(43)}= v2,x ${good}` }, example)).toMatchObject({ ok: true })
    expect(check(rule, [SECRET], { 'svix-id': example.headers['webhook-id'], 'svix-timestamp': '1614265330', 'svix-signature': good }, example)).toMatchObject({ ok: true })
  })

  it.each<[string, Record<string, string>, { body?: string; nowS?: number }, string]>([
    ['another body', {}, { body: '{"test": 2432232315}' }, 'wrong'],
    ['another id', { 'webhook-id': 'msg_other' }, {}, 'wrong'],
    ['a later time put in', { 'webhook-timestamp': '1614265331' }, {}, 'wrong'],
    ['no version', { 'webhook-signature': 'g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=' }, {}, 'wrong'],
    ['a delivery of six minutes ago', {}, { nowS: example.nowS + 360 }, 'stale'],
    ['a delivery of the future', {}, { nowS: example.nowS - 360 }, 'stale'],
    ['a time that is none', { 'webhook-timestamp': 'soon' }, {}, 'stale'],
  ])('[WH9] refuses %s', (_name, headers, change, problem) => {
    expect(check(rule, [SECRET], { ...example.headers, ...headers }, { ...example, ...change })).toMatchObject({ ok: false, problem })
  })

  it('refuses a delivery without its headers', () => {
    expect(check(rule, [SECRET], {})).toMatchObject({ ok: false, problem: 'missing' })
  })

  it('takes Ed25519 signatures under a public key', () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(12).toString('base64')
    const headers = { 'webhook-id': 'm1', 'webhook-timestamp': String(NOW_S), 'webhook-signature': `v1a,${sign(null, Buffer.from(`m1.${NOW_S}.${BODY}`), privateKey).toString('base64')}` }
    expect(check(rule, [`whpk_${raw}`], headers)).toMatchObject({ ok: true })
    expect(check(rule, [`whpk_${raw}`], headers, { body: '{}' })).toMatchObject({ ok: false })
  })
})

describe('the schemes of the shipped mappings', () => {
  const rule = (name: string): unknown => compiled(name).file.signature

  it('Chatwoot: hex over time and body, with a prefix', () => {
    const headers = { 'x-chatwoot-timestamp': String(NOW_S), 'x-chatwoot-signature': `sha256=${hmac(`${NOW_S}.${BODY}`, 'secret')}` }
    expect(check(rule('chatwoot'), ['secret'], headers)).toMatchObject({ ok: true })
    expect(check(rule('chatwoot'), ['other'], headers)).toMatchObject({ problem: 'wrong' })
    expect(check(rule('chatwoot'), ['secret'], headers, { nowS: NOW_S + 301 })).toMatchObject({ problem: 'stale' })
    expect(check(rule('chatwoot'), ['secret'], { ...headers, 'x-chatwoot-signature': hmac(`${NOW_S}.${BODY}`, 'secret') })).toMatchObject({ problem: 'wrong' })
    expect(check(rule('chatwoot'), ['secret'], { 'x-chatwoot-signature': headers['x-chatwoot-signature'] })).toMatchObject({ problem: 'missing' })
  })

  it('Zendesk: base64 over time and body without anything between, the time as ISO', () => {
    const at = new Date(NOW_S * 1000).toISOString()
    const headers = { 'x-zendesk-webhook-signature-timestamp': at, 'x-zendesk-webhook-signature': hmac(`${at}${BODY}`, 'secret', 'base64') }
    expect(check(rule('zendesk'), ['secret'], headers)).toMatchObject({ ok: true })
    expect(check(rule('zendesk'), ['secret'], headers, { body: `${BODY} ` })).toMatchObject({ problem: 'wrong' })
    expect(check(rule('zendesk'), ['secret'], headers, { nowS: NOW_S + 400 })).toMatchObject({ problem: 'stale' })
  })

  it('Telnyx: Ed25519 over time, bar and body', () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    const key = publicKey.export({ format: 'der', type: 'spki' }).subarray(12).toString('base64')
    const headers = { 'telnyx-timestamp': String(NOW_S), 'telnyx-signature-ed25519': sign(null, Buffer.from(`${NOW_S}|${BODY}`), privateKey).toString('base64') }
    expect(check(rule('telnyx'), [key], headers)).toMatchObject({ ok: true })
    expect(check(rule('telnyx'), [key], { ...headers, 'telnyx-timestamp': String(NOW_S + 1) })).toMatchObject({ problem: 'wrong' })
    expect(check(rule('telnyx'), [publicKey.export({ format: 'pem', type: 'spki' }).toString()], headers)).toMatchObject({ ok: true })
    expect(check(rule('telnyx'), [key], { ...headers, 'telnyx-signature-ed25519': 'not base64!' })).toMatchObject({ problem: 'wrong' })
    expect(secretFault(signatureSchema.parse(rule('telnyx')), 'c2hvcnQ=')).toMatch(/5 bytes instead of 32/)
    expect(secretFault(signatureSchema.parse(rule('telnyx')), key)).toBeUndefined()
  })

  it.each([['rocketchat', 'x-rocketchat-livechat-token'], ['zendesk-sunshine', 'x-api-key']])('%s: the secret in a header', (name, header) => {
    expect(check(rule(name), ['a-secret'], { [header]: 'a-secret' })).toMatchObject({ ok: true })
    expect(check(rule(name), ['a-secret'], { [header]: 'a-secret-longer' })).toMatchObject({ problem: 'wrong' })
    expect(check(rule(name), ['a-secret'], {})).toMatchObject({ problem: 'missing' })
  })

  it('LiveChat: the secret in the payload', () => {
    expect(check(rule('livechat'), ['s3cret'], {}, { body: '{"secret_key":"s3cret"}' })).toMatchObject({ ok: true })
    expect(check(rule('livechat'), ['s3cret'], {}, { body: '{"secret_key":"other"}' })).toMatchObject({ problem: 'wrong' })
    for (const body of ['{}', '[]', 'no json', '{"secret_key":["s3cret"]}', 'null']) expect(check(rule('livechat'), ['s3cret'], {}, { body })).toMatchObject({ problem: 'missing' })
  })

  it('Salesforce: no proof of its own', () => {
    expect(check(rule('salesforce'), ['anything'], {})).toMatchObject({ problem: 'missing' })
  })
})

it('an address can be signed, with the fields of a form in order and nothing between', () => {
  const rule = { scheme: 'hmac', hash: 'sha1', header: 'X-Twilio-Signature', encoding: 'base64', signed: '{url}{form}' }
  const url = 'https://q.example/v1/centers/acme/feeds/twilio'
  const headers = { 'x-twilio-signature': hmac(`${url}AccountSidAC1EventTypetask.created`, 'token', 'base64', 'sha1') }
  expect(check(rule, ['token'], headers, { body: 'EventType=task.created&AccountSid=AC1', url })).toMatchObject({ ok: true })
  expect(check(rule, ['token'], headers, { body: 'EventType=task.created&AccountSid=AC2', url })).toMatchObject({ problem: 'wrong' })
})

describe('the replay guard', () => {
  it('knows what was taken, for as long as it matters, and never more than its bound', () => {
    const guard = createReplayGuard({ keepMs: 1000, max: 2 })
    expect(guard.seen('f', 'a', 0)).toBe(false)
    guard.took('f', 'a', 0)
    expect([guard.seen('f', 'a', 999), guard.seen('g', 'a', 999), guard.seen('f', 'a', 1000)]).toEqual([true, false, false])
    guard.took('f', 'b', 1)
    guard.took('f', 'c', 2)
    expect([guard.seen('f', 'a', 3), guard.seen('f', 'b', 3), guard.seen('f', 'c', 3)]).toEqual([false, true, true])
  })
})
