/** What an event stream sends. `id` lets a client see what it already holds. */
export interface SseFrame { event: string; data: string; id?: string }

export interface LatestStream {
  readonly body: ReadableStream<Uint8Array>
  /** Offers a frame; it replaces the waiting frame of the same event, so a slow reader gets the newest and never a backlog. */
  offer(frame: SseFrame): void
  /** Offers a comment where nothing else waits: keeps proxies from closing an idle connection. */
  keepAlive(): void
  /** Sends what waits, then ends the stream. */
  finish(): void
  readonly closed: boolean
}

/** Opens a stream: asks a stock EventSource to come back two seconds after a break. */
export const RETRY = 'retry: 2000\n\n'

/** One frame as Server-Sent Events write it; data is one line of JSON. */
export function sseText({ event, data, id }: SseFrame): string {
  return `event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: ${data}\n\n`
}

/**
 * An event stream that is read at its reader's pace: a frame is made into bytes only when the reader asks for it.
 * `onClose` runs once, when the reader went away or the stream ended.
 */
export function createLatestStream(onClose: () => void, opening = ''): LatestStream {
  const waiting = new Map<string, SseFrame>()
  const encoder = new TextEncoder()
  let comment = opening
  let ending = false
  let closed = false
  let wake: (() => void) | undefined

  const rouse = (): void => {
    wake?.()
    wake = undefined
  }
  const close = (): void => {
    if (closed) return
    closed = true
    waiting.clear()
    rouse()
    onClose()
  }
  const next = (): string | undefined => {
    const text = comment
    comment = ''
    const [first] = waiting
    if (first === undefined) return text === '' ? undefined : text
    waiting.delete(first[0])
    return text + sseText(first[1])
  }

  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      for (;;) {
        if (closed) return
        const text = next()
        if (text !== undefined) {
          controller.enqueue(encoder.encode(text))
          return
        }
        if (ending) {
          controller.close()
          close()
          return
        }
        await new Promise<void>((resolve) => { wake = resolve })
      }
    },
    cancel: close,
    // Nothing is made ahead of the reader.
  }, { highWaterMark: 0 })

  return {
    body,
    offer(frame) {
      if (closed || ending) return
      // Deleted first, so that the newest frame also goes out last.
      waiting.delete(frame.event)
      waiting.set(frame.event, frame)
      rouse()
    },
    keepAlive() {
      if (closed || ending || waiting.size > 0 || comment !== '') return
      comment = ': keep-alive\n\n'
      rouse()
    },
    finish() {
      if (closed) return
      ending = true
      rouse()
    },
    get closed() { return closed },
  }
}

/** Headers of an event stream: never stored, never held back by a proxy. */
export const SSE_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no',
} as const

/** The answer to HEAD: nobody would ever read, or end, a stream that was opened for it. */
export const streamHead = (): Response => new Response(null, { headers: SSE_HEADERS })
