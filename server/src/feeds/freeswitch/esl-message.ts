/** One message of the event socket: headers, and the body where it has one. */
export interface EslMessage { headers: Readonly<Record<string, string>>; body: string }

/** Members of a large center listed at once stay far under this; more is a fault or an attack. */
const MAX_MESSAGE_BYTES = 16 * 1024 * 1024
const MAX_HEADER_BYTES = 64 * 1024

/** Thrown where the bytes are not those of an event socket, or a message is too large to be one of ours. */
export class EslFault extends Error {
  override name = 'EslFault'
}

/**
 * Reads the bytes of an event socket, however they are cut: header lines up to an empty one, then `Content-Length` bytes of body.
 * Bytes that are not UTF-8 become U+FFFD. Throws EslFault.
 */
export function createEslReader(): (bytes: Uint8Array) => EslMessage[] {
  let held: Buffer = Buffer.alloc(0)
  return (bytes) => {
    held = held.length === 0 ? Buffer.from(bytes) : Buffer.concat([held, bytes])
    const messages: EslMessage[] = []
    for (;;) {
      const end = held.indexOf('\n\n')
      if (end < 0) {
        if (held.length > MAX_HEADER_BYTES) throw new EslFault('the headers do not end')
        return messages
      }
      const headers = headersOf(held.toString('utf8', 0, end))
      const length = headers['Content-Length'] === undefined ? 0 : Number(headers['Content-Length'])
      if (!Number.isInteger(length) || length < 0 || length > MAX_MESSAGE_BYTES) throw new EslFault('Content-Length is not a length')
      const from = end + 2
      if (held.length < from + length) return messages
      messages.push({ headers, body: held.toString('utf8', from, from + length) })
      held = held.subarray(from + length)
    }
  }
}

function headersOf(text: string): Record<string, string> {
  const headers = new Map<string, string>()
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':')
    if (colon > 0 && !headers.has(line.slice(0, colon))) headers.set(line.slice(0, colon), line.slice(colon + 1).trim())
  }
  return Object.fromEntries(headers)
}
