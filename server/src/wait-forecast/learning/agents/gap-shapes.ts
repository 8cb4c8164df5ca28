import type { HazardShape } from '../hazard-table.ts'

/** Idle agents whose last service ended while someone waited, and someone has since: after-contact work and breaks. */
export const SPELL_GAP: HazardShape = {
  edges: [0, 3, 5, 7, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 600, 1200, 2400, 4800],
  priorPerSecond: [0.02, 0.1, 0.3, 0.15, 0.08, 0.03, 0.02, 0.015, 0.012, 0.01, 0.008, 0.006, 0.004, 0.002, 0.001, 0.0005, 0.0002, 0.00002],
  priorEvents: 3,
}

/** All other idle agents: some are there and free, some are away. */
export const LULL_GAP: HazardShape = {
  edges: [0, 3, 7, 15, 30, 60, 120, 300, 600, 1200, 2400, 4800, 10_800],
  priorPerSecond: [0.05, 0.1, 0.05, 0.02, 0.01, 0.008, 0.005, 0.003, 0.001, 0.0006, 0.0002, 0.00002, 0.00002],
  priorEvents: 3,
}
