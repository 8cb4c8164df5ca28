import { type CenterFact, type CenterFacts, type ContactEvent, FOLD_RULES } from '@queuecast/server/contact-center'
import type { Entry } from '@queuecast/server/event-log'
import { ENTRY_FORMAT } from '@queuecast/server/event-log'
import { type CenterFold, PartitionFold } from '@queuecast/server/pipeline'
import { encodePoolForecast, explainForecast, forecastPool, type PortableLearning, portableLearning, type WaitAtPlace } from '@queuecast/server/wait-forecast'
import { Renewals } from './renewals.ts'
import type { ToldLine } from './told.ts'
import { type Why, whyOf } from './why.ts'

export const BACKTEST_CENTER = 'backtest'
const FEED = 'backtest'
/** A waiting contact has a line at each full so many of its wait, as on a page that renews itself. */
const TOLD_EVERY_MS = 30_000
/** Whoever waits for hours or days is told a time of day: a line at each change of it, and this often. A place alone makes none. */
const TOLD_SLOWLY_EVERY_MS = 1_800_000
const SLOW = new Set(['email', 'messaging'])
/** In silence a clock entry stands this often, so that a quiet night is not taken for an outage of ours. */
const QUIET_CLOCK_MS = 50_000

export interface BacktestOptions {
  /** Sorted by (time, id). */
  events: Iterable<ContactEvent>
  timeZone?: string
  /** What an earlier run learned, to begin with. */
  learned?: PortableLearning
  told(line: ToldLine): void
  /** Says with each promise what it rested on. */
  explain?: boolean
}
export interface BacktestSummary {
  events: number; entries: number; forecasts: number; toldLines: number; quarantined: number
  /** What was learned by the end; undefined where there was no event. */
  learned?: PortableLearning
}

/**
 * The server's own fold, forecast and display over a recording, with no server: events become log entries at their own
 * time, clock entries stand at whole seconds while someone waits, and at each tick the forecaster's entry is folded before
 * that second's events. Deterministic.
 */
