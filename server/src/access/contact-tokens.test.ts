import { decodeJwt, SignJWT, UnsecuredJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { createContactTokens, type ContactTokens } from './contact-tokens.ts'

const NOW_MS = Date.parse('2026-11-22T10:00:00Z')
const OLD = 'old-secret-of-at-least-32-characters'
const NEW = 'new-secret-of-at-least-32-characters'
const tokensAt = (nowMs: number, ...secrets: string[]): ContactTokens => createContactTokens({ secrets: secrets.length === 0 ? [OLD] : secrets, now: () => nowMs })
const request = { center: 'acme', contact: 'c-17', lifetimeSeconds: 60 }
const signed = (claims: Record<string, unknown>, audience = 'queuecast-contact', alg = 'HS256'): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg }).setAudience(audience).sign(new TextEncoder().encode(OLD.repeat(2)))

describe('contact tokens', () => {
  it('name one contact of one center, until they expire', async () => {
    const { token, expiresAt } = await tokensAt(NOW_MS).mintContactToken(request)
    expect(expiresAt).toBe('2026-11-22T10:01:00.000Z')
    expect(decodeJwt(token)).toEqual({ center: 'acme', sub: 'c-17', aud: 'queuecast-contact', iat: NOW_MS / 1000, exp: NOW_MS / 1000 + 60 })
    expect(await tokensAt(NOW_MS + 59_000).verifyContactToken(token)).toEqual({ ok: true, center: 'acme', contact: 'c-17', expiresAtMs: NOW_MS + 60_000 })
    expect(await tokensAt(NOW_MS + 61_000).verifyContactToken(token)).toEqual({ ok: false, code: 'expired' })
  })

  it('go on while a secret is replaced, and end when the old one is gone', async () => {
    const { token } = await tokensAt(NOW_MS, OLD).mintContactToken(request)
    expect((await tokensAt(NOW_MS, NEW, OLD).verifyContactToken(token)).ok).toBe(true)
    expect(await tokensAt(NOW_MS + 61_000, NEW, OLD).verifyContactToken(token)).toEqual({ ok: false, code: 'expired' })
    expect(await tokensAt(NOW_MS, NEW).verifyContactToken(token)).toEqual({ ok: false, code: 'bad-token' })
    const fresh = await tokensAt(NOW_MS, NEW, OLD).mintContactToken(request)
    expect((await tokensAt(NOW_MS, NEW).verifyContactToken(fresh.token)).ok).toBe(true)
  })

  it('are refused when changed, unsigned, for another use, of another algorithm, incomplete or no tokens', async () => {
    const good = tokensAt(NOW_MS, OLD.repeat(2))
    const claims = { center: 'acme', sub: 'c-17', exp: NOW_MS / 1000 + 60 }
    expect((await good.verifyContactToken(await signed(claims))).ok).toBe(true)
    const [head, body, signature] = (await signed(claims)).split('.')
    const forged = Buffer.from(JSON.stringify({ ...claims, sub: 'c-18', aud: 'queuecast-contact' })).toString('base64url')
    const bad = [
      `${head}.${forged}.${signature}`, `${head}.${body}.`, `${head}.${body}`, '', 'x', 'x'.repeat(100_000),
      new UnsecuredJWT(claims).setAudience('queuecast-contact').encode(),
      await signed(claims, 'something-else'), await signed(claims, 'queuecast-contact', 'HS512'),
      await signed({ sub: 'c-17', exp: claims.exp }), await signed({ center: 'acme', exp: claims.exp }), await signed({ center: 'acme', sub: 'c-17' }),
      await signed({ ...claims, center: 7 }),
    ]
    for (const token of bad) expect(await good.verifyContactToken(token), token.slice(0, 200)).toEqual({ ok: false, code: 'bad-token' })
  })

  it('that were read before are judged by the clock again', async () => {
    let nowMs = NOW_MS
    const tokens = createContactTokens({ secrets: [OLD], now: () => nowMs })
    const { token } = await tokens.mintContactToken(request)
    const good = { ok: true, center: 'acme', contact: 'c-17', expiresAtMs: NOW_MS + 60_000 }
    expect([await tokens.verifyContactToken(token), await tokens.verifyContactToken(token)]).toEqual([good, good])
    expect(await tokens.verifyContactToken(`${token}x`)).toEqual({ ok: false, code: 'bad-token' })
    nowMs += 60_000
    expect(await tokens.verifyContactToken(token)).toEqual({ ok: false, code: 'expired' })
  })

  it('need a secret', () => {
    expect(() => createContactTokens({ secrets: [], now: () => 0 })).toThrow('need a secret')
  })
})
