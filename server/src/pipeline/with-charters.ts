import { appliedCharters, type CharterInForce } from '../charter/index.ts'
import type { EvidenceItem } from '../promise-evidence/index.ts'

/** What a contact leaves, with the charters that were in force when its wait began. They stand in configuration and log, of which the evidence fold knows nothing. */
export function withCharters(item: EvidenceItem, versions: readonly CharterInForce[]): EvidenceItem {
  if (item.kind !== 'contact') return item
  const { clocks, settledAtMs } = item.evidence
  const charters = appliedCharters(versions, clocks.queuedAtMs ?? settledAtMs)
  return { ...item, evidence: { ...item.evidence, charters, ...(charters.length === 0 ? { noCharter: true as const } : {}) } }
}
