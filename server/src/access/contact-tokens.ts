import { createSigner, createVerifier } from 'fast-jwt'
import { Remembered } from './remembered.ts'

/** Whom a token is made for. */
export interface ContactTokenRequest { center: string; contact: string; lifetimeSeconds: number }
export interface MintedToken { token: string; expiresAt: string }
export type VerifiedToken = { ok: true; center: string; contact: string; expiresAtMs: number } | { ok: false; code: 'bad-token' | 'expired' }

export interface ContactTokens {
  mintContactToken(request: ContactTokenRequest): Promise<MintedToken>
  verifyContactToken(token: string): Promise<VerifiedToken>
}
export interface ContactTokenDeps {
  /** The first signs, all are accepted: so a secret is replaced without a customer noticing. */
  secrets: readonly string[]
  /** Epoch milliseconds. */
  now(): number
}

const AUDIENCE = 'queuecast-contact'
const MAX_TOKEN_LENGTH = 4096
const ALGORITHM = 'HS256'
/** Tokens whose signature held are remembered: a customer comes back with the same one each time the network was away. 0.4 KB each. */
const REMEMBERED = { most: 20_000, milliseconds: 30 * 60_000 }

interface Claims { center: string; contact: string; expiresAtMs: number }

/** Contact tokens: JWTs (HS256) that name one contact of one center and nothing else. */
export function createContactTokens({ secrets, now }: ContactTokenDeps): ContactTokens {
  const [signing] = secrets
  if (signing === undefined) throw new Error('contact tokens need a secret')
  const sign = createSigner({ key: signing, algorithm: ALGORITHM })
  // Whether it expired is judged here, by our clock and after the signature held.
  const verifiers = secrets.map((key) => createVerifier({
    key, algorithms: [ALGORITHM], allowedAud: AUDIENCE, requiredClaims: ['sub', 'exp', 'center'], ignoreExpiration: true,
  }))

  const remembered = new Remembered<Claims>(REMEMBERED)

  function read(token: string): Record<string, unknown> | undefined {
    for (const verify of verifiers) {
      try {
        return verify(token) as Record<string, unknown>
      } catch {
        // Of another secret, or no token of ours: the next may hold.
      }
    }
    return undefined
  }

  return {
    async mintContactToken({ center, contact, lifetimeSeconds }) {
      const issuedSeconds = Math.floor(now() / 1000)
      const expiresSeconds = issuedSeconds + lifetimeSeconds
      const token = sign({ center, sub: contact, aud: AUDIENCE, iat: issuedSeconds, exp: expiresSeconds })
      return { token, expiresAt: new Date(expiresSeconds * 1000).toISOString() }
    },

    async verifyContactToken(token) {
      if (token.length > MAX_TOKEN_LENGTH) return { ok: false, code: 'bad-token' }
      let claims = remembered.get(token, now())
      if (claims === undefined) {
        claims = claimsIn(read(token) ?? {})
        if (claims === undefined) return { ok: false, code: 'bad-token' }
        remembered.set(token, claims, now())
      }
      return claims.expiresAtMs <= now() ? { ok: false, code: 'expired' } : { ok: true, ...claims }
    },
  }
}

function claimsIn({ sub, exp, center }: Record<string, unknown>): Claims | undefined {
  return typeof sub === 'string' && typeof exp === 'number' && typeof center === 'string' ? { center, contact: sub, expiresAtMs: exp * 1000 } : undefined
}
