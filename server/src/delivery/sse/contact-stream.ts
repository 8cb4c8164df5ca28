import type { Refused } from '@queuecast/client-sdk/protocol'
import type { Hub } from '../contract.ts'
import { refusalOf } from '../refusal-of.ts'
import { createLatestStream, RETRY, type LatestStream } from './latest-stream.ts'

export interface ContactStreamOptions {
  center: string
  contact: string
  langs: readonly string[]
  /** Until when the token is good; the stream ends then with `refused`. */
  remainingMs: number
  keepAliveMs: number
  /** Aborted when this node is about to stop, or who may read has changed: the stream ends and the client comes again. */
  draining?: AbortSignal | undefined
}

/** Browsers' timers hold 2^31 − 1 milliseconds; a longer life is cut there and the client comes again. */
const MAX_TIMER_MS = 2_147_483_647

/** One customer's Server-Sent Events: `display` at once and on each change, `fresh` while nothing changes, `refused` at the end of the token. */
export function openContactStream(hub: Hub, options: ContactStreamOptions): LatestStream {
  const stopping: (() => void)[] = []
  const stream = createLatestStream(() => { for (const stop of stopping) stop() }, RETRY)
  stopping.push(hub.watchContact({
    center: options.center, contact: options.contact, langs: options.langs, via: 'sse',
    send: (display) => stream.offer({ event: 'display', id: `${display.epoch}:${display.seq}`, data: JSON.stringify(display) }),
    fresh: (fresh) => stream.offer({ event: 'fresh', id: `${fresh.epoch}:${fresh.seq}`, data: JSON.stringify(fresh) }),
  }))
  stopping.push(every(options.keepAliveMs, () => stream.keepAlive()))
  const refuse = (refused: Refused): void => {
    stream.offer({ event: 'refused', data: JSON.stringify(refused) })
    stream.finish()
  }
  stopping.push(onAbort(options.draining, () => refuse(refusalOf('draining'))))
  const expiry = setTimeout(() => refuse(refusalOf('expired')), Math.max(0, Math.min(options.remainingMs, MAX_TIMER_MS)))
  expiry.unref()
  stopping.push(() => clearTimeout(expiry))
  return stream
}

/** Acts once when the signal is aborted, at once where it is already; the answer takes it back. */
export function onAbort(signal: AbortSignal | undefined, act: () => void): () => void {
  if (signal?.aborted === true) act()
  signal?.addEventListener('abort', act, { once: true })
  return () => signal?.removeEventListener('abort', act)
}

/** Repeats until the answer is called; does not keep the process alive. */
export function every(milliseconds: number, act: () => void): () => void {
  const timer = setInterval(act, milliseconds)
  timer.unref()
  return () => clearInterval(timer)
}
