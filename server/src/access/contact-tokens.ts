import { errors, jwtVerify, SignJWT } from 'jose'

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

/** Contact tokens: JWTs (HS256) that name one contact of one center and nothing else. */
export function createContactTokens({ secrets, now }: ContactTokenDeps): ContactTokens {
  const [signing, ...rest] = secrets.map((secret) => new TextEncoder().encode(secret))
  if (signing === undefined) throw new Error('contact tokens need a secret')
  const accepted = [signing, ...rest]

  return {
    async mintContactToken({ center, contact, lifetimeSeconds }) {
      const issuedSeconds = Math.floor(now() / 1000)
      const expiresSeconds = issuedSeconds + lifetimeSeconds
      const token = await new SignJWT({ center })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).setSubject(contact).setAudience(AUDIENCE)
        .setIssuedAt(issuedSeconds).setExpirationTime(expiresSeconds).sign(signing)
      return { token, expiresAt: new Date(expiresSeconds * 1000).toISOString() }
    },

    async verifyContactToken(token) {
      if (token.length > MAX_TOKEN_LENGTH) return { ok: false, code: 'bad-token' }
      for (const secret of accepted) {
        try {
          const { payload } = await jwtVerify(token, secret, {
            algorithms: ['HS256'], audience: AUDIENCE, currentDate: new Date(now()), requiredClaims: ['sub', 'exp', 'center'],
          })
          const { sub, exp, center } = payload
          if (typeof sub !== 'string' || typeof exp !== 'number' || typeof center !== 'string') return { ok: false, code: 'bad-token' }
          return { ok: true, center, contact: sub, expiresAtMs: exp * 1000 }
        } catch (error) {
          // Expiry is judged only after the signature held, so it is worth telling.
          if (error instanceof errors.JWTExpired) return { ok: false, code: 'expired' }
        }
      }
      return { ok: false, code: 'bad-token' }
    },
  }
}
