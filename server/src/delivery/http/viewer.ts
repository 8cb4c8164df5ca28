import type { HttpCenter, HttpDeps, HttpKeyPurpose } from './deps.ts'
import { HttpFault } from './http-fault.ts'
import { opaqueIdSchema } from '../../contact-center/index.ts'

/** The bearer of a request: a key or a contact token. */
export function bearerOf(request: Request): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(request.headers.get('authorization') ?? '')?.[1]
}

/** The center of a path, or 404. */
export function centerOf(deps: HttpDeps, id: string): HttpCenter {
  const center = deps.center(id)
  if (center === undefined) throw new HttpFault('unknown-center', `this server serves no center "${id.slice(0, 64)}"`, { field: 'center', fix: 'check the address; centers are listed in the configuration' })
  return center
}

/** 403 where a request that calls itself a test would reach a live center. */
export function refuseTests(deps: HttpDeps, id: string, request: Request): void {
  const center = deps.center(id)
  if (center === undefined || center.purpose === 'test' || request.headers.get('queuecast-purpose') !== 'test') return
  throw new HttpFault('test-not-allowed', `"${center.id}" is a live center, and this request calls itself a test`, {
    field: 'Queuecast-Purpose', fix: 'send tests to a center whose purpose is "test"',
  })
}

/** The contact of a path, or 400. */
export function contactOf(id: string): string {
  const parsed = opaqueIdSchema.safeParse(id)
  if (!parsed.success) throw new HttpFault('invalid-field', `the contact id ${parsed.error.issues[0]?.message ?? 'is not valid'}`, { field: 'contact', fix: 'use the id of the contact\'s events' })
  return parsed.data
}

/** The key's own purpose (and feed), or 401/403. */
export function requireKey(deps: HttpDeps, center: HttpCenter, request: Request, purposes: readonly HttpKeyPurpose[]): { purpose: HttpKeyPurpose; feed?: string } {
  const answer = deps.authorize(center.id, bearerOf(request), purposes)
  if (answer.ok) return answer
  const { status, code, detail } = answer.problem
  throw new HttpFault(code, detail, status === 401 ? { headers: { 'www-authenticate': 'Bearer' } } : {})
}

/** Who looks at a contact: its own customer by token, or an IVR or admin by key. */
export type Viewer = { by: 'token'; expiresAtMs: number } | { by: 'ivr' } | { by: 'admin' }

/** Has the form of a contact token, whoever made it. */
export const isToken = (bearer: string): boolean => JWT.test(bearer)
const JWT = /^eyJ[\w-]*\.[\w-]+\.[\w-]*$/

/** Lets in the contact's token, and keys where `keys` says so. */
export async function requireViewer(deps: HttpDeps, center: HttpCenter, contact: string, request: Request, keys: 'ivr-too' | 'token-only'): Promise<Viewer> {
  const bearer = bearerOf(request)
  const wwwAuthenticate = { headers: { 'www-authenticate': 'Bearer' } }
  if (bearer !== undefined && isToken(bearer)) {
    const verified = await deps.tokens.verifyContactToken(bearer)
    if (!verified.ok) {
      throw verified.code === 'expired'
        ? new HttpFault('expired', 'the time of this contact token is over', { fix: 'get a new one from POST /contacts/{contact}/token', ...wwwAuthenticate })
        : new HttpFault('bad-token', 'this contact token was not made here, or was changed', { fix: 'get a new one from POST /contacts/{contact}/token', ...wwwAuthenticate })
    }
    if (verified.center !== center.id) throw new HttpFault('other-center', 'this token names a contact of another center')
    if (verified.contact !== contact) throw new HttpFault('other-contact', 'this token names another contact', { fix: 'use the address of the contact that the token names' })
    return { by: 'token', expiresAtMs: verified.expiresAtMs }
  }
  if (keys === 'token-only') {
    if (bearer === undefined) throw new HttpFault('no-key', 'this needs the contact\'s token: send it as "Authorization: Bearer <token>"', wwwAuthenticate)
    throw new HttpFault('bad-token', 'this is not a contact token', { fix: 'get one from POST /contacts/{contact}/token', ...wwwAuthenticate })
  }
  return { by: requireKey(deps, center, request, ['ivr']).purpose === 'admin' ? 'admin' : 'ivr' }
}
