/** What the browser bundle holds: the element, registered, and the SDK. */
export { defineQueueStatus, QueueStatusElement } from './index.ts'
export { watchPosition } from '../watch-position.ts'
