import { type ExampleKeys, newDataDir, removeDataDir, type ServerProcess, startRedis, startServerProcess, type RedisOptions, type TestRedis } from '../../processes/index.ts'
import type { FaultRun } from '../fault.ts'
import { checkAgainst } from './check.ts'
import { Feed, type FeedOptions } from './feed.ts'
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts'
import { Watchers } from './watchers.ts'

export interface WorldOptions {
  /** `redis`: two nodes on a Redis of their own, behind a proxy that can be broken. `embedded`: one node. */
  store: 'embedded' | 'redis'
  redis?: RedisOptions
  /** Addresses as QUEUECAST_REDIS_URL has them, where Redis is not one of their own: then there is no proxy either. */
  redisUrl?: string
  /** Further environment of the servers. */
  env?: Record<string, string>
  /** The folder of an embedded store, where it is not just a new one; it stays its owner's. */
  dataDir?: string
  feed?: Partial<FeedOptions>
  watched?: number
}

/** Real servers under a real feed with real customers, and the truth about them. */
export interface World {
  readonly nodes: ServerProcess[]
  readonly redis: TestRedis | undefined
  /** Between the nodes and Redis. */
  readonly proxy: TcpProxy | undefined
  readonly keys: ExampleKeys
  readonly feed: Feed
  readonly watchers: Watchers
  urls(): string[]
  /** Starts a node again on its port and folder, after it was killed. */
  restart(index: number): Promise<void>
  /** Stops the feed and holds all invariants against the truth. */
  check(): Promise<void>
}

/** Starts it, with customers watching the first who wait and the feed running. All of it ends with the run. */
export async function startWorld(run: FaultRun, options: WorldOptions): Promise<World> {
  const redis = options.store === 'redis' && options.redisUrl === undefined ? await startRedis(options.redis ?? { appendonly: 'always' }) : undefined
  if (redis !== undefined) run.atEnd(() => redis.stop())
  const proxy = redis === undefined ? undefined : await startTcpProxy(redis.port)
  if (proxy !== undefined) run.atEnd(() => proxy.close())
  const redisUrl = proxy === undefined ? options.redisUrl : `redis://127.0.0.1:${proxy.port}`
  const env = { QUEUECAST_PARTITIONS: '2', ...options.env, ...(redisUrl === undefined ? {} : { QUEUECAST_REDIS_URL: redisUrl }) }
  const nodes: ServerProcess[] = []
  const folders = redisUrl === undefined ? [options.dataDir ?? newDataDir()] : [newDataDir(), newDataDir()]
  if (options.dataDir === undefined) run.atEnd(() => { for (const folder of folders) removeDataDir(folder) })
  for (const dataDir of folders) {
    const index = nodes.push(await startServerProcess({ dataDir, env })) - 1
    run.atEnd(() => nodes[index]?.stop('SIGKILL'))
  }
  const first = nodes[0]
  if (first === undefined) throw new Error('no node was started')
  const keys = first.keys()
  const urls = (): string[] => nodes.map(({ url }) => url)
  const feed = new Feed({ urls, key: keys.feed.demo, random: run.random, ...options.feed })
  run.atEnd(() => feed.stop())
  const watchers = new Watchers(run, urls, keys, feed.truth)
  run.atEnd(() => watchers.close())
  if (!(await feed.more(200))) throw new Error('the feed was not taken before the fault')
  await watchers.watch([...feed.truth.places().keys()].slice(0, options.watched ?? 24), urls())
  return {
    nodes, redis, proxy, keys, feed, watchers, urls,
    async restart(index) {
      const { dataDir, url } = nodes[index] ?? first
      nodes[index] = await startServerProcess({ dataDir, env, port: Number(new URL(url).port) })
    },
    async check() {
      await feed.stop()
      await checkAgainst(run, feed, urls(), keys)
      run.note(`${feed.acknowledged} events acknowledged, ${feed.refused} tries not, ${feed.truth.contacts().length} contacts, ${watchers.displays} displays received`)
    },
  }
}
