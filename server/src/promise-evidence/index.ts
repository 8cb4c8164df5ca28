export type { EvidenceItem, HourFacts, KeptEvidence, KeptTold } from './evidence-item.ts'
export { EvidenceFold, type EvidenceScene, restoreEvidenceFold } from './evidence-fold.ts'
export { contactEvidence } from './contact-evidence.ts'
