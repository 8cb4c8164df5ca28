import type { Interval, MeasuredMinutes, NoticeInterval, OutageInterval } from '../charter/evidence.ts'
import type { Changes, LiveCenter } from '../contact-center/index.ts'
import type { HourFacts } from './evidence-item.ts'

export const HOUR_MS = 3_600_000
const hourOf = (ms: number): number => Math.floor(ms / HOUR_MS) * HOUR_MS

/** When a queue was open, and when its feed was live meanwhile, since the last full hour. */
interface Meter { openSinceMs?: number; liveSinceMs?: number; open: Interval[]; measured: Interval[] }
export interface MeasureBookSnapshot {
  fromMs?: number
  meters: [string, Meter][]
  notices: [string, NoticeInterval][]
  ended: NoticeInterval[]
  outages: OutageInterval[]
  touched: string[]
}

/** What was open, what was measured and what was announced, hour by hour (LE8, LE9). Looked at once a tick, so true to the second. */
export class MeasureBook {
  #fromMs: number | undefined
  #meters: Map<string, Meter>
  #notices: Map<string, NoticeInterval>
  #ended: NoticeInterval[]
  #outages: OutageInterval[]
  #touched: Set<string>

  constructor(from: MeasureBookSnapshot = { meters: [], notices: [], ended: [], outages: [], touched: [] }) {
    this.#fromMs = from.fromMs
    this.#meters = new Map(from.meters)
    this.#notices = new Map(from.notices)
    this.#ended = from.ended
    this.#outages = from.outages
    this.#touched = new Set(from.touched)
  }

  observe(changes: Changes, live: LiveCenter): void {
    this.#fromMs ??= live.nowMs
    for (const queue of changes.queues) this.#touched.add(queue)
    if (changes.outageMs <= 0) return
    const fromMs = live.nowMs - changes.outageMs
    this.#outages.push({ what: 'own', fromMs, toMs: live.nowMs })
    for (const meter of this.#meters.values()) close(meter, 'measured', fromMs)
  }

  needsTick(secondMs: number): boolean {
    return this.#touched.size > 0 || (this.#fromMs !== undefined && secondMs >= hourOf(this.#fromMs) + HOUR_MS)
  }

  /** Takes note of what changed; gives the hour that is over, where one is and there is something to say of it. */
  tick(secondMs: number, live: LiveCenter): HourFacts | undefined {
    this.#fromMs ??= secondMs
    if (this.#touched.size > 0) this.#look(secondMs, live)
    const untilMs = hourOf(secondMs)
    return untilMs >= hourOf(this.#fromMs) + HOUR_MS ? this.#hour(untilMs, live) : undefined
  }

  /** What the hour that runs would leave if it were over now; changes nothing. */
  soFar(nowMs: number, live: LiveCenter): HourFacts | undefined {
    const copy = new MeasureBook(structuredClone(this.toJSON()))
    if (copy.#touched.size > 0) copy.#look(nowMs, live)
    return copy.#hour(nowMs, live)
  }

  /** For whoever writes it down at once: it shares its parts with the book. */
  toJSON(): MeasureBookSnapshot {
    return {
      ...(this.#fromMs === undefined ? {} : { fromMs: this.#fromMs }), meters: [...this.#meters], notices: [...this.#notices],
      ended: this.#ended, outages: this.#outages, touched: [...this.#touched],
    }
  }

  #look(nowMs: number, live: LiveCenter): void {
    for (const id of this.#touched) {
      const view = live.queue(id)
      if (view === undefined) continue
      const meter = this.#meters.get(id) ?? { open: [], measured: [] }
      this.#meters.set(id, meter)
      if (view.open) meter.openSinceMs ??= nowMs
      else close(meter, 'open', nowMs)
      if (view.open && view.feedState === 'live') meter.liveSinceMs ??= nowMs
      else close(meter, 'measured', nowMs)
    }
    this.#touched.clear()
    this.#lookAtNotices(nowMs, live)
  }

  #lookAtNotices(nowMs: number, live: LiveCenter): void {
    const standing = live.notices()
    if (standing.length === 0 && this.#notices.size === 0) return
    const now = new Set(standing.map(({ notice }) => notice))
    for (const [id, interval] of this.#notices) {
      if (now.has(id)) continue
      this.#notices.delete(id)
      this.#ended.push({ ...interval, toMs: nowMs })
    }
    for (const { notice, queues, text, cause, expectedEndMs } of standing) {
      const since = this.#notices.get(notice)
      this.#notices.set(notice, {
        notice, fromMs: since?.fromMs ?? nowMs, toMs: nowMs, languages: Object.keys(text).sort(),
        ...(queues === undefined ? {} : { queues: [...queues] }), ...(cause === undefined ? {} : { cause }), ...(expectedEndMs === undefined ? {} : { expectedEndMs }),
      })
    }
  }

  #hour(untilMs: number, live: LiveCenter): HourFacts | undefined {
    const fromMs = this.#fromMs ?? untilMs
    this.#fromMs = untilMs
    const measured: MeasuredMinutes[] = []
    for (const [queue, meter] of this.#meters) {
      const { openSinceMs, liveSinceMs } = meter
      close(meter, 'open', untilMs)
      close(meter, 'measured', untilMs)
      if (meter.open.length > 0) measured.push({ queue, channel: live.queue(queue)?.channel ?? 'voice', open: meter.open, measured: meter.measured })
      // What began after the hour's end goes on as it began.
      this.#meters.set(queue, {
        open: [], measured: [], ...(openSinceMs === undefined ? {} : { openSinceMs: Math.max(openSinceMs, untilMs) }),
        ...(liveSinceMs === undefined ? {} : { liveSinceMs: Math.max(liveSinceMs, untilMs) }),
      })
    }
    const notices = [...this.#ended, ...Array.from(this.#notices.values(), (interval) => ({ ...interval, toMs: untilMs }))]
      .filter((interval) => interval.toMs > interval.fromMs)
    const outages = this.#outages
    this.#ended = []
    this.#outages = []
    for (const [id, interval] of this.#notices) this.#notices.set(id, { ...interval, fromMs: Math.max(interval.fromMs, untilMs) })
    if (measured.length + notices.length + outages.length === 0) return undefined
    return { fromMs, toMs: untilMs, measured: measured.sort((a, b) => (a.queue < b.queue ? -1 : 1)), notices, outages }
  }
}

function close(meter: Meter, which: 'open' | 'measured', atMs: number): void {
  const since = which === 'open' ? 'openSinceMs' : 'liveSinceMs'
  const fromMs = meter[since]
  if (fromMs === undefined) return
  delete meter[since]
  if (atMs > fromMs) meter[which].push({ fromMs, toMs: atMs })
}
