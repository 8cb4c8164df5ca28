import type { CharterInForce, Interval, OutageInterval, Verdict, VerdictReport } from '../charter/index.ts'
import type { KeptEvidence } from '../promise-evidence/index.ts'

/** Counts and sums of one local day and hour of one queue. Errors are bound − actual remaining wait, seconds. */
export interface DigestCell {
  /** Local day, `YYYY-MM-DD`. */
  day: string
  /** Local hour in which the customers came, 0 to 23. */
  hour: number
  queue: string
  offered: number
  answered: number
  abandoned: number
  /** Waits of those who were answered by a human, seconds, counted by `WAIT_EDGES`. */
  waits: number[]
  /** Of what reached customers: bounds with a known outcome, and those kept; contacts, and those for whom all was kept. */
  bounds: number
  covered: number
  contacts: number
  kept: number
  /** Bounds of customers who were answered, which have an error. */
  errors: number
  errorSeconds: number
  absoluteSeconds: number
  squareSeconds: number
  revisions: number
  revised: number
}

/** Upper edges of the classes in which waits are counted, seconds; the last class has no end. */
export const WAIT_EDGES: readonly number[] = [10, 20, 30, 45, 60, 90, 120, 150, 180, 240, 300, 420, 600, 900, 1200, 1800, 2700, 3600, 7200, 14_400, 43_200, 86_400, 259_200]

/** What one pass over the ledger says of a stretch of time. */
export interface EvidenceDigest extends Interval {
  cells: readonly DigestCell[]
  /** When evidence of a contact was settled last. */
  lastDataMs?: number
  outages: readonly OutageInterval[]
  openSeconds: number
  measuredSeconds: number
}

/** How one rule saw one contact. */
export interface RuleStory { charter: string; version: string; rule: string; type: Verdict['type']; outcome: 'kept' | 'not-kept' | 'exempt' | 'aside' | 'unmeasured'; reason?: string; thresholdSeconds?: number }

/** All that is known of one contact. */
export interface ContactStory {
  evidence: KeptEvidence
  /** What stood before a correction, oldest first, with the time of the correction. */
  earlier: readonly { evidence: KeptEvidence; replacedAtMs: number }[]
  versions: readonly CharterInForce[]
  rules: readonly RuleStory[]
  /** Where it stands in the chain. */
  entries: readonly { n: number; hash: string; atMs: number }[]
}

/** How it stands with one way by which the chain head of each sealed day leaves the house; the ledger's `HeadState` is one. */
export interface PageHead {
  way: 'webhook' | 'mail' | 'time-stamp'
  /** The newest day whose head left, when, and by whom it was stamped. */
  left?: { day: string; atMs: number; by?: string }
  waiting?: { day: string; sinceMs: number; error?: string }
}

/** Figures of what was told; the ledger's `Accuracy` is one. */
export interface PageToldAccuracy {
  n: number; keptShare?: number; bounds: number; coverage?: number; unknownOutcome: number; meanAbsoluteErrorSeconds?: number; rootMeanSquareErrorSeconds?: number
  biasSeconds?: number; tightness?: number; revisions: number; revised: number; places: { n: number; exactShare?: number; meanAbsoluteError?: number; bias?: number }
}
export interface PageAccuracy {
  from: string; to: string; told: PageToldAccuracy; served: PageToldAccuracy; computed: PageToldAccuracy
  contacts: { offered: number; answered: number; abandoned: number; refused: number; otherwise: number; meanWaitSeconds?: number }
  measured: { openSeconds: number; measuredSeconds: number; share?: number }
  totals: readonly { date: string; queue?: string; figure: string; ours: number; theirs: number; difference: number }[]
}

/**
 * What pages read of charters and of the ledger; the pipeline hands it over. Answers over evidence take their time, are computed in
 * slices and kept for a while: ask through `soon`.
 */
export interface PageInsight {
  /** Every version of every charter of the center. */
  versions(center: string): readonly CharterInForce[]
  /** When the ledger begins: of nothing before it can be said that it was kept. Undefined while it is empty. */
  beganMs(center: string): Promise<number | undefined>
  verdicts(center: string, period: Interval): Promise<VerdictReport>
  digest(center: string, period: Interval): Promise<EvidenceDigest>
  /** Local days, both included. */
  accuracy(center: string, query: { from: string; to: string; queue?: string }): Promise<PageAccuracy>
  /** By which ways the heads of sealed days leave the house; empty where none is configured, undefined where another node sends them. */
  heads(center: string): Promise<readonly PageHead[] | undefined>
  /** `period`: where to look for it once it is only in the sealed files. */
  story(center: string, contact: string, period: Interval): Promise<ContactStory | undefined>
  nowMs(): number
}

/** The answer if it is there within so many milliseconds; it goes on being computed otherwise. */
export async function soon<T>(answer: Promise<T>, withinMs: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => { timer = setTimeout(() => resolve(undefined), withinMs) })
  // A failure after we stopped waiting is told by the next request.
  answer.catch(() => undefined)
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}

