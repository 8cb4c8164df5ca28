import type { CenterFact, CenterFacts, ContactEvent } from '@queuecast/server/contact-center'
import type { Entry } from '@queuecast/server/event-log'
import { ENTRY_FORMAT } from '@queuecast/server/event-log'
import { type CenterFold, PartitionFold } from '@queuecast/server/pipeline'
import { encodePoolForecast, forecastPool } from '@queuecast/server/wait-forecast'
import type { ToldLine } from './told.ts'

export const BACKTEST_CENTER = 'backtest'
const FEED = 'backtest'
/** A waiting contact has a line at least this often, as on a page that renews itself. */
const TOLD_EVERY_MS = 30_000
/** In silence a clock entry stands this often, so that a quiet night is not taken for an outage of ours. */
const QUIET_CLOCK_MS = 50_000

export interface BacktestOptions {
  /** Sorted by (time, id). */
  events: Iterable<ContactEvent>
  timeZone?: string
  told(line: ToldLine): void
}
export interface BacktestSummary { events: number; entries: number; forecasts: number; toldLines: number; quarantined: number }

/**
 * The server's own fold, forecast and display over a recording, with no server: events become log entries at their own
 * time, clock entries stand at whole seconds while someone waits, and at each tick the forecaster's entry is folded before
 * that second's events. Deterministic.
 */
export function runBacktest(options: BacktestOptions): BacktestSummary {
  const partition = new PartitionFold({ epoch: '0000000001', id: '0-0', seq: 0 })
  const summary: BacktestSummary = { events: 0, entries: 0, forecasts: 0, toldLines: 0, quarantined: 0 }
  const lastTold = new Map<string, { key: string; atMs: number }>()
  let n = 0
  let lastMs = -1

  const append = (ms: number, entry: Entry): void => {
    n = ms === lastMs ? n + 1 : 0
    lastMs = ms
    summary.entries += 1
    // Forecast entries hold the encoded curves, so rounding is the server's; events came from JSON.
    partition.foldEntry(entry, { id: `${ms}-${n}`, ms, seq: partition.position.seq + 1 })
    if (partition.broken.length > 0) throw partition.broken[0]?.error ?? new Error('the fold broke')
  }
  const facts = (ms: number, items: CenterFact[]): void =>
    append(ms, { f: ENTRY_FORMAT, kind: 'facts', items: items.map((fact) => ({ center: BACKTEST_CENTER, fact })) })
  const center = (): CenterFold => {
    const fold = partition.centers.get(BACKTEST_CENTER)
    if (fold === undefined) throw new Error('the backtest center is not configured')
    return fold
  }

  const tick = (secondMs: number): void => {
    append(secondMs, { f: ENTRY_FORMAT, kind: 'clock' })
    const pools = partition.poolsDue().flatMap(({ fold, pools: due }) =>
      due.map((pool) => encodePoolForecast(forecastPool(fold.live, fold.learning, pool, secondMs))))
    if (pools.length > 0) {
      summary.forecasts += pools.length
      append(secondMs, { f: ENTRY_FORMAT, kind: 'forecast', pools })
    }
    tell(secondMs)
  }

  const tell = (ms: number): void => {
    const fold = center()
    const touched = fold.takeTouched()
    const look = new Set(touched.contacts)
    for (const queue of touched.queues) for (const { contact } of fold.live.queue(queue)?.line ?? []) look.add(contact)
    for (const [contact, { atMs }] of lastTold) if (ms - atMs >= TOLD_EVERY_MS) look.add(contact)
    for (const contact of look) tellOne(contact, ms, fold)
  }

  const tellOne = (contact: string, ms: number, fold: CenterFold): void => {
    const view = fold.live.contact(contact)
    const queue = view?.phase.kind === 'waiting' || view?.phase.kind === 'connecting' ? view.phase.queues[0] : undefined
    if (view === undefined || queue === undefined || view.kind !== 'customer') {
      lastTold.delete(contact)
      return
    }
    const raw = fold.display.raw(contact, fold.live)
    const shown = raw.known ? `${raw.position} ${raw.boundSeconds}` : `${raw.position} ${raw.reason}`
    const last = lastTold.get(contact)
    if (last !== undefined && last.key === shown && ms - last.atMs < TOLD_EVERY_MS) return
    const first = last === undefined
    lastTold.set(contact, { key: shown, atMs: ms })
    summary.toldLines += 1
    const position = raw.position === undefined ? {} : { position: raw.position }
    options.told(raw.known
      ? { contact, queue, at: ms, ...position, known: true, ...raw.wait, boundSeconds: raw.boundSeconds }
      : { contact, queue, at: ms, ...position, known: false, reason: raw.reason })
    // Told is watched: from here on each computed bound binds, as on a customer's page.
    if (first) facts(ms, [{ kind: 'receipt', contact, seq: partition.position.seq, level: 'served', via: 'backtest' }])
  }

  let nextTickMs: number | undefined
  for (const event of options.events) {
    if (nextTickMs === undefined) {
      facts(event.time, [{ kind: 'config', config: configuration(options.timeZone ?? 'UTC') }])
      nextTickMs = (Math.floor(event.time / 1000) + 1) * 1000
    }
    while (nextTickMs <= event.time) {
      const waiting = waits(center())
      tick(nextTickMs)
      // Where nobody waits the clock may jump to the event's own second, or by the quiet step.
      const own: number = Math.floor(event.time / 1000) * 1000
      nextTickMs = waiting || waits(center()) ? nextTickMs + 1000 : Math.max(nextTickMs + 1000, Math.min(own, nextTickMs + QUIET_CLOCK_MS))
    }
    facts(event.time, [{ kind: 'event', feed: FEED, receivedAtMs: event.time, event }])
    summary.events += 1
    tell(event.time)
  }
  summary.quarantined = partition.centers.get(BACKTEST_CENTER)?.live.quarantine().length ?? 0
  return summary
}

function waits(fold: CenterFold): boolean {
  for (const queue of fold.live.queues()) if (queue.line.length > 0) return true
  return false
}

function configuration(timeZone: string): CenterFacts {
  return {
    id: BACKTEST_CENTER, generation: 1, name: {}, languages: ['en'], timeZone, show: 'both', public: false, purpose: 'test', queues: [],
    // A recording has no clock of its own to fall silent by.
    feeds: [{ name: FEED, alive: { kind: 'events-only', maxSilenceSeconds: 100 * 86_400 } }],
  }
}
