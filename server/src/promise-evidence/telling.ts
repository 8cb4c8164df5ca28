import type { CenterFact } from '../contact-center/index.ts'
import type { KeptTold } from './evidence-item.ts'

export type Receipt = Extract<CenterFact, { kind: 'receipt' }>

/** So many things told are kept of one contact; beyond, those in the middle go first. */
const KEPT_TOLD = 24
/** So many repetitions of one thing are kept: four hours of one a minute, after which a caller is forgotten. */
const KEPT_REPETITIONS = 240
/** By which way what is `shown` is heard and not seen. */
const HEARD = 'ivr'
/** What was computed and not served went none. */
export const NO_WAY = 'none'

/** One thing told, with what it takes to attach receipts and to count who was served since. */
export interface Told extends Omit<KeptTold, 'servedBefore' | 'ruleIds'> {
  seq: number
  /** Which promise it rests on; 0 where none. */
  promiseMadeAtMs: number
  /** Answered in its queue until then. */
  answeredUntil: number
  servedBefore?: number
  /** The `seq` of the newest announcement that was played. */
  playedSeq?: number
}

/** What one contact was told. JSON-safe. */
export interface Telling {
  items: Told[]
  /** From this item on, what is computed binds; nothing was served where absent. */
  watchedFrom?: number | undefined
}

/** Adds what is told now; the first and the newest are never dropped. */
export function tell(telling: Telling, told: Told): void {
  telling.items.push(told)
  if (telling.items.length <= KEPT_TOLD) return
  const middle = KEPT_TOLD / 2
  telling.items.splice(middle, 1)
  if (telling.watchedFrom !== undefined && telling.watchedFrom > middle) telling.watchedFrom -= 1
}

/** The newest thing told that a display with this `seq` can have shown, else the first. */
export function toldAt({ items, watchedFrom = 0 }: Telling, seq: number): Told | undefined {
  return items.findLast((told, index) => index >= watchedFrom && told.seq <= seq) ?? items[watchedFrom]
}

const RANK = { served: 0, received: 1, shown: 2, played: 2 } as const

/**
 * Notes what a receipt tells of it (LE5); true where that is new. Each level counts once, by its first receipt. What an IVR showed
 * was played: it counts as shown, and again each time another announcement of it was played to the end.
 */
export function reach(told: Told, { level, via, seq }: Receipt, atMs: number): boolean {
  if (level === 'shown' && via === HEARD && told.levelAtMs.played !== undefined) return playedAgain(told, seq, atMs)
  if (level !== 'shown' || via !== HEARD) {
    if (told.levelAtMs[level] !== undefined) return false
  } else told.playedSeq = seq
  const before = Object.keys(told.levelAtMs) as (keyof typeof RANK)[]
  // The way is that of the highest level: that it was received elsewhere too does not unsay that it was heard.
  if (before.every((one) => RANK[one] <= RANK[level])) told.via = via
  told.levelAtMs = level === 'shown' && via === HEARD ? { shown: atMs, ...told.levelAtMs, played: atMs } : { ...told.levelAtMs, [level]: atMs }
  return true
}

/** Two IVRs that answer for the same announcement played it once: the first receipt in the log wins. */
function playedAgain(told: Told, seq: number, atMs: number): boolean {
  const { playedAgainAtMs: again = [] } = told
  if (seq <= (told.playedSeq ?? 0) || again.length >= KEPT_REPETITIONS) return false
  told.playedSeq = seq
  told.playedAgainAtMs = [...again, atMs]
  return true
}

/** As the ledger keeps it. */
export const asEvidence = ({ promiseMadeAtMs: _promise, answeredUntil: _answered, playedSeq: _played, ...told }: Told): KeptTold => ({ ...told, ruleIds: rulesOf(told) })

const BOUND_RULES = ['DP1', 'DP3', 'DP5']
const REVISION_RULES = ['DP6', 'DP8']

function rulesOf({ boundSeconds, revision }: Pick<Told, 'boundSeconds' | 'revision'>): string[] {
  if (boundSeconds === undefined) return []
  return revision === undefined ? BOUND_RULES : [...BOUND_RULES, ...REVISION_RULES]
}
