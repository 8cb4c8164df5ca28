import { HttpFault } from './http-fault.ts'

/** A refused body up to this size is read and thrown away, so that its sender sees the answer and not a broken connection. */
const DISCARD_AT_MOST_BYTES = 32 * 1024 * 1024

/**
 * Reads a request body of at most `maxBytes`. A body that announces more is refused and never kept; one that does not announce
 * its length is refused as soon as it passes the limit.
 */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array> {
  const encoding = request.headers.get('content-encoding')
  if (encoding !== null && encoding !== 'identity') {
    throw new HttpFault('unsupported-media-type', `the content encoding ${encoding} is not taken`, { field: 'Content-Encoding', fix: 'send the body uncompressed' })
  }
  const announced = request.headers.get('content-length')
  if (announced !== null && Number(announced) > maxBytes) {
    if (Number(announced) <= DISCARD_AT_MOST_BYTES) await discard(request.body)
    throw tooLarge(maxBytes)
  }
  // With a length the HTTP parser holds the sender to it.
  try {
    return announced === null ? await readUpTo(request.body, maxBytes) : new Uint8Array(await request.arrayBuffer())
  } catch (error) {
    if (error instanceof HttpFault) throw error
    // The sender went away: nobody reads this answer, and it is no fault of the server.
    throw new HttpFault('malformed-body', 'the body ended before it was complete', { fix: 'send it again' })
  }
}

async function readUpTo(body: Request['body'], maxBytes: number): Promise<Uint8Array> {
  if (body === null) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    // Leaving the loop cancels the stream.
    if (size > maxBytes) throw tooLarge(maxBytes)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function discard(body: Request['body']): Promise<void> {
  if (body === null) return
  const reader = body.getReader()
  try {
    while (!(await reader.read()).done);
  } catch {
    // The sender gave up: so much the better.
  }
}

/** Closed, because what is still on its way is not going to be read. */
const tooLarge = (maxBytes: number): HttpFault =>
  new HttpFault('too-large', `the body is larger than ${maxBytes} bytes`, { fix: `split it into bodies of at most ${maxBytes} bytes`, headers: { connection: 'close' } })
