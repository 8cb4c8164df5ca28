export type { EvidenceItem, HourFacts, KeptEvidence, KeptTold } from './evidence-item.ts'
export { adoptEvidenceFold, EvidenceFold, type EvidenceScene } from './evidence-fold.ts'
export { contactEvidence } from './contact-evidence.ts'
