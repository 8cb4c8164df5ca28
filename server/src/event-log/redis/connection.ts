import { Cluster, type Redis } from 'ioredis'
import { StoreUnavailable } from '../port.ts'
import { createRedisClient } from './redis-client.ts'

/** A Redis command: its name, then its arguments. */
export type Command = readonly [name: string, ...args: (string | number | Buffer)[]]

/** One connection to Redis or to a Redis Cluster. */
export interface Connection {
  /** Rejects with StoreUnavailable where Redis is away, late or takes no write; nothing is queued while it is away. */
  send(...command: Command): Promise<unknown>
  /** The same, with Buffers in the reply where `send` has texts. */
  sendForBytes(...command: Command): Promise<unknown>
  /** Sends together, in order; all keys of one partition. Rejects with the first failure. */
  sendAll(commands: readonly Command[]): Promise<unknown[]>
  /** The INFO text of every node that takes writes. */
  info(section: string): Promise<string[]>
  /** Resolves once Redis answers; rejects with StoreUnavailable after `limitMs`. */
  ready(limitMs: number): Promise<void>
  /** Called after each connect that follows a disconnect. */
  onReconnect(listener: () => void): void
  /** Leaves the server it is connected to and connects again; what is under way is refused. */
  reconnect(): void
  close(): void
}

const CONNECT_TIMEOUT_MS = 2_000
const SILENT_SOCKET_MS = 5_000
const AGAIN_MS = 100
const UNKNOWN_MASTER = 'the sentinels know no master of the name at the end of QUEUECAST_REDIS_URL'

/**
 * Connects. Several URLs are the start nodes of a cluster, or the sentinels of a master.
 * @param limitMs how long a command may take, with any blocking it asks for
 * @param leavesOldMaster hears of a failover from the sentinels; where not, somebody else must call `reconnect`
 */
export function connectRedis(urls: readonly string[], limitMs: number, onError: (error: Error) => void, leavesOldMaster = true): Connection {
  const client = createRedisClient(urls, {
    connectTimeout: CONNECT_TIMEOUT_MS, maxRetriesPerRequest: 0, autoResendUnfulfilledCommands: false, leavesOldMaster,
    // A half-open connection says nothing; armed only while a reply is awaited.
    socketTimeout: limitMs + SILENT_SOCKET_MS,
  })
  let closed = false
  let connects = 0
  const listeners: (() => void)[] = []
  client.on('error', onError)
  client.on('ready', () => {
    connects += 1
    if (connects > 1) for (const listener of listeners) listener()
  })
  // A failover that is told in the middle of a connect ends the client for good, by a fault of ioredis.
  client.on('end', () => setTimeout(() => { if (!closed && client.status === 'end') client.connect().catch(() => undefined) }, AGAIN_MS))

  return {
    send: (...command) => limited(call(client, command), limitMs),
    sendForBytes: (...command) => limited(callForBytes(client, command), limitMs),
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
      const noted = ({ message }: Error): void => { lastError = message.includes('No such master') ? UNKNOWN_MASTER : message }
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
    reconnect() {
      // Otherwise it is on its way already, and to be stopped there would end it.
      if (client.status === 'ready') client.disconnect(true)
    },
    close() {
      closed = true
      client.disconnect()
    },
  }
}

const call = (client: Redis | Cluster, [name, ...args]: Command): Promise<unknown> =>
  client instanceof Cluster ? client.call(name, ...args) : client.call(name, ...args)

const callForBytes = (client: Redis | Cluster, [name, ...args]: Command): Promise<unknown> =>
  client instanceof Cluster ? client.callBuffer(name, ...args) : client.callBuffer(name, ...args)

async function limited<T>(work: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    // Where this process itself stood still, the answer has long been there and is read between the timer and the next turn.
    timer = setTimeout(() => setImmediate(() => reject(new StoreUnavailable(`Redis gave no answer within ${limitMs} ms`))), limitMs)
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
