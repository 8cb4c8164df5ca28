import { defineQueueStatus } from './define-queue-status.ts'

defineQueueStatus()
