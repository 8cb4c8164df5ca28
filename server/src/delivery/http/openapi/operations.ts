import { CENTER_OPERATIONS } from './operations-center.ts'
import { CHARTER_OPERATIONS } from './operations-charters.ts'
import { CONTACT_OPERATIONS } from './operations-contacts.ts'
import { EVENT_OPERATIONS } from './operations-events.ts'
import { FEED_OPERATIONS } from './operations-feeds.ts'
import { LEDGER_OPERATIONS } from './operations-ledger.ts'
import { SERVER_OPERATIONS } from './operations-server.ts'

/** Every route of the API, in the order in which they are matched: `/queues/stream` before `/queues/{queue}`. */
export const OPERATIONS = [...EVENT_OPERATIONS, ...FEED_OPERATIONS, ...CONTACT_OPERATIONS, ...CENTER_OPERATIONS, ...CHARTER_OPERATIONS, ...LEDGER_OPERATIONS, ...SERVER_OPERATIONS] as const
export type OperationId = (typeof OPERATIONS)[number]['id']
