import { remembered } from './remembered.ts'

/** An instant in ISO 8601, UTC. All displays of one log entry say the same two. */
export const isoTime: (ms: number) => string = remembered((ms: number) => new Date(ms).toISOString())
