import { contactRoute } from '../contact-target.ts'
import type { ContactTarget } from '../contact-target.ts'
import { readDisplay, readFresh, readRefused } from '../protocol/index.ts'
import { contactHeaders, messageOf, reportUnusable } from './http-answer.ts'
import { postTold } from './post-told.ts'
import { createSseParser } from './sse-parser.ts'
import type { SseEvent } from './sse-parser.ts'
import { untilEnded } from './transport.ts'
import type { TransportHandlers, TransportSession } from './transport.ts'

/** A stream that is silent this long is taken for dead: three lives of a figure, and more than any keep-alive. */
export const SILENCE_LIMIT_MS = 45_000

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function deliver(event: SseEvent, report: TransportHandlers): void {
  if (event.event === 'display') {
    const display = readDisplay(parseJson(event.data))
    if (display !== undefined) report.display(display)
  } else if (event.event === 'fresh') {
    const fresh = readFresh(parseJson(event.data))
    if (fresh !== undefined) report.fresh(fresh)
  } else if (event.event === 'refused') {
    const refused = readRefused(parseJson(event.data))
    if (refused !== undefined) report.refused(refused)
  }
}

/** Server-Sent Events, read by `fetch` because `EventSource` cannot send the token in a header. */
export function openSse(target: ContactTarget, handlers: TransportHandlers): TransportSession {
  const report = untilEnded(handlers)
  const abort = new AbortController()
  let silence: ReturnType<typeof setTimeout> | undefined
  const heard = () => {
    clearTimeout(silence)
    silence = setTimeout(() => {
      report.failed({ message: 'the stream fell silent' })
      abort.abort()
    }, SILENCE_LIMIT_MS)
  }

  async function follow(address: string): Promise<void> {
    const response = await fetch(address, { headers: { ...contactHeaders(target), Accept: 'text/event-stream' }, cache: 'no-store', signal: abort.signal })
    if (!response.ok) return reportUnusable(response, report)
    if (response.body === null || response.headers.get('Content-Type')?.startsWith('text/event-stream') !== true) {
      report.failed({ message: 'the answer is not an event stream' })
      return abort.abort()
    }
    const parse = createSseParser()
    const reader = response.body.getReader()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return report.failed({ message: 'the stream ended' })
      heard()
      for (const event of parse(value)) deliver(event, report)
    }
  }

  const address = contactRoute(target, 'stream')
  // Told in a microtask, so that the caller holds the session before it ends.
  if (address === undefined) queueMicrotask(() => report.refused({ code: 'bad-token', retry: false }))
  else {
    heard()
    void follow(address).catch((error: unknown) => report.failed({ message: messageOf(error) })).finally(() => {
      clearTimeout(silence)
      abort.abort()
    })
  }
  return {
    told: (told) => postTold(target, told),
    close() {
      report.end()
      clearTimeout(silence)
      abort.abort()
    },
  }
}
