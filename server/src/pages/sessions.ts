import { hkdfSync } from 'node:crypto'
import { createSigner, createVerifier } from 'fast-jwt'
import { parse, serialize } from 'hono/utils/cookie'

const LIFETIME_SECONDS = 12 * 3600
const AUDIENCE = 'queuecast-page'
const cookieName = (center: string): string => `queuecast-${center}`

export type SessionUse = 'read' | 'supervisor' | 'inspect'

/** What sessions rest on; asked each time, so that what is taken out of the configuration ends them at once. */
export interface PageSessionsDeps {
  /** Secrets that are known, the one that signs first; the same on all nodes, so that any of them knows a session. */
  secrets(): readonly string[]
  /** Names a key without telling it. */
  fingerprintOf(key: string): string | undefined
  /** Does the key with this fingerprint still open this center for that? Without one no key was shown: the demo of a test center. */
  stillOpens(center: string, fingerprint: string | undefined, use: SessionUse): boolean
}

/** Who signed in to the pages of a center. The cookie proves that a key was shown; it holds no key, opens reading and a supervisor's replay of what was not taken, and ends with the key. */
export interface PageSessions {
  /** The `Set-Cookie` header. `secure` where the page came over https; `supervisor` where the key shown was a supervisor's, `inspect` where it may see evidence. */
  open(center: string, secure: boolean, key?: string, may?: Readonly<Partial<Record<'supervisor' | 'inspect', boolean>>>): Promise<string>
  /** Does this `Cookie` header hold a session that may read this center? */
  allows(cookieHeader: string | undefined, center: string, as?: 'supervisor' | 'inspect'): Promise<boolean>
  /** The same, with the fingerprint of the key that was shown; undefined where it holds no such session. */
  holder(cookieHeader: string | undefined, center: string, as: 'supervisor'): Promise<{ fingerprint: string | undefined } | undefined>
}

export function createPageSessions(deps: PageSessionsDeps): PageSessions {
  // A key of its own, so that no contact token is ever a session nor a session a contact token.
  const signingKey = (secret: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', AUDIENCE, 32))
  function claimsOf(token: string): Record<string, unknown> | undefined {
    for (const secret of deps.secrets()) {
      try {
        return createVerifier({ key: signingKey(secret), algorithms: ['HS256'], allowedAud: AUDIENCE, requiredClaims: ['exp'] })(token) as Record<string, unknown>
      } catch {
        // The next secret may have signed it.
      }
    }
    return undefined
  }
  function holderOf(cookieHeader: string | undefined, center: string, as: 'supervisor' | 'inspect' | undefined): { fingerprint: string | undefined } | undefined {
    if (cookieHeader === undefined || cookieHeader.length > 8192) return undefined
    const token = parse(cookieHeader, cookieName(center))[cookieName(center)]
    const claims = token === undefined ? undefined : claimsOf(token)
    if (claims === undefined || claims['center'] !== center || (as !== undefined && claims[as] !== true)) return undefined
    const fingerprint = typeof claims['key'] === 'string' ? claims['key'] : undefined
    return deps.stillOpens(center, fingerprint, as ?? 'read') ? { fingerprint } : undefined
  }
  return {
    async open(center, secure, key, { supervisor = false, inspect = false } = {}) {
      const fingerprint = key === undefined ? undefined : deps.fingerprintOf(key)
      const token = createSigner({ key: signingKey(deps.secrets()[0] ?? ''), algorithm: 'HS256', aud: AUDIENCE, expiresIn: LIFETIME_SECONDS * 1000 })({
        center, ...(fingerprint === undefined ? {} : { key: fingerprint }), ...(supervisor ? { supervisor } : {}), ...(inspect ? { inspect } : {}),
      })
      return serialize(cookieName(center), token, { path: '/', httpOnly: true, sameSite: 'Strict', secure, maxAge: LIFETIME_SECONDS })
    },
    allows: (cookieHeader, center, as) => Promise.resolve(holderOf(cookieHeader, center, as) !== undefined),
    holder: (cookieHeader, center, as) => Promise.resolve(holderOf(cookieHeader, center, as)),
  }
}
