import { Cluster, Redis } from 'ioredis'
import { StoreUnavailable } from '../port.ts'

/** A Redis command: its name, then its arguments. */
export type Command = readonly [name: string, ...args: (string | number)[]]

/** One connection to Redis or to a Redis Cluster. */
export interface Connection {
  /** Rejects with StoreUnavailable where Redis is away, late or takes no write; nothing is queued while it is away. */
  send(...command: Command): Promise<unknown>
  /** Sends together, in order; all keys of one partition. Rejects with the first failure. */
  sendAll(commands: readonly Command[]): Promise<unknown[]>
  /** The INFO text of every node that takes writes. */
  info(section: string): Promise<string[]>
  /** Resolves once Redis answers; rejects with StoreUnavailable after `limitMs`. */
  ready(limitMs: number): Promise<void>
  /** Called after each connect that follows a disconnect. */
  onReconnect(listener: () => void): void
  close(): void
}

const CONNECT_TIMEOUT_MS = 2_000
const SILENT_SOCKET_MS = 5_000

/**
 * Connects. Several URLs are the start nodes of a cluster.
 * @param limitMs how long a command may take, with any blocking it asks for
 */
export function connectRedis(urls: readonly string[], limitMs: number, onError: (error: Error) => void): Connection {
  const first = urls[0]
  if (first === undefined) throw new RangeError('a Redis connection needs a URL')
  const client = urls.length === 1 ? connectOne(first, limitMs) : connectCluster(urls, first, limitMs)
  let connects = 0
  const listeners: (() => void)[] = []
  client.on('error', onError)
  client.on('ready', () => {
    connects += 1
    if (connects > 1) for (const listener of listeners) listener()
  })

  return {
    send: (...command) => limited(call(client, command), limitMs),
    async sendAll(commands) {
      const pipeline = client.pipeline()
      for (const [name, ...args] of commands) pipeline.call(name, ...args)
      const replies = await limited(pipeline.exec(), limitMs)
      return (replies ?? []).map(([error, reply]) => {
        if (error !== null) throw unavailable(error)
        return reply
      })
    },
    info: (section) => {
      const nodes = client instanceof Cluster ? client.nodes('master') : [client]
      return limited(Promise.all(nodes.map((node) => node.info(section))), limitMs)
    },
    ready: (readyLimitMs) => new Promise((resolve, reject) => {
      if (client.status === 'ready') return resolve()
      let lastError = 'it does not answer'
      const noted = (error: Error): void => { lastError = error.message }
      const timer = setTimeout(() => {
        client.off('ready', done).off('error', noted)
        reject(new StoreUnavailable(`Redis cannot be reached: ${lastError}`))
      }, readyLimitMs)
      const done = (): void => {
        clearTimeout(timer)
        client.off('error', noted)
        resolve()
      }
      client.on('error', noted)
      client.once('ready', done)
    }),
    onReconnect: (listener) => listeners.push(listener),
    close: () => client.disconnect(),
  }
}

const retryAfterMs = (times: number): number => Math.min(50 * 2 ** Math.min(times, 6), 1_000)

const settings = (limitMs: number) => ({
  protocol: 2 as const, connectTimeout: CONNECT_TIMEOUT_MS, maxRetriesPerRequest: 0, autoResendUnfulfilledCommands: false,
  // A half-open connection says nothing; armed only while a reply is awaited.
  socketTimeout: limitMs + SILENT_SOCKET_MS,
  // After a failover behind one address the old master answers READONLY until we connect again.
  reconnectOnError: (error: Error) => error.message.startsWith('READONLY'),
})

const connectOne = (url: string, limitMs: number): Redis =>
  new Redis(url, { ...settings(limitMs), enableOfflineQueue: false, retryStrategy: retryAfterMs })

function connectCluster(urls: readonly string[], first: string, limitMs: number): Cluster {
  const { protocol, username, password } = new URL(first)
  return new Cluster([...urls], {
    enableOfflineQueue: false,
    clusterRetryStrategy: retryAfterMs,
    redisOptions: {
      ...settings(limitMs),
      ...(username === '' ? {} : { username: decodeURIComponent(username) }),
      ...(password === '' ? {} : { password: decodeURIComponent(password) }),
      ...(protocol === 'rediss:' ? { tls: {} } : {}),
    },
  })
}

const call = (client: Redis | Cluster, [name, ...args]: Command): Promise<unknown> =>
  client instanceof Cluster ? client.call(name, ...args) : client.call(name, ...args)

async function limited<T>(work: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new StoreUnavailable(`Redis gave no answer within ${limitMs} ms`)), limitMs)
  })
  try {
    return await Promise.race([work, late])
  } catch (error) {
    throw error instanceof StoreUnavailable ? error : unavailable(error)
  } finally {
    clearTimeout(timer)
  }
}

function unavailable(error: unknown): StoreUnavailable {
  return new StoreUnavailable(`Redis: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
}
