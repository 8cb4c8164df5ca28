import { hkdfSync } from 'node:crypto'
import { parse, serialize } from 'hono/utils/cookie'
import { jwtVerify, SignJWT } from 'jose'

const LIFETIME_SECONDS = 12 * 3600
const AUDIENCE = 'queuecast-page'
const cookieName = (center: string): string => `queuecast-${center}`

/** Who signed in to the pages of a center. The cookie proves that a key was shown; it holds no key and opens reading only. */
export interface PageSessions {
  /** The `Set-Cookie` header. `secure` where the page came over https; `supervisor` where the key shown was a supervisor's, `inspect` where it may see evidence. */
  open(center: string, secure: boolean, supervisor?: boolean, inspect?: boolean): Promise<string>
  /** Does this `Cookie` header hold a session that may read this center? */
  allows(cookieHeader: string | undefined, center: string, as?: 'supervisor' | 'inspect'): Promise<boolean>
}

export function createPageSessions(secret: string): PageSessions {
  // A key of its own, so that no contact token is ever a session nor a session a contact token.
  const key = new Uint8Array(hkdfSync('sha256', secret, '', AUDIENCE, 32))
  return {
    async open(center, secure, supervisor = false, inspect = false) {
      const token = await new SignJWT({ center, ...(supervisor ? { supervisor } : {}), ...(inspect ? { inspect } : {}) }).setProtectedHeader({ alg: 'HS256' }).setAudience(AUDIENCE).setIssuedAt()
        .setExpirationTime(`${LIFETIME_SECONDS}s`).sign(key)
      return serialize(cookieName(center), token, { path: '/', httpOnly: true, sameSite: 'Strict', secure, maxAge: LIFETIME_SECONDS })
    },
    async allows(cookieHeader, center, as) {
      if (cookieHeader === undefined || cookieHeader.length > 8192) return false
      const token = parse(cookieHeader, cookieName(center))[cookieName(center)]
      if (token === undefined) return false
      try {
        const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'], audience: AUDIENCE, requiredClaims: ['exp'] })
        return payload['center'] === center && (as === undefined || payload[as] === true)
      } catch {
        return false
      }
    },
  }
}
