/** Whom a watch speaks for, and where. */
export interface ContactTarget {
  /** Origin of the server, e.g. `https://queue.acme.example`. */
  readonly origin: string
  /** Path before `/v1` and `/socket.io` where the server is behind a prefix; empty or starts with `/`, never ends with it. */
  readonly prefix: string
  readonly token: string
  readonly lang: string | undefined
  /** From the token; absent when it cannot be read, which only a server may judge. */
  readonly contact: { readonly center: string; readonly contact: string } | undefined
}

/**
 * The center and contact a contact token names (JWT claims `center` and `sub`). Read without verification: the server
 * verifies, the client only needs to know where to ask. `undefined` when the token is not readable.
 */
export function readTokenContact(token: string): { center: string; contact: string } | undefined {
  try {
    const payload = token.split('.')[1] ?? ''
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.codePointAt(0) ?? 0)
    const claims: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    if (typeof claims !== 'object' || claims === null || !('center' in claims) || !('sub' in claims)) return undefined
    const { center, sub } = claims
    return typeof center === 'string' && center !== '' && typeof sub === 'string' && sub !== '' ? { center, contact: sub } : undefined
  } catch {
    return undefined
  }
}

function parseAddress(url: unknown, base: string | undefined): URL | undefined {
  try {
    return typeof url === 'string' ? new URL(url, base) : undefined
  } catch {
    return undefined
  }
}

/** Whether `lang` has the form of a language tag, so that it may stand in a header. */
export const isLanguageTag = (lang: string): boolean => lang.length <= 35 && /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(lang)

/** Checks where and for whom to watch. Throws a TypeError that names the option and the fix. */
export function contactTarget(options: { url: string; token: string; lang?: string | undefined; base?: string | undefined }): ContactTarget {
  const { url, token, lang, base } = options
  if (typeof token !== 'string' || token.trim() === '') throw new TypeError('watchPosition: `token` is empty; pass the contact token from POST /v1/centers/{center}/contacts/{contact}/token')
  if (lang !== undefined && !isLanguageTag(lang)) throw new TypeError(`watchPosition: \`lang\` is not a language tag (${JSON.stringify(lang)}); pass one like "nl" or "fr-BE"`)
  const parsed = parseAddress(url, base)
  if (parsed === undefined) throw new TypeError(`watchPosition: \`url\` is not an address (${JSON.stringify(url)}); pass the server's, like "https://queue.acme.example"`)
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') throw new TypeError(`watchPosition: \`url\` must be http or https, not ${parsed.protocol}//`)
  return { origin: parsed.origin, prefix: parsed.pathname.replace(/\/+$/, ''), token: token.trim(), lang, contact: readTokenContact(token.trim()) }
}

/** Address of one of the contact's HTTP routes, or `undefined` when the token does not say whose. */
export function contactRoute(target: ContactTarget, route: 'display' | 'stream' | 'told' | 'callback'): string | undefined {
  if (target.contact === undefined) return undefined
  const { center, contact } = target.contact
  return `${target.origin}${target.prefix}/v1/centers/${encodeURIComponent(center)}/contacts/${encodeURIComponent(contact)}/${route}`
}
