import type { BasedOn, UnknownReason } from '@queuecast/client-sdk/protocol'
import type { LiveCenter, Phase } from '../contact-center/index.ts'
import type { ClassCurve, ForecastInputs, WaitAtPlace } from '../wait-forecast/index.ts'
import { readCurve } from '../wait-forecast/index.ts'
import type { CurveBook } from './curve-book.ts'

/** What the newest curves say for one contact at this instant. */
export type Reading =
  | { known: true; wait: WaitAtPlace; basedOn: BasedOn; inputs: ForecastInputs }
  | { known: false; reason: UnknownReason }

/** A phase in which the contact may stand in lines. */
export type InLine = Extract<Phase, { queues: string[] }>

/** Where in which lines: what of it a promise depends on. */
export type Place = Pick<InLine, 'queues' | 'priority'>

export const inLine = (phase: Phase): phase is InLine => 'queues' in phase

const unknown = (reason: UnknownReason): Reading => ({ known: false, reason })

/**
 * Reads the newest curves for a contact in its lines. In several queues: its own row, else the smallest of its queues' waits
 * (DP13). Unknown where a feed is stale, an entry has overtaken the curve, or no class speaks of it.
 */
export function readForContact(book: CurveBook, contact: string, phase: InLine, live: LiveCenter): Reading {
  let best: Reading | undefined
  for (const queue of phase.queues) {
    const place = live.place(contact, queue)
    const reading = place === undefined ? unknown('not-estimable') : readAtPlace(book, queue, phase.priority, place, live, phase.sinceMs < phase.queuedAtMs)
    if (reading.known ? best?.known !== true || reading.wait.p90Seconds < best.wait.p90Seconds : best === undefined) best = reading
  }
  if (best === undefined) return unknown('not-estimable')
  return best.known && phase.queues.length > 1 ? withOwnRow(book, contact, phase, live, best) : best
}

/** Reads the class's curve at a place of one queue. */
export function readAtPlace(book: CurveBook, queue: string, priority: number, place: number, live: LiveCenter, credited = false): Reading {
  const closed = whyNotReadable(book, queue, live)
  return closed === undefined ? readClassOf(book, queue, priority, place, credited) : unknown(closed)
}

/** As `readAtPlace`, where it is known that the queue's curves may be read. */
export function readClassOf(book: CurveBook, queue: string, priority: number, place: number, credited = false): Reading {
  const found = book.classOf(queue, priority)
  if (found === undefined) return unknown('not-yet')
  return 'unknown' in found ? unknown(found.unknown) : readClass(found, place, credited)
}

/** The wait of who joins the queue now, behind everyone, at its lowest class. */
export function readForJoiner(book: CurveBook, queue: string, live: LiveCenter): Reading {
  const closed = whyNotReadable(book, queue, live)
  if (closed !== undefined) return unknown(closed)
  const found = book.lowestClass(queue)
  if (found === undefined) return unknown('not-yet')
  return 'unknown' in found ? unknown(found.unknown) : readClass(found, (live.queue(queue)?.line.length ?? 0) + 1)
}

function whyNotReadable(book: CurveBook, queue: string, live: LiveCenter): UnknownReason | undefined {
  const view = live.queue(queue)
  if (view === undefined) return 'not-yet'
  if (view.feedState !== 'live') return 'stale-feed'
  return book.overtaken(view.pool, live.nowMs) ? 'no-forecast' : undefined
}

function readClass(curve: ClassCurve, place: number, credited = false): Reading {
  if (curve.knots.length === 0) return unknown('not-estimable')
  return asReading(readCurve(curve, place, credited), curve)
}

/** A forecast that is no number is no promise. */
function asReading(wait: WaitAtPlace, { basedOn, inputs }: Pick<ClassCurve, 'basedOn' | 'inputs'>): Reading {
  const sound = Number.isFinite(wait.p90Seconds) && Number.isFinite(wait.p50Seconds) && wait.p50Seconds >= 0
  return sound ? { known: true, wait, basedOn, inputs } : unknown('not-estimable')
}

function withOwnRow(book: CurveBook, contact: string, phase: InLine, live: LiveCenter, best: Extract<Reading, { known: true }>): Reading {
  let least: WaitAtPlace | undefined
  for (const queue of phase.queues) {
    const pool = live.queue(queue)?.pool
    const row = pool === undefined || book.overtaken(pool, live.nowMs) ? undefined : book.row(pool, contact)
    if (row !== undefined && (least === undefined || row.p90Seconds < least.p90Seconds)) least = row
  }
  return least === undefined ? best : asReading(least, best)
}
