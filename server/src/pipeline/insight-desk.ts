import type { Interval } from '../charter/index.ts'
import { centerFacts, type CenterConfig } from '../config/index.ts'
import type { HttpCharters, HttpLedger } from '../delivery/http/index.ts'
import type { PageAccuracy, PageHead, PageInsight } from '../pages/index.ts'
import { type CharterBook, createCharterBooks } from './charter-book.ts'
import { contactStory } from './contact-story.ts'
import { digestOf } from './evidence-digest.ts'
import { createKeptAnswers } from './kept-answers.ts'
import { evidenceBegan } from './ledger-began.ts'

export interface InsightDeskDeps {
  center(id: string): CenterConfig | undefined
  /** Its rows let the event loop go every few milliseconds. */
  ledger: HttpLedger
  charters: HttpCharters
  /** Without it: none leave the house. */
  heads?(center: string): Promise<readonly PageHead[] | undefined>
  /** Where the store has a contact. */
  refs(center: string, contact: string): Promise<readonly { n: number; index: number; atMs: number }[]>
  /** Without it: what the configuration adheres to. */
  books?(config: CenterConfig): CharterBook
  nowMs(): number
}

/**
 * Charters and evidence as pages show them, on any node: computed from the ledger on request, in slices, and kept for a while.
 * Periods that end with the local day are asked again and again, those that end now never twice.
 */
export function createInsightDesk({ center: centerOf, ledger, charters, refs, heads = () => Promise.resolve([]), books = createCharterBooks(() => []), nowMs }: InsightDeskDeps): PageInsight {
  const kept = createKeptAnswers({ nowMs })
  const configOf = (id: string): CenterConfig => {
    const config = centerOf(id)
    if (config === undefined) throw new Error(`there is no center ${id}`)
    return config
  }
  const keyOf = (what: string, id: string, { fromMs, toMs }: Interval): string => `${what} ${id} ${configOf(id).generation} ${books(configOf(id)).book.length} ${fromMs} ${toMs}`
  return {
    nowMs,
    versions: (id) => books(configOf(id)).versions,
    beganMs: (id) => kept(`began ${id}`, () => evidenceBegan(configOf(id), ledger.rows, nowMs(), ledger.runningHour?.(id))),
    verdicts: (id, period) => kept(keyOf('verdicts', id, period), () => charters.verdicts(id, period)),
    digest: (id, period) => kept(keyOf('digest', id, period), () => digestOf((fromMs, toMs) => ledger.rows(id, fromMs, Math.min(toMs, nowMs() + 1)), period, configOf(id).timeZone, ledger.runningHour?.(id))),
    accuracy: (id, query) => ledger.accuracy(id, query) as Promise<PageAccuracy>,
    heads,
    story(id, contact, period) {
      const config = configOf(id)
      return contactStory(contact, period, {
        rows: (fromMs, toMs) => ledger.rows(id, fromMs, Math.min(toMs, nowMs() + 1)), refs: (one) => refs(id, one), center: centerFacts(config), ...books(config), nowMs: nowMs(),
      })
    },
  }
}