export function runBacktest(options: BacktestOptions): BacktestSummary {
  const partition = new PartitionFold({ epoch: '0000000001', id: '0-0', seq: 0 })
  const summary: BacktestSummary = { events: 0, entries: 0, forecasts: 0, toldLines: 0, quarantined: 0 }
  const lastTold = new Map<string, string>()
  const lastBound = new Map<string, number>()
  const renewals = new Renewals()
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
    renew(secondMs - 1)
    append(secondMs, { f: ENTRY_FORMAT, kind: 'clock' })
    const pools = partition.poolsDue().flatMap(({ fold, pools: due }) =>
      due.map((pool) => encodePoolForecast(forecastPool(fold.live, fold.learning, pool, secondMs))))
    if (pools.length > 0) {
      summary.forecasts += pools.length
      append(secondMs, { f: ENTRY_FORMAT, kind: 'forecast', pools })
    }
    renew(secondMs)
    tell(secondMs)
  }

  const tell = (ms: number): void => {
    const fold = center()
    const touched = fold.takeTouched()
    const look = new Set(touched.contacts)
    for (const id of touched.queues) {
      const queue = fold.live.queue(id)
      if (queue !== undefined && !SLOW.has(queue.channel)) for (const { contact } of queue.line) look.add(contact)
    }
    for (const contact of look) tellOne(contact, ms, fold, 'if-changed')
  }

  /** Lines that are due by time alone, up to an instant: what stood before whatever happens then. */
  const renew = (untilMs: number): void => {
    for (const { contact, atMs } of renewals.take(untilMs)) tellOne(contact, atMs, center(), 'anyway')
  }

  const why = (contact: string, queue: string, boundSeconds: number, fold: CenterFold): { why?: Why } => {
    if (options.explain !== true) return {}
    const before = lastBound.get(contact) ?? 0
    lastBound.set(contact, boundSeconds)
    const found = boundSeconds > before ? whyOf(fold.display.explain(contact, fold.live), explainForecast(fold.live, fold.learning, queue)) : undefined
    return found === undefined ? {} : { why: found }
  }

  const tellOne = (contact: string, ms: number, fold: CenterFold, when: 'if-changed' | 'anyway'): void => {
    const view = fold.live.contact(contact)
    const queue = view?.phase.kind === 'waiting' || view?.phase.kind === 'connecting' ? view.phase.queues[0] : undefined
    if (view === undefined || queue === undefined || view.kind !== 'customer') {
      lastTold.delete(contact)
      lastBound.delete(contact)
      renewals.stop(contact)
      return
    }
    const slow = SLOW.has(view.channel)
    const raw = fold.display.raw(contact, fold.live)
    const place = slow ? '' : raw.position
    const shown = raw.known ? `${place} ${raw.boundSeconds}` : `${place} ${raw.reason}`
    const last = lastTold.get(contact)
    if (last === shown && when === 'if-changed') return
    const first = last === undefined
    lastTold.set(contact, shown)
    if (first) renewals.start(contact, ms, slow ? TOLD_SLOWLY_EVERY_MS : TOLD_EVERY_MS)
    summary.toldLines += 1
    const position = raw.position === undefined ? {} : { position: raw.position }
    options.told(raw.known
      ? { contact, queue, at: ms, ...position, known: true, ...toldSeconds(raw.wait), boundSeconds: raw.boundSeconds, ...why(contact, queue, raw.boundSeconds, fold) }
      : { contact, queue, at: ms, ...position, known: false, reason: raw.reason })
    // Told is watched: from here on each computed bound binds, as on a customer's page.
    if (first) facts(ms, [{ kind: 'receipt', contact, seq: partition.position.seq, level: 'served', via: 'backtest' }])
  }

  let nextTickMs: number | undefined
  for (const event of options.events) {
    if (nextTickMs === undefined) {
      facts(event.time, [{ kind: 'config', config: configuration(options.timeZone ?? 'UTC') }])
      if (options.learned !== undefined) facts(event.time, [{ kind: 'learning', learning: options.learned }])
      nextTickMs = (Math.floor(event.time / 1000) + 1) * 1000
    }
    while (nextTickMs <= event.time) {
      const waiting = waits(center())
      tick(nextTickMs)
      // Where nobody waits the clock may jump to the event's own second, or by the quiet step.
      const own: number = Math.floor(event.time / 1000) * 1000
      nextTickMs = waiting || waits(center()) ? nextTickMs + 1000 : Math.max(nextTickMs + 1000, Math.min(own, nextTickMs + QUIET_CLOCK_MS))
    }
    renew(event.time)
    facts(event.time, [{ kind: 'event', feed: FEED, receivedAtMs: event.time, event }])
    summary.events += 1
    tell(event.time)
  }
  const fold = partition.centers.get(BACKTEST_CENTER)
  summary.quarantined = fold?.live.quarantine().length ?? 0
  if (fold !== undefined) summary.learned = portableLearning(fold.learning)
  return summary
}

/** What is told, without what stands behind it. */
function toldSeconds({ p10Seconds, p50Seconds, p90Seconds, meanSeconds, meanIfServedSeconds }: WaitAtPlace): Omit<WaitAtPlace, 'plain'> {
  return { p10Seconds, p50Seconds, p90Seconds, meanSeconds, meanIfServedSeconds }
}

function waits(fold: CenterFold): boolean {
  for (const queue of fold.live.queues()) if (queue.line.length > 0) return true
  return false
}

function configuration(timeZone: string): CenterFacts {
  return {
    id: BACKTEST_CENTER, generation: 1, name: {}, languages: ['en'], timeZone, show: 'both', public: false, purpose: 'test', queues: [], rules: FOLD_RULES,
    // A recording has no clock of its own to fall silent by.
    feeds: [{ name: FEED, alive: { kind: 'events-only', maxSilenceSeconds: 100 * 86_400 } }],
  }
}
