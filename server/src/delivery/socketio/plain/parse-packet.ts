/** What a client of Socket.IO (protocol 5) may say in a text. */
export type ClientPacket =
  | { readonly kind: 'connect'; readonly namespace: string; readonly auth: Record<string, unknown> }
  | { readonly kind: 'disconnect'; readonly namespace: string }
  | { readonly kind: 'event'; readonly namespace: string; readonly id: number | undefined; readonly event: string; readonly args: readonly unknown[] }
  | { readonly kind: 'ack'; readonly namespace: string; readonly id: number; readonly args: readonly unknown[] }

/** Names that a client may not send as events, since both sides use them for themselves. */
const RESERVED: ReadonlySet<unknown> = new Set(['connect', 'connect_error', 'disconnect', 'disconnecting', 'newListener', 'removeListener'])

/**
 * Reads the text of a Socket.IO packet, without Engine.IO's leading `4`. Undefined where it is none, where it is one that only a server
 * may send, or one with binary parts, which no client of ours has to send.
 */
export function parsePacket(text: string): ClientPacket | undefined {
  const { kind, namespace, id, json } = cut(text)
  const data = parsed(json)
  if (kind === '0') return data === undefined ? { kind: 'connect', namespace, auth: {} } : isRecord(data) ? { kind: 'connect', namespace, auth: data } : undefined
  if (kind === '1') return json === '' ? { kind: 'disconnect', namespace } : undefined
  if (!Array.isArray(data)) return undefined
  const args: readonly unknown[] = data
  if (kind === '3') return id === undefined ? undefined : { kind: 'ack', namespace, id, args }
  if (kind !== '2') return undefined
  const [event] = args
  if ((typeof event !== 'string' && typeof event !== 'number') || RESERVED.has(event)) return undefined
  return { kind: 'event', namespace, id, event: String(event), args: args.slice(1) }
}

/** Kind, namespace with a comma after it where it is not the root's, id, JSON: the order of the protocol. */
function cut(text: string): { kind: string; namespace: string; id: number | undefined; json: string } {
  const named = text.charAt(1) === '/'
  const comma = named ? text.indexOf(',') : 0
  const afterName = comma < 0 ? text.length : comma
  let afterId = afterName + 1
  while (isDigit(text.charCodeAt(afterId))) afterId += 1
  return {
    kind: text.charAt(0), namespace: named ? text.slice(1, afterName) : '/',
    id: afterId > afterName + 1 ? Number(text.slice(afterName + 1, afterId)) : undefined, json: text.slice(afterId),
  }
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Undefined where there is nothing; null, which nobody may send, where it is no JSON. */
function parsed(json: string): unknown {
  if (json === '') return undefined
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}
