import './queue-status.ts'

export { QueueStatusElement } from './queue-status-element.ts'
export { defineQueueStatus } from './define-queue-status.ts'
