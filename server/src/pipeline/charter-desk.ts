import { type BookEntry, createVerdictRun, type ContactEvidence, listCharters, putCharter, type VerdictReport, type WindowFacts } from '../charter/index.ts'
import { centerFacts, type CenterConfig } from '../config/index.ts'
import type { HttpCharters, HttpLedger } from '../delivery/http/index.ts'
import { type CharterBook, createCharterBooks } from './charter-book.ts'
import { evidenceBegan } from './ledger-began.ts'

export interface CharterDeskDeps {
  center(id: string): CenterConfig | undefined
  rows: HttpLedger['rows']
  /** The hour that is not in the ledger yet. */
  runningHour?: HttpLedger['runningHour']
  /** Without it: what the configuration adheres to. */
  books?(config: CenterConfig): CharterBook
  nowMs(): number
}

/** Charters and verdicts of a running server: what was promised by the configuration, whether it was kept by the ledger. */
export function createCharterDesk({ center: centerOf, rows, runningHour, books = createCharterBooks(() => []), nowMs }: CharterDeskDeps): HttpCharters {
  const configOf = (id: string): CenterConfig => {
    const center = centerOf(id)
    if (center === undefined) throw new Error(`there is no center ${id}`)
    return center
  }
  const bookOf = (id: string): readonly BookEntry[] => books(configOf(id)).book
  // Asked again while one is under way, the same answer serves both.
  const running = new Map<string, Promise<VerdictReport>>()
  return {
    timeZone: (id) => configOf(id).timeZone,
    put: (id, body) => putCharter(bookOf(id), body, { nowMs: nowMs(), timeZone: configOf(id).timeZone }),
    list: (id) => listCharters(bookOf(id), { nowMs: nowMs(), timeZone: configOf(id).timeZone }),
    verdicts(id, period) {
      const key = `${id} ${period.fromMs} ${Math.floor(period.toMs / 60_000)}`
      const known = running.get(key)
      if (known !== undefined) return known
      const answer = judge(configOf(id), bookOf(id), period, rows, nowMs(), runningHour?.(id)).finally(() => running.delete(key))
      running.set(key, answer)
      return answer
    },
  }
}

type FactLists = { [K in 'measured' | 'notices' | 'outages' | 'totals']: NonNullable<WindowFacts[K]>[number][] }

/** After a look at when it begins, two passes over the ledger: the time around the contacts and which evidence was corrected later, then the contacts. */
async function judge(config: CenterConfig, book: readonly BookEntry[], period: { fromMs: number; toMs: number }, rows: HttpLedger['rows'], nowMs: number, running?: WindowFacts): Promise<VerdictReport> {
  const center = centerFacts(config)
  const beganMs = await evidenceBegan(config, rows, nowMs, running)
  const began = beganMs === undefined ? {} : { beganMs }
  const { fromMs } = createVerdictRun(book, center, period, { measured: [], notices: [], outages: [], ...began }, nowMs).span
  const facts: FactLists & { beganMs?: number } = { measured: [], notices: [], outages: [], totals: [], ...began }
  const corrected = new Map<string, ContactEvidence | undefined>()
  for await (const { body } of rows(config.id, fromMs, nowMs + 1)) {
    if (body?.kind === 'contact' && body.corrects !== undefined) corrected.set(`${body.corrects.n}/${body.corrects.index}`, undefined)
    if (body?.kind === 'totals') facts.totals.push(...body.totals ?? [])
    if (body?.kind !== 'hour' || body.facts === undefined) continue
    facts.measured.push(...body.facts.measured)
    facts.notices.push(...body.facts.notices)
    facts.outages.push(...body.facts.outages)
  }
  facts.measured.push(...running?.measured ?? [])
  facts.notices.push(...running?.notices ?? [])
  facts.outages.push(...running?.outages ?? [])
  const run = createVerdictRun(book, center, period, facts, nowMs)
  for await (const { n, index, body } of rows(config.id, fromMs, nowMs + 1)) {
    if (body?.kind !== 'contact') continue
    const { evidence, corrects } = body
    const before = corrects === undefined ? undefined : corrected.get(`${corrects.n}/${corrects.index}`)
    run.add(before === undefined ? evidence : { ...evidence, corrects: before })
    if (corrected.has(`${n}/${index}`)) corrected.set(`${n}/${index}`, evidence)
  }
  return run.finish()
}
