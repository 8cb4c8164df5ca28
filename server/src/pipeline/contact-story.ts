import { type BookEntry, type CharterInForce, charterVersionsAt, createVerdictRun, type Interval, type Verdict, type WindowFacts } from '../charter/index.ts'
import type { CenterFacts } from '../contact-center/index.ts'
import type { LedgerRow } from '../delivery/http/deps.ts'
import type { ContactStory, RuleStory } from '../pages/index.ts'
import type { KeptEvidence } from '../promise-evidence/index.ts'
import { SETTLED_WITHIN_MS } from './evidence-digest.ts'

export interface StoryDeps {
  rows(fromMs: number, toMs: number): AsyncIterable<LedgerRow>
  /** Where the store has the contact, with the log time of each place. */
  refs(contact: string): Promise<readonly { n: number; index: number; atMs: number }[]>
  center: CenterFacts
  book: readonly BookEntry[]
  /** The versions of the book. */
  versions: readonly CharterInForce[]
  nowMs: number
}

/** Everything the ledger has of one contact, and how each rule in force saw it. Undefined where it has nothing. */
export async function contactStory(contact: string, period: Interval, deps: StoryDeps): Promise<ContactStory | undefined> {
  const found = await rowsOf(contact, period, deps)
  const evidence = found.at(-1)?.evidence
  if (evidence === undefined) return undefined
  const beganMs = evidence.clocks.queuedAtMs ?? evidence.settledAtMs
  const versions = charterVersionsAt(deps.versions, beganMs)
  return {
    evidence, versions, entries: found.map(({ n, hash, atMs }) => ({ n, hash, atMs })),
    earlier: found.slice(0, -1).map((one, index) => ({ evidence: one.evidence, replacedAtMs: found[index + 1]?.atMs ?? one.atMs })),
    rules: await ruleStories(evidence, beganMs, deps),
  }
}

interface Found { n: number; hash: string; atMs: number; evidence: KeptEvidence }

async function rowsOf(contact: string, period: Interval, { rows, refs }: StoryDeps): Promise<Found[]> {
  const found: Found[] = []
  const take = ({ n, hash, atMs, body }: LedgerRow): void => {
    if (body?.kind === 'contact' && body.evidence.contact === contact) found.push({ n, hash, atMs, evidence: body.evidence })
  }
  const known = await refs(contact)
  for (const atMs of new Set(known.map((ref) => ref.atMs))) for await (const row of rows(atMs, atMs + 1)) take(row)
  // Older than the store: the sealed days are read through.
  if (found.length === 0) for await (const row of rows(period.fromMs, period.toMs + SETTLED_WITHIN_MS)) take(row)
  return found
}

const HOUR_MS = 3_600_000

/** Judges the contact alone, with the exceptional-event messages that were live meanwhile. */
async function ruleStories(evidence: KeptEvidence, beganMs: number, { rows, center, book, nowMs }: StoryDeps): Promise<RuleStory[]> {
  const facts: { [K in 'measured' | 'notices' | 'outages']: WindowFacts[K][number][] } = { measured: [], notices: [], outages: [] }
  const endedMs = evidence.endedAtMs ?? evidence.settledAtMs
  for await (const { body } of rows(beganMs - HOUR_MS, Math.min(endedMs, beganMs + 24 * HOUR_MS) + 2 * HOUR_MS)) {
    if (body?.kind === 'hour') facts.notices.push(...body.facts?.notices ?? [])
  }
  const began = Object.values(evidence.clocks)
  const run = createVerdictRun(book, center, { fromMs: Math.min(beganMs, ...began), toMs: endedMs + 1 }, facts, Math.max(nowMs, endedMs + 1))
  run.add(evidence)
  return run.finish().verdicts.filter((verdict) => verdict.quorum === undefined && verdict.status !== 'not-set' && (verdict.n > 0 || verdict.exempt.cases > 0 || some(verdict.aside) || some(verdict.unmeasured)))
    .map((verdict) => ({
      charter: verdict.charter, version: verdict.version, rule: verdict.rule, type: verdict.type, ...outcomeOf(verdict),
      ...(verdict.thresholdSeconds === undefined ? {} : { thresholdSeconds: verdict.thresholdSeconds }),
    }))
}

const some = (counts: Record<string, number>): boolean => Object.values(counts).some((count) => count > 0)
const first = (counts: Record<string, number>): { reason?: string } => {
  const reason = Object.entries(counts).find(([, count]) => count > 0)?.[0]
  return reason === undefined ? {} : { reason }
}

function outcomeOf(verdict: Verdict): Pick<RuleStory, 'outcome' | 'reason'> {
  if (verdict.exempt.cases > 0) return { outcome: 'exempt' }
  if (some(verdict.unmeasured)) return { outcome: 'unmeasured', ...first(verdict.unmeasured) }
  if (verdict.n === 0) return { outcome: 'aside', ...first(verdict.aside) }
  // Of one contact a share is all or nothing; a mean is its own wait.
  const value = verdict.value ?? 0
  const kept = verdict.unit === 'seconds' ? value <= (verdict.thresholdSeconds ?? Infinity) : verdict.direction === 'at-most' ? value === 0 : value === 1
  return kept ? { outcome: 'kept' } : { outcome: 'not-kept', ...first(verdict.reasonsOfMisses) }
}
