import type { KeptTold } from './evidence-item.ts'

/** So many things told are kept of one contact; beyond, those in the middle go first. */
const KEPT_TOLD = 24

/** One thing told, with what it takes to attach receipts and to count who was served since. */
export interface Told extends Omit<KeptTold, 'servedBefore' | 'ruleIds'> {
  seq: number
  /** Which promise it rests on; 0 where none. */
  promiseMadeAtMs: number
  /** Answered in its queue until then. */
  answeredUntil: number
  servedBefore?: number
}

/** What one contact was told. JSON-safe. */
export interface Telling {
  items: Told[]
  /** From this item on, what is computed binds; nothing was served where absent. */
  watchedFrom?: number
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

/** As the ledger keeps it. */
export const asEvidence = ({ promiseMadeAtMs: _promise, answeredUntil: _answered, ...told }: Told): KeptTold => ({ ...told, ruleIds: rulesOf(told) })

const BOUND_RULES = ['DP1', 'DP3', 'DP5']
const REVISION_RULES = ['DP6', 'DP8']

function rulesOf({ boundSeconds, revision }: Pick<Told, 'boundSeconds' | 'revision'>): string[] {
  if (boundSeconds === undefined) return []
  return revision === undefined ? BOUND_RULES : [...BOUND_RULES, ...REVISION_RULES]
}
