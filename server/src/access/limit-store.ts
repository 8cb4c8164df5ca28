import type { Cluster, Redis } from 'ioredis'

/** Where nodes count together. */
export interface LimitStore {
  readonly client: Redis | Cluster
  close(): void
}

const COMMAND_LIMIT_MS = 1_000

/** While Redis is away commands fail at once, so that nobody waits at the door. */
export const LIMIT_STORE_SETTINGS = { maxRetriesPerRequest: 0, commandTimeout: COMMAND_LIMIT_MS, connectTimeout: 2 * COMMAND_LIMIT_MS }

/** Counts through this client, which connects by itself and was made with the settings above. */
export function openLimitStore(client: Redis | Cluster): LimitStore {
  // The log's own connection tells of outages.
  client.on('error', () => undefined)
  return { client, close: () => client.disconnect() }
}
