export { QueueStatus } from './queue-status.ts'
export type { QueueStatusProps } from './queue-status.ts'
export { useQueuePosition } from './use-queue-position.ts'
export type { QueuePosition } from './use-queue-position.ts'
