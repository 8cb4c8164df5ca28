export { RefusedByServer } from './post-batch.ts'
export { replay, type ReplayOptions, type ReplaySummary } from './replay.ts'
export { shiftEvent, type Shift } from './shift.ts'
