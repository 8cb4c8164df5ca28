import type { Context } from 'hono'
import type { HtmlEscapedString } from 'hono/utils/html'
import { hostOf } from './page-context.ts'

/** Everything from ourselves and nothing inline; sockets are named because not every browser counts them as `self`. */
function contentSecurityPolicy(host: string | undefined): string {
  const sockets = host !== undefined ? ` ws://${host} wss://${host}` : ''
  return [
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", `connect-src 'self'${sockets}`,
    "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
  ].join('; ')
}

export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>

/** A page with the headers every page has. It may depend on a cookie and is true now only, so nobody keeps it. */
export function respondPage(c: Context, page: Markup, status: 200 | 401 | 404 = 200): Response | Promise<Response> {
  c.header('content-security-policy', contentSecurityPolicy(hostOf(c)))
  c.header('x-content-type-options', 'nosniff')
  c.header('referrer-policy', 'no-referrer')
  c.header('cross-origin-opener-policy', 'same-origin')
  c.header('cache-control', 'no-store')
  c.header('vary', 'Accept-Language, Cookie')
  return c.html(page, status)
}
