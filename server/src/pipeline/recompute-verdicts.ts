import { type BookEntry, type Charter, type ContactEvidence, createVerdictRun, type VerdictReport, type WindowFacts } from '../charter/index.ts'
import type { CenterFacts } from '../contact-center/index.ts'
import type { KeptEvidence, KeptTold } from '../promise-evidence/index.ts'
import { bodyOf, bookOf, DayFiles, readArchive } from '../promise-ledger/index.ts'
import { type Replayed, replayArchive } from './replay-archive.ts'

export interface RecomputeOptions {
  center: string
  /** Archives of this center; of several nodes, several. */
  archives: readonly string[]
  charters: readonly Charter[]
  /** Sealed days of the ledger: what was told stands there only. */
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
  const told = options.ledger === undefined ? new Map<string, readonly KeptTold[]>() : await toldIn(new DayFiles(options.ledger, bookOf(options.center)))
  const replayed = await replayArchive(readArchive(options.center, options.archives), (item) => {
    if (item.kind === 'contact') {
      const now = { ...item.evidence, told: told.get(item.contact) ?? item.evidence.told }
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
  const book: BookEntry[] = options.charters.map((charter) => ({ charter, adoption: { id: charter.id }, recordedAtMs: 0 }))
  const run = createVerdictRun(book, config, period, merged({ ...facts, beganMs: first.fromMs }), replayed.lastMs)
  for (const { now, before } of evidence) run.add(before === undefined ? now : { ...now, corrects: before satisfies ContactEvidence })
  return { report: run.finish(), replayed, contacts: standing.size, toldFromLedger: told.size > 0 }
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

/** What each contact was told, as the ledger has it; the newest counts. */
async function toldIn(files: DayFiles): Promise<Map<string, readonly KeptTold[]>> {
  const told = new Map<string, readonly KeptTold[]>()
  for (const day of await files.days()) {
    for await (const { payloads } of files.lines(day)) {
      for (const payload of payloads) {
        const body = payload === undefined ? undefined : bodyOf(payload)
        if (body?.kind === 'contact') told.set(body.evidence.contact, body.evidence.told)
      }
    }
  }
  return told
}
