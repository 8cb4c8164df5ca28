import type { HttpCenter } from './deps.ts'

const EXPOSED = 'ETag, Retry-After, Content-Language, Queuecast-As-Of, Queuecast-Fresh-For, Queuecast-Seq'
const ALLOWED = 'Authorization, Content-Type, Accept, Accept-Language, If-None-Match, Last-Event-ID'

/** Which routes a browser may call from another origin: a contact's own, and reading queues. */
export function corsKindOf(path: string): 'contact' | 'queues' | undefined {
  const match = /^\/v1\/centers\/[^/]+\/(contacts\/[^/]+\/(?:display|stream|told|callback|messages)|queues(?:\/[^/]+)?)$/.exec(path)
  return match === null ? undefined : match[1]?.startsWith('queues') === true ? 'queues' : 'contact'
}

/**
 * CORS headers for an answer. The center's `origins` may call; queues of a public center may be read from anywhere. No cookies are
 * ever used here, so credentials are never allowed.
 */
export function corsHeaders(center: HttpCenter | undefined, kind: 'contact' | 'queues', origin: string | undefined, preflight: boolean): Record<string, string> {
  const headers: Record<string, string> = { vary: 'Origin' }
  if (center === undefined || origin === undefined) return headers
  if (center.origins.includes(origin) || center.origins.includes('*')) headers['access-control-allow-origin'] = origin
  else if (kind === 'queues' && center.public) headers['access-control-allow-origin'] = '*'
  else return headers
  if (preflight) {
    headers['access-control-allow-methods'] = kind === 'queues' ? 'GET' : 'GET, POST'
    headers['access-control-allow-headers'] = ALLOWED
    headers['access-control-max-age'] = '600'
  } else headers['access-control-expose-headers'] = EXPOSED
  return headers
}
