import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileMapping } from './compile-mapping.ts'
import { compileExpression } from './expression.ts'
import { instantOf, TIME_UNITS } from './instant.ts'
import { readBody } from './read-body.ts'
import { redact } from './redact.ts'
import { SHIPPED_MAPPINGS, shippedMappingText } from './shipped.ts'
import { signatureSchema } from './signature/schema.ts'
import { verifySignature } from './signature/verify.ts'

const RUNS = 300
const names = fc.constantFrom('mapping', 'name', 'body', 'events', 'emit', 'when', 'each', 'type', 'contact', 'queue', 'signature', 'scheme', 'header', '__proto__', 'constructor', 'x')
const anyJson = fc.letrec((tie) => ({
  any: fc.oneof({ depthSize: 'small' }, fc.constantFrom<unknown>(1, -1, null, true, 'contact.queued', 'body.id', 'hmac', '', '\u0000', 'a'.repeat(500)), fc.string(), fc.array(tie('any'), { maxLength: 4 }), fc.dictionary(names, tie('any'), { maxKeys: 6 })),
})).any

describe('what webhooks are read with', () => {
  it(`a mapping is compiled or refused with its path, whatever it is (${RUNS} mappings, half of them shipped ones with a part replaced)`, () => {
    const bent = fc.tuple(fc.constantFrom(...SHIPPED_MAPPINGS), names, anyJson).map(([name, at, part]) => ({ ...(JSON.parse(shippedMappingText(name)) as object), [at]: part }))
    fc.assert(fc.property(fc.oneof(anyJson, bent), (raw) => {
      const compiled = compileMapping(raw)
      if (!compiled.ok) {
        expect(compiled.faults.length).toBeGreaterThan(0)
        for (const { path, problem } of compiled.faults) expect([typeof path, problem === '']).toEqual(['string', false])
      }
    }), { numRuns: RUNS })
  })

  it(`an expression is compiled or refused, and throws nothing but errors when it runs (${RUNS} expressions)`, () => {
    const text = fc.oneof(fc.string(), fc.array(fc.constantFrom('body', '.', '[', ']', '*', '?', '@', '|', '`1`', '\'x\'', '&&', '(', ')', 'length', '__proto__', 'constructor', ',', ':', '{', '}', '0', 'map', '&')).map((parts) => parts.join('')))
    fc.assert(fc.property(text, anyJson, (expression, body) => {
      const compiled = compileExpression(expression, new Set(['body']))
      if (!compiled.ok) return void expect(compiled.problem).not.toBe('')
      try {
        const value = compiled.expression({ body })
        expect(typeof value).not.toBe('function')
      } catch (error) {
        expect(error).toBeInstanceOf(Error)
      }
    }), { numRuns: RUNS })
  })

  it(`a body is JSON or a form, or says why not (${RUNS} bodies)`, () => {
    fc.assert(fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.json().map((text) => Buffer.from(text)), fc.webQueryParameters().map((text) => Buffer.from(text)), fc.constant(Buffer.from('__proto__=x&constructor=y'))), fc.constantFrom('json', 'form'), (bytes, as) => {
      const read = readBody(bytes, as)
      if (!read.ok) expect(read.problem).not.toBe('')
      expect(({} as Record<string, unknown>)['x']).toBeUndefined()
    }), { numRuns: RUNS })
  })

  it(`an instant is an instant or nothing (${RUNS} values)`, () => {
    fc.assert(fc.property(fc.oneof(anyJson, fc.double(), fc.maxSafeInteger()), fc.constantFrom(...TIME_UNITS), (value, unit) => {
      const instant = instantOf(value, unit)
      if (typeof instant === 'number') expect(Number.isNaN(instant)).toBe(false)
    }), { numRuns: RUNS })
  })

  it(`a payload without its personal data holds no text that stood under a personal name (${RUNS} payloads)`, () => {
    fc.assert(fc.property(anyJson, fc.constantFrom('name', 'email', 'phone_number', 'message', 'from'), (payload, name) => {
      const kept = JSON.stringify(redact({ payload, [name]: 'Jane-Zq9' }, { hash: () => 'hash' })) ?? ''
      expect(kept).not.toContain('Jane-Zq9')
    }), { numRuns: RUNS })
  })

  const RULES = [
    { scheme: 'standard-webhooks' }, { scheme: 'hmac', header: 'x-sig', encoding: 'hex' }, { scheme: 'hmac', header: 'x-sig', encoding: 'base64', timestamp: { header: 'x-at' }, signed: '{timestamp}.{body}' },
    { scheme: 'ed25519', header: 'x-sig' }, { scheme: 'token', header: 'x-sig' }, { scheme: 'token-in-body', path: ['token'] },
  ].map((rule) => signatureSchema.parse(rule))

  it(`no proof that was made up opens a feed (${RUNS} forgeries of each scheme)`, () => {
    const nowMs = Date.parse('2026-11-22T10:00:00Z')
    const text = fc.oneof(fc.string(), fc.base64String(), fc.stringMatching(/^[0-9a-f]{64}$/), fc.constantFrom('', 'v1,', 'v1a,', 'sha256=', String(nowMs / 1000), String(nowMs)))
    fc.assert(fc.property(fc.constantFrom(...RULES), fc.dictionary(fc.constantFrom('x-sig', 'x-at', 'webhook-id', 'webhook-timestamp', 'webhook-signature', 'svix-id'), text), fc.oneof(fc.uint8Array(), fc.constant(Buffer.from('{"token":"x","__proto__":{"token":"the-secret-of-the-feed"}}'))), (rule, headers, bytes) => {
      expect(verifySignature(rule, ['the-secret-of-the-feed'], { headers, bytes, nowMs }).ok).toBe(false)
    }), { numRuns: RUNS * 6 })
  })
})
