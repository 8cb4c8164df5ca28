import { DateTime } from 'luxon'
import type { Interval, OutageInterval } from '../charter/index.ts'
import type { LedgerRow } from '../delivery/http/deps.ts'
import type { DigestCell, EvidenceDigest } from '../pages/index.ts'
import { WAIT_EDGES } from '../pages/index.ts'
import type { HourFacts, KeptEvidence } from '../promise-evidence/index.ts'
import { answeredAfter, toldScores } from '../promise-ledger/index.ts'

/** A contact that came before the period's end settles by then; what comes later changes no digest. */
export const SETTLED_WITHIN_MS = 7 * 86_400_000

/**
 * Counts a center's evidence of a period by local day, hour and first queue, as the daily figures do: customers only, by when they came,
 * a corrected contact by its newest evidence. `rows` is asked twice: which were corrected, then the rest.
 */
export async function digestOf(rows: (fromMs: number, toMs: number) => AsyncIterable<LedgerRow>, period: Interval, timeZone: string, runningHour?: HourFacts): Promise<EvidenceDigest> {
  const untilMs = period.toMs + SETTLED_WITHIN_MS
  const corrected = new Set<string>()
  for await (const { body } of rows(period.fromMs, untilMs)) {
    if (body?.kind === 'contact' && body.corrects !== undefined) corrected.add(`${body.corrects.n}/${body.corrects.index}`)
  }
  const book = new CellBook(period, timeZone)
  const hours = new HourBook(period)
  let lastDataMs: number | undefined
  for await (const { n, index, body } of rows(period.fromMs, untilMs)) {
    if (body?.kind === 'hour' && body.facts !== undefined) hours.add(body.facts)
    if (body?.kind !== 'contact') continue
    lastDataMs = Math.max(lastDataMs ?? 0, body.evidence.settledAtMs)
    if (!corrected.has(`${n}/${index}`)) book.add(body.evidence)
  }
  if (runningHour !== undefined) hours.add(runningHour)
  return { fromMs: period.fromMs, toMs: period.toMs, cells: book.cells(), ...(lastDataMs === undefined ? {} : { lastDataMs }), ...hours.facts() }
}

/** The class of `WAIT_EDGES` that holds a wait. */
export function waitClass(seconds: number): number {
  const found = WAIT_EDGES.findIndex((edge) => seconds <= edge)
  return found < 0 ? WAIT_EDGES.length : found
}

class CellBook {
  #cells = new Map<string, DigestCell>()
  #period: Interval
  #zone: string
  /** Local day and hour of a full hour (UTC): asking the calendar for each contact would be dear. Quarters, for zones off by less than an hour. */
  #local = new Map<number, { day: string; hour: number }>()

  constructor(period: Interval, zone: string) {
    this.#period = period
    this.#zone = zone
  }

  cells(): DigestCell[] {
    return [...this.#cells.values()]
  }

  add(evidence: KeptEvidence): void {
    const [queue] = evidence.queues
    const cameMs = evidence.clocks.queuedAtMs ?? evidence.settledAtMs
    if (evidence.kind !== 'customer' || evidence.followedBy !== undefined || queue === undefined || cameMs < this.#period.fromMs || cameMs >= this.#period.toMs) return
    const cell = this.#cellOf(cameMs, queue)
    const answeredMs = answeredAfter(evidence, cameMs)
    cell.offered += 1
    if (answeredMs !== undefined) {
      cell.answered += 1
      const at = waitClass((answeredMs - cameMs) / 1000)
      cell.waits[at] = (cell.waits[at] ?? 0) + 1
    } else if (evidence.abandonedAtMs !== undefined) cell.abandoned += 1
    const scores = toldScores(evidence)
    const told = (figure: string): number => scores.get(`told.${figure}`) ?? 0
    cell.bounds += told('bounds')
    cell.covered += told('covered')
    cell.contacts += told('contacts')
    cell.kept += told('kept')
    cell.errors += told('answered')
    cell.errorSeconds += told('error')
    cell.absoluteSeconds += told('absolute')
    cell.squareSeconds += told('square')
    cell.revisions += told('revisions')
    cell.revised += told('revised')
  }

  #cellOf(atMs: number, queue: string): DigestCell {
    const quarter = Math.floor(atMs / 900_000)
    let local = this.#local.get(quarter)
    if (local === undefined) {
      const at = DateTime.fromMillis(quarter * 900_000, { zone: this.#zone })
      this.#local.set(quarter, (local = { day: at.toISODate() ?? '', hour: at.hour }))
    }
    const key = `${local.day} ${local.hour} ${queue}`
    let cell = this.#cells.get(key)
    if (cell === undefined) this.#cells.set(key, (cell = emptyCell(local.day, local.hour, queue)))
    return cell
  }
}

export const emptyCell = (day: string, hour: number, queue: string): DigestCell => ({
  day, hour, queue, offered: 0, answered: 0, abandoned: 0, waits: Array.from({ length: WAIT_EDGES.length + 1 }, () => 0),
  bounds: 0, covered: 0, contacts: 0, kept: 0, errors: 0, errorSeconds: 0, absoluteSeconds: 0, squareSeconds: 0, revisions: 0, revised: 0,
})

class HourBook {
  #period: Interval
  #outages: OutageInterval[] = []
  #openMs = 0
  #measuredMs = 0

  constructor(period: Interval) {
    this.#period = period
  }

  add(facts: HourFacts): void {
    for (const { open, measured } of facts.measured) {
      this.#openMs += this.#within(open)
      this.#measuredMs += this.#within(measured)
    }
    for (const outage of facts.outages) {
      if (outage.toMs <= this.#period.fromMs || outage.fromMs >= this.#period.toMs) continue
      const last = this.#outages.findLast((one) => one.what === outage.what && one.feed === outage.feed && one.toMs === outage.fromMs)
      // Hours cut what was one outage.
      if (last === undefined) this.#outages.push({ ...outage })
      else last.toMs = outage.toMs
    }
  }

  facts(): Pick<EvidenceDigest, 'outages' | 'openSeconds' | 'measuredSeconds'> {
    return { outages: this.#outages, openSeconds: this.#openMs / 1000, measuredSeconds: this.#measuredMs / 1000 }
  }

  #within(intervals: readonly Interval[]): number {
    return intervals.reduce((sum, { fromMs, toMs }) => sum + Math.max(0, Math.min(toMs, this.#period.toMs) - Math.max(fromMs, this.#period.fromMs)), 0)
  }
}
