import type { KeptEvidence } from '../../promise-evidence/index.ts'

const QUEUED_MS = Date.parse('2026-11-22T10:00:00Z')

/** The evidence of a customer who queued at ten o'clock and of whom nothing else is known. */
export const evidenceOf = (contact: string, more: Partial<KeptEvidence> = {}): KeptEvidence => ({
  center: 'acme', contact, channel: 'voice', kind: 'customer', queues: ['support'], stays: [], clocks: { queuedAtMs: QUEUED_MS }, answers: [], left: [], refused: [],
  transfers: [], replies: [], told: [], charters: [], settledAtMs: QUEUED_MS + 600_000, ...more,
})
