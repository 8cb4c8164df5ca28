/** Replies of Redis are `unknown` until looked at; these throw TypeError where a reply is not what the command promises. */
export function asText(reply: unknown): string {
  if (typeof reply === 'string') return reply
  if (typeof reply === 'number') return String(reply)
  throw new TypeError(`Redis replied ${JSON.stringify(reply)} where a text was due`)
}

export function asList(reply: unknown): unknown[] {
  if (Array.isArray(reply)) return reply
  throw new TypeError(`Redis replied ${JSON.stringify(reply)} where a list was due`)
}

export const asOptionalText = (reply: unknown): string | undefined => reply === null || reply === undefined ? undefined : asText(reply)
export const asNumber = (reply: unknown): number => Number(asText(reply))
