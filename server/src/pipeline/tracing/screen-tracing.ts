import type { Display } from '@queuecast/client-sdk/protocol'
import type { DisplaySource } from '../../delivery/index.ts'
import type { SpanRecorder } from '../../observability/index.ts'
import type { FoldedTrace } from './fold-tracing.ts'

/** The way out: the next display of whom a trace moved, its way to the socket, and the receipt from the screen. */
export interface ScreenTracing {
  /** Folded: from now on the displays of its contacts and of their queues are waited for. */
  await(trace: FoldedTrace): void
  /** A forecast entry was folded. */
  forecast(partition: number, body: string, atMs: number): void
  /** The hub's source, with the time that a traced display takes. */
  source(source: DisplaySource): DisplaySource
  /** The hub wrote this display. */
  sent(display: Display): void
  told(center: string, contact: string, told: { seq: number; level: 'received' | 'shown' }): void
}

/** Nobody who watches: the trace ends without a screen. */
const WAIT_MS = 15_000
/** Beyond it the newest are not followed to a screen; a sampler that lets so many through is set too wide. */
const MOST_WAITING = 2_000

interface Waiting { trace: FoldedTrace; contacts: Set<string>; queues: Set<string>; forecast: boolean }
interface Sent { traceparent: string; seq: number; sentMs: number }

/** `queuesOf`: where a contact waits or waited last; its neighbours' screens move with it. */
export function createScreenTracing(recorder: SpanRecorder, nowMs: () => number, queuesOf: (center: string, contact: string) => readonly string[]): ScreenTracing {
  /** In the order they were folded. */
  const waiting = new Set<Waiting>()
  const sentTo = new Map<string, Sent>()
  let made: { display: Display; startMs: number; endMs: number } | undefined

  function forgetOld(): void {
    const fromMs = nowMs() - WAIT_MS
    for (const one of waiting) {
      if (one.trace.foldedMs > fromMs) break
      waiting.delete(one)
    }
    for (const [key, { sentMs }] of sentTo) {
      if (sentMs > fromMs) break
      sentTo.delete(key)
    }
  }

  /** Spans of one display on one trace; the display's own times are known by now. */
  function deliver({ trace }: Waiting, display: Display, whose: 'its own' | 'in its queue'): void {
    const atMs = nowMs()
    const { startMs, endMs } = made?.display === display ? made : { startMs: atMs, endMs: atMs }
    const shown = recorder.begin('display', {
      kind: 'internal', parent: trace.traceparent, startMs,
      attributes: { 'queuecast.center': trace.center, 'queuecast.seq': display.seq, 'queuecast.screen': whose, 'queuecast.paced_ms': startMs - trace.foldedMs },
    })
    if (shown === undefined) return
    shown.end(endMs)
    const sent = recorder.begin('deliver', { kind: 'producer', parent: shown.traceparent, startMs: endMs, attributes: { 'queuecast.center': trace.center } })
    sent?.end(atMs)
    if (sent !== undefined) sentTo.set(`${display.center} ${display.contact}`, { traceparent: sent.traceparent, seq: display.seq, sentMs: atMs })
  }

  return {
    await(trace) {
      forgetOld()
      if (waiting.size >= MOST_WAITING) return
      waiting.add({ trace, contacts: new Set(trace.contacts), queues: new Set(trace.contacts.flatMap((contact) => queuesOf(trace.center, contact))), forecast: false })
    },
    forecast(partition, body, atMs) {
      for (const one of waiting) {
        const { trace } = one
        if (one.forecast || trace.partition !== partition || !body.includes(`"c":${JSON.stringify(trace.center)}`)) continue
        one.forecast = true
        recorder.begin('forecast', { kind: 'internal', parent: trace.traceparent, startMs: trace.foldedMs, attributes: { 'queuecast.center': trace.center } })?.end(atMs)
      }
    },
    source: (source) => ({
      ...source,
      display(center, contact, langs) {
        if (waiting.size === 0) return source.display(center, contact, langs)
        const startMs = nowMs()
        const display = source.display(center, contact, langs)
        made = { display, startMs, endMs: nowMs() }
        return display
      },
    }),
    sent(display) {
      if (waiting.size === 0) return
      for (const one of waiting) {
        const { trace, contacts, queues } = one
        if (trace.center !== display.center || display.seq < trace.seq) continue
        if (contacts.delete(display.contact)) deliver(one, display, 'its own')
        // The first neighbour stands for all of them.
        else if (display.queue !== undefined && !trace.contacts.includes(display.contact) && queues.delete(display.queue)) deliver(one, display, 'in its queue')
      }
      made = undefined
    },
    told(center, contact, { seq, level }) {
      const key = `${center} ${contact}`
      const sent = sentTo.get(key)
      if (sent === undefined || seq < sent.seq) return
      recorder.begin(level, { kind: 'consumer', parent: sent.traceparent, startMs: sent.sentMs, attributes: { 'queuecast.center': center } })?.end(nowMs())
      if (level === 'shown') sentTo.delete(key)
    },
  }
}
