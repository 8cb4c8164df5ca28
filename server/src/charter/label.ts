import type { CharterInForce } from './adoption/book.ts'
import type { Verdict } from './verdict/verdict.ts'

/** After so long without data a label says nothing any more. */
export const LABEL_LIFETIME_DAYS = 35

/**
 * What a label may say of one charter. It is the company's own measurement, never a certificate, and names the charter
 * only where `adheredOn` is filled in (`named`).
 */
export interface LabelFacts {
  charter: string
  version: string
  state: 'kept' | 'not-kept' | 'not-measured-yet' | 'expired' | 'none'
  /** Why there is no label (`none`), or what is missing. */
  because?: 'draft' | 'not-in-force' | 'no-data' | 'open-values' | 'not-measurable' | 'no-whole-window'
  named: boolean
  adheredOn?: string
  /** Binding rules that were kept, and all that were judged. */
  kept: number
  judged: number
  /** Contacts behind the rule with the fewest. */
  n: number
  fromMs?: number
  toMs?: number
}

/** Reasons that leave a rule out of a label: nothing happened, or nothing can be measured of it by its nature. */
const LEFT_OUT: ReadonlySet<string> = new Set(['declared', 'no-cases', 'excepted', 'all-cases-exempt', 'all-time-exempt', 'grace'])

/** `lastDataMs`: when evidence was last settled. Only windows that are over count, of each binding rule the newest. */
export function labelFacts(version: CharterInForce, verdicts: readonly Verdict[], at: { nowMs: number; lastDataMs: number | undefined }): LabelFacts {
  const { charter, adoption } = version
  const base = { charter: charter.id, version: version.version, named: adoption.adheredOn !== undefined, ...(adoption.adheredOn === undefined ? {} : { adheredOn: adoption.adheredOn }) }
  const nothing = (state: LabelFacts['state'], because: LabelFacts['because']): LabelFacts => ({ ...base, state, ...(because === undefined ? {} : { because }), kept: 0, judged: 0, n: 0 })
  if (charter.status === 'draft' && adoption.approvedOn === undefined) return nothing('none', 'draft')
  if (at.nowMs < version.fromMs || at.nowMs >= version.toMs) return nothing('none', 'not-in-force')
  if (at.lastDataMs === undefined || at.nowMs - at.lastDataMs > LABEL_LIFETIME_DAYS * 86_400_000) return nothing('expired', 'no-data')

  const binding = newestOf(verdicts.filter((verdict) => verdict.charter === charter.id && verdict.version === version.version && verdict.strength === 'must' && verdict.window.complete))
  const counted = binding.filter(({ reason }) => reason === undefined || !LEFT_OUT.has(reason))
  const judged = counted.filter(({ status }) => status === 'met' || status === 'breached')
  const kept = judged.filter(({ status }) => status === 'met').length
  const figures = {
    kept, judged: judged.length, n: judged.length === 0 ? 0 : Math.min(...judged.map(({ n }) => n)),
    ...(judged.length === 0 ? {} : { fromMs: Math.min(...judged.map(({ fromMs }) => fromMs)), toMs: Math.max(...judged.map(({ toMs }) => toMs)) }),
  }
  if (kept < judged.length) return { ...base, ...figures, state: 'not-kept' }
  const because = binding.length === 0 ? 'no-whole-window' : counted.some(({ status, draft }) => status === 'not-set' || draft) ? 'open-values' : counted.some(({ status }) => status === 'not-measurable') ? 'not-measurable' : undefined
  if (because !== undefined || judged.length === 0) return { ...base, ...figures, state: 'not-measured-yet', because: because ?? 'not-measurable' }
  return { ...base, ...figures, state: 'kept' }
}

function newestOf(verdicts: readonly Verdict[]): Verdict[] {
  const newest = new Map<string, Verdict>()
  for (const verdict of verdicts) {
    const known = newest.get(verdict.rule)
    // A verdict over a quorum stands for its windows.
    if (known === undefined || verdict.quorum !== undefined || (known.quorum === undefined && verdict.toMs >= known.toMs)) newest.set(verdict.rule, verdict)
  }
  return [...newest.values()]
}
