import type { CenterFact, CenterFacts } from '../contact-center/index.ts'
import type { EvidenceItem } from '../promise-evidence/index.ts'
import type { ArchivedEntry, ConfiguredCharter } from '../promise-ledger/index.ts'
import { CenterFold } from './center-fold.ts'
import type { AddedCharter } from './charter-book.ts'

/** After the newest fact so much silence settles whoever has ended. */
const RUN_OUT_MS = 70_000

export interface Replayed {
  /** Every configuration that held, with the log time from which it did. */
  configs: { fromMs: number; config: CenterFacts }[]
  entries: number
  /** How the newest configuration takes charters on; undefined where the archive does not say. */
  adopted?: readonly ConfiguredCharter[]
  /** Charters that were added while the center ran. */
  added: readonly AddedCharter[]
  /** Facts that are no longer there. */
  erased: number
  lastMs: number
}

/**
 * One center again from its archived facts alone, by the same fold that the server runs. Hands over what it leaves for the ledger.
 * Forecasts are no facts and are not archived, so of what was told only what was served first is known here.
 */
export async function replayArchive(entries: AsyncIterable<ArchivedEntry>, leaves: (item: EvidenceItem) => void): Promise<Replayed> {
  const replayed: Replayed = { configs: [], added: [], entries: 0, erased: 0, lastMs: 0 }
  let fold: CenterFold | undefined
  let tickedMs = 0
  let over = false
  const tickTo = (ms: number): void => {
    const secondMs = Math.floor(ms / 1000) * 1000
    if (fold !== undefined && tickedMs > 0) {
      for (let second = tickedMs + 1000; second <= secondMs; second += 1000) if (fold.needsTick(second)) fold.tick(second)
    }
    tickedMs = Math.max(tickedMs, secondMs)
    // The hour after the last fact was handed over as far as it went.
    for (const item of fold?.takeEvidence() ?? []) if (!over || item.kind !== 'hour') leaves(item)
  }
  for await (const { log, atMs, bodies, erased } of entries) {
    replayed.entries += 1
    replayed.erased += erased
    replayed.lastMs = atMs
    const away = bodies.find((body) => body.kind === 'away')
    if (away?.kind === 'away') {
      // Nobody folded in that time: as the server did, one outage and one tick.
      tickTo(away.secondMs - away.gapMs)
      fold?.outage(away.gapMs, away.secondMs)
      fold?.tick(away.secondMs)
      tickedMs = away.secondMs
    }
    tickTo(atMs)
    for (const [index, body] of bodies.entries()) {
      // Where the days before are gone, the first that is left says what stood.
      const facts: CenterFact[] = body.kind === 'fact' ? [body.fact] : body.kind === 'standing' && fold === undefined && body.config !== undefined ? [{ kind: 'config', config: body.config }, ...body.charters] : []
      if (body.kind === 'standing' && body.adopted !== undefined) replayed.adopted = body.adopted
      for (const fact of facts) {
        if (fact.kind === 'config') replayed.configs.push({ fromMs: atMs, config: fact.config })
        if (fold === undefined && fact.kind === 'config') fold = CenterFold.create(fact.config)
        fold?.apply(fact, { ms: atMs, position: `${log}/${index}` })
      }
    }
    if (fold !== undefined) fold.seq = replayed.entries
    for (const item of fold?.takeEvidence() ?? []) leaves(item)
  }
  const facts = fold?.hourSoFar(replayed.lastMs)
  if (facts !== undefined) leaves({ kind: 'hour', facts })
  over = true
  tickTo(replayed.lastMs + RUN_OUT_MS)
  replayed.added = fold?.charters ?? []
  return replayed
}
