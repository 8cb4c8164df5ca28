import { Cluster, Redis, type RedisOptions } from 'ioredis'

const SENTINEL_LIMIT_MS = 1_000
const CLUSTER_ASKED_EVERY_MS = 1_000
/** They lose nothing by being late, and are many. */
const READERS_ASK_EVERY_MS = 5_000
const SENTINEL_PORT = 26_379

/** What a client is asked for beside its addresses. */
export interface ClientSettings extends Pick<RedisOptions, 'maxRetriesPerRequest' | 'autoResendUnfulfilledCommands' | 'socketTimeout' | 'commandTimeout'> {
  connectTimeout: number
  /**
   * Also listens to the sentinels, or asks the cluster each second, and leaves the old master when they name another: one that only
   * hung and wakes up would go on taking writes that are lost. Costs a connection to each sentinel.
   */
  leavesOldMaster?: boolean
}

export const isSentinel = (url: string): boolean => /^rediss?-sentinel:/.test(url)

/**
 * A client that connects by itself, and again, and queues nothing while Redis is away. One URL is a Redis, several are the
 * start nodes of a cluster; `redis-sentinel://` URLs, one a sentinel, are asked for the master on each connect.
 */
export function createRedisClient(urls: readonly string[], { leavesOldMaster = false, ...settings }: ClientSettings): Redis | Cluster {
  const [first] = urls
  if (first === undefined) throw new RangeError('a Redis connection needs a URL')
  const common = { ...settings, protocol: 2 as const, reconnectOnError }
  const alone = { ...common, enableOfflineQueue: false, retryStrategy: retryAfterMs }
  if (isSentinel(first)) return new Redis({ ...alone, ...sentinelOptions(urls, first), failoverDetector: leavesOldMaster })
  if (urls.length === 1) return new Redis(first, alone)
  return new Cluster([...urls], {
    enableOfflineQueue: false, clusterRetryStrategy: retryAfterMs, redisOptions: { ...common, ...credentials(first) },
    slotsRefreshInterval: leavesOldMaster ? CLUSTER_ASKED_EVERY_MS : READERS_ASK_EVERY_MS,
  })
}

const retryAfterMs = (times: number): number => Math.min(50 * 2 ** Math.min(times, 6), 1_000)

// A master that became a replica answers READONLY, or ends the blocking, until we connect again to whoever is master then.
const reconnectOnError = ({ message }: Error): boolean => message.startsWith('READONLY') || message.startsWith('UNBLOCKED')

function sentinelOptions(urls: readonly string[], first: string) {
  const { pathname, searchParams } = new URL(first)
  const { tls, ...login } = credentials(first)
  const sentinelUsername = searchParams.get('sentinelUsername')
  const sentinelPassword = searchParams.get('sentinelPassword')
  return {
    ...login,
    sentinels: urls.map((url) => {
      const { hostname, port } = new URL(url)
      return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? SENTINEL_PORT : Number(port) }
    }),
    name: decodeURIComponent(pathname.slice(1)),
    sentinelCommandTimeout: SENTINEL_LIMIT_MS, sentinelRetryStrategy: retryAfterMs, sentinelReconnectStrategy: () => SENTINEL_LIMIT_MS,
    ...(sentinelUsername === null ? {} : { sentinelUsername }),
    ...(sentinelPassword === null ? {} : { sentinelPassword }),
    ...(tls === undefined ? {} : { tls, sentinelTLS: tls, enableTLSForSentinelMode: true }),
  }
}

function credentials(url: string): { username?: string; password?: string; tls?: object } {
  const { protocol, username, password } = new URL(url)
  return {
    ...(username === '' ? {} : { username: decodeURIComponent(username) }),
    ...(password === '' ? {} : { password: decodeURIComponent(password) }),
    ...(protocol.startsWith('rediss') ? { tls: {} } : {}),
  }
}
