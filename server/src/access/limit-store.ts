import { Cluster, Redis } from 'ioredis'

/** Where nodes count together. */
export interface LimitStore {
  readonly client: Redis | Cluster
  close(): void
}

const COMMAND_LIMIT_MS = 1_000
const retryAfterMs = (times: number): number => Math.min(50 * 2 ** Math.min(times, 6), 1_000)

/** Connects by itself, and again; while Redis is away commands fail at once, so that nobody waits at the door. Several URLs are a cluster. */
export function openLimitStore(urls: readonly string[]): LimitStore | undefined {
  const [first] = urls
  if (first === undefined) return undefined
  const settings = { protocol: 2 as const, maxRetriesPerRequest: 0, commandTimeout: COMMAND_LIMIT_MS, connectTimeout: 2 * COMMAND_LIMIT_MS }
  const client = urls.length === 1 ? new Redis(first, { ...settings, enableOfflineQueue: false, retryStrategy: retryAfterMs }) : cluster(urls, first, settings)
  // The log's own connection tells of outages.
  client.on('error', () => undefined)
  return { client, close: () => client.disconnect() }
}

function cluster(urls: readonly string[], first: string, settings: object): Cluster {
  const { protocol, username, password } = new URL(first)
  return new Cluster([...urls], {
    enableOfflineQueue: false, clusterRetryStrategy: retryAfterMs,
    redisOptions: {
      ...settings,
      ...(username === '' ? {} : { username: decodeURIComponent(username) }),
      ...(password === '' ? {} : { password: decodeURIComponent(password) }),
      ...(protocol === 'rediss:' ? { tls: {} } : {}),
    },
  })
}
