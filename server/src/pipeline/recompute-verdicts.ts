import { type BookEntry, type Charter, type ContactEvidence, createVerdictRun, type VerdictReport, type WindowFacts } from '../charter/index.ts'
import type { CenterFacts } from '../contact-center/index.ts'
import type { KeptEvidence } from '../promise-evidence/index.ts'
import { bodyOf, bookOf as chainOf, type ConfiguredCharter, DayFiles, readArchive } from '../promise-ledger/index.ts'
import { bookOf as adoptedBook } from './charter-book.ts'
import { type Replayed, replayArchive } from './replay-archive.ts'

export interface RecomputeOptions {
  center: string
  /** Archives of this center; of several nodes, several. */
  archives: readonly string[]
  /** Charters to judge by, as if they had always held. */
  charters?: readonly Charter[]
  /** How the center's configuration takes charters on, instead of how the archive says; what was added since is in the archive. */
  adopted?: readonly ConfiguredCharter[]
  /** Sealed days of the ledger: what was told, and which charters applied, stands there only. */
  ledger?: string
  fromMs?: number
  toMs?: number
}
export interface Recomputed { report: VerdictReport; replayed: Replayed; contacts: number; toldFromLedger: boolean }

/**
 * Verdicts from raw events alone: the archived facts through the fold that the server runs, then the charter's own verdicts. Rejects
 * where the archive has no configuration of the center to begin with.
 */
export async function recomputeVerdicts(options: RecomputeOptions): Promise<Recomputed> {
  const evidence: { now: KeptEvidence; before?: KeptEvidence }[] = []
  const standing = new Map<string, KeptEvidence>()
  const facts: { [K in 'measured' | 'notices' | 'outages' | 'totals']: NonNullable<WindowFacts[K]>[number][] } = { measured: [], notices: [], outages: [], totals: [] }
  const kept = options.ledger === undefined ? new Map<string, Kept>() : await keptIn(new DayFiles(options.ledger, chainOf(options.center)))
  const replayed = await replayArchive(readArchive(options.center, options.archives), (item) => {
    if (item.kind === 'contact') {
      const { told = item.evidence.told, ...recorded } = kept.get(item.contact) ?? {}
      // Beside charters as if they had always held, recorded versions say nothing.
      const now = { ...item.evidence, told, ...(options.charters === undefined ? recorded : {}) }
      const before = standing.get(item.contact)
      evidence.push({ now, ...(before === undefined ? {} : { before }) })
      standing.set(item.contact, now)
    } else if (item.kind === 'hour') {
      facts.measured.push(...item.facts.measured)
      facts.notices.push(...item.facts.notices)
      facts.outages.push(...item.facts.outages)
    } else if (item.kind === 'totals') facts.totals.push(...item.totals)
  })
  const config: CenterFacts | undefined = replayed.configs.at(-1)?.config
  const first = replayed.configs[0]
  if (config === undefined || first === undefined) throw new Error(`the archive holds no configuration of "${options.center}": it must begin where the center did`)
  const period = { fromMs: options.fromMs ?? first.fromMs, toMs: options.toMs ?? replayed.lastMs + 1 }
  const adopted = options.adopted ?? replayed.adopted
  if (options.charters === undefined && adopted === undefined) throw new Error(`the archive does not say which charters "${options.center}" takes on: give its configuration, or the charter`)
  const book = options.charters?.map((charter): BookEntry => ({ charter, adoption: { id: charter.id }, recordedAtMs: 0 }))
    ?? adoptedBook({ charters: [...adopted ?? []], timeZone: config.timeZone }, replayed.added)
  const run = createVerdictRun(book, config, period, merged({ ...facts, beganMs: first.fromMs }), replayed.lastMs)
  for (const { now, before } of evidence) run.add(before === undefined ? now : { ...now, corrects: before satisfies ContactEvidence })
  return { report: run.finish(), replayed, contacts: standing.size, toldFromLedger: kept.size > 0 }
}

/** One row a queue, its hours joined. */
function merged(facts: WindowFacts): WindowFacts {
  const queues = new Map<string, WindowFacts['measured'][number]>()
  for (const hour of facts.measured) {
    const known = queues.get(hour.queue)
    queues.set(hour.queue, known === undefined ? hour : { ...known, open: [...known.open, ...hour.open], measured: [...known.measured, ...hour.measured] })
  }
  return { ...facts, measured: [...queues.values()] }
}

type Kept = Pick<KeptEvidence, 'told' | 'charters' | 'noCharter'>

/** What the ledger alone has of each contact; the newest counts. */
async function keptIn(files: DayFiles): Promise<Map<string, Kept>> {
  const kept = new Map<string, Kept>()
  for (const day of await files.days()) {
    for await (const { payloads } of files.lines(day)) {
      for (const payload of payloads) {
        const body = payload === undefined ? undefined : bodyOf(payload)
        if (body?.kind !== 'contact') continue
        const { contact, told, charters, noCharter } = body.evidence
        kept.set(contact, { told, charters, ...(noCharter === undefined ? {} : { noCharter }) })
      }
    }
  }
  return kept
}
