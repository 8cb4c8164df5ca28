import { CENTER_OPERATIONS } from './operations-center.ts'
import { CONTACT_OPERATIONS } from './operations-contacts.ts'
import { EVENT_OPERATIONS } from './operations-events.ts'
import { SERVER_OPERATIONS } from './operations-server.ts'

/** Every route of the API, in the order in which they are matched: `/queues/stream` before `/queues/{queue}`. */
export const OPERATIONS = [...EVENT_OPERATIONS, ...CONTACT_OPERATIONS, ...CENTER_OPERATIONS, ...SERVER_OPERATIONS] as const
export type OperationId = (typeof OPERATIONS)[number]['id']
