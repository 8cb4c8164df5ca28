import { contactRoute } from '../contact-target.ts'
import type { ContactTarget } from '../contact-target.ts'
import { readDisplay } from '../protocol/index.ts'
import type { Display, Order } from '../protocol/index.ts'
import { contactHeaders, messageOf, reportUnusable } from './http-answer.ts'
import { postTold } from './post-told.ts'
import { untilEnded } from './transport.ts'
import type { TransportHandlers, TransportSession } from './transport.ts'

const REQUEST_LIMIT_MS = 10_000
const SHORTEST_PAUSE_MS = 1_000
/** A supervisor's stop must act on every channel within two seconds, this one too. */
const LONGEST_PAUSE_MS = 1_500

/** Milliseconds until the next request: at least three within one life of a figure, so that one may be lost. */
export function pollPauseMs(freshForSeconds: number): number {
  return Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, freshForSeconds * 1000 / 3))
}

/** Seconds in a 304's `Queuecast-Fresh-For`; without it the life that the display itself was given. */
export function freshForIn(header: string | null, display: Display): number {
  const seconds = header === null || header.trim() === '' ? Number.NaN : Number(header)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : display.freshForSeconds
}

/** The order in a 304's `Queuecast-Seq` (`epoch:seq`); without it that of the display. */
export function orderIn(header: string | null, display: Display): Order {
  const [, epoch, seq] = /^(\d{10}):(\d{1,15})$/.exec(header ?? '') ?? []
  return epoch === undefined || seq === undefined ? { epoch: display.epoch, seq: display.seq } : { epoch, seq: Number(seq) }
}

/** Plain requests for what is shown now; an unchanged display costs a 304 without body. */
export function openHttpPolling(target: ContactTarget, handlers: TransportHandlers): TransportSession {
  const report = untilEnded(handlers)
  const abort = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  let held: { display: Display; etag: string | null } | undefined

  async function ask(address: string): Promise<void> {
    const etag = held?.etag ?? undefined
    timer = setTimeout(() => {
      report.failed({ message: 'no answer in time' })
      abort.abort()
    }, REQUEST_LIMIT_MS)
    const response = await fetch(address, {
      headers: { ...contactHeaders(target), Accept: 'application/json', ...(etag === undefined ? {} : { 'If-None-Match': etag }) },
      cache: 'no-store', signal: abort.signal,
    })
    if (response.status === 304 && held !== undefined) {
      const freshForSeconds = freshForIn(response.headers.get('Queuecast-Fresh-For'), held.display)
      report.fresh({ ...orderIn(response.headers.get('Queuecast-Seq'), held.display), freshForSeconds })
      return pauseThenAsk(address, freshForSeconds)
    }
    if (!response.ok) return reportUnusable(response, report)
    const display = readDisplay(await response.json())
    if (display === undefined) return report.failed({ message: 'the answer is not a display' })
    held = { display, etag: response.headers.get('ETag') }
    report.display(display)
    pauseThenAsk(address, display.freshForSeconds)
  }
  function pauseThenAsk(address: string, freshForSeconds: number): void {
    clearTimeout(timer)
    if (!report.ended) timer = setTimeout(() => start(address), pollPauseMs(freshForSeconds))
  }
  function start(address: string): void {
    void ask(address).catch((error: unknown) => report.failed({ message: messageOf(error) })).finally(() => { if (report.ended) clearTimeout(timer) })
  }

  const address = contactRoute(target, 'display')
  if (address === undefined) queueMicrotask(() => report.refused({ code: 'bad-token', retry: false }))
  else start(address)
  return {
    told: (told) => postTold(target, told),
    close() {
      report.end()
      clearTimeout(timer)
      abort.abort()
    },
  }
}
