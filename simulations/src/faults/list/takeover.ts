import { partitionOf } from '@queuecast/server/event-log'
import { fallBehind, hasAll, startRedisCluster, startSentinels, type TestRedis } from '../../processes/index.ts'
import type { Fault, FaultRun } from '../fault.ts'
import { allReady } from '../kit/check.ts'
import { checkKept } from '../kit/check-kept.ts'
import { CENTER, readDisplay, within } from '../kit/http.ts'
import { startWorld, type World } from '../kit/world.ts'

const LIMIT_MS = 60_000
const PARTITIONS = 2

/** Redis servers that decide on their own who takes over. */
interface Store {
  redisUrl: string
  /** Who takes the writes of the center under test now, and who would take over; `without` is not asked. */
  holder(without?: TestRedis): Promise<{ master: TestRedis; replica: TestRedis | undefined }>
}

async function pair(store: Store): Promise<{ master: TestRedis; replica: TestRedis }> {
  let found: { master: TestRedis; replica: TestRedis | undefined } | undefined
  const whole = await within(LIMIT_MS, async () => {
    found = await store.holder().catch(() => undefined)
    return found?.replica !== undefined && (await found.replica.cli('INFO', 'replication')).includes('master_link_status:up')
  })
  if (!whole || found?.replica === undefined) throw new Error('there is no replica that could take over')
  return { master: found.master, replica: found.replica }
}

const newest = async (world: World, url: string, contact: string): Promise<string> => (await readDisplay(url, world.keys, contact))?.epoch ?? ''

/** The master goes away under load. All that the replica had is there; the rest is lost, which both nodes notice. */
async function takeOver(run: FaultRun, world: World, store: Store, how: 'killed' | 'killed, the replica behind' | 'hung', gone: Set<string>): Promise<void> {
  const { feed } = world
  const { master, replica } = await pair(store)
  await feed.more(60 + Math.floor(run.random() * 100))
  const kept = feed.truth.copy()
  const witness = kept.contacts()[0] ?? ''
  const before = await newest(world, world.urls()[0] ?? '', witness)
  await hasAll(replica, master)
  if (how === 'killed, the replica behind') {
    await fallBehind(replica, master)
    await feed.more(40)
  }
  const begun = performance.now()
  if (how === 'hung') master.process.kill('SIGSTOP')
  else await master.kill()
  const replaced = await within(LIMIT_MS, async () => (await store.holder(master).catch(() => undefined))?.master === replica)
  if (!replaced) throw new Error(`nobody took over from a master that was ${how}`)
  const replacedMs = Math.round(performance.now() - begun)
  const acknowledged = feed.acknowledged
  if (!(await within(LIMIT_MS, () => feed.acknowledged > acknowledged))) run.violated('serving', `no events were taken ${LIMIT_MS / 1000} s after the master was ${how}`)
  const awayMs = Math.round(performance.now() - begun)
  if (how === 'killed, the replica behind') await replica.cli('CONFIG', 'SET', 'masterauth', '')
  if (how === 'hung') master.process.kill('SIGCONT')
  else await master.restart()
  if (!(await feed.more(60))) run.violated('serving', `events were no longer taken after the master that was ${how} came back`)
  await allReady(run, world.urls())
  for (const url of world.urls()) {
    if (!(await within(LIMIT_MS, async () => (await newest(world, url, witness)) > before))) run.violated('lost', `${url} did not raise the epoch above ${before} after another Redis took over`)
  }
  const lost = await checkKept(run, kept, world, gone)
  run.note(`master ${how}: replaced after ${replacedMs} ms, events taken again after ${awayMs} ms; ${lost} contacts more are not where their last acknowledged event put them`)
}

const takeover = (name: string, what: string, start: (run: FaultRun) => Promise<Store>): Fault => ({
  name, what,
  async run(run) {
    const store = await start(run)
    const world = await startWorld(run, { store: 'redis', redisUrl: store.redisUrl, env: { QUEUECAST_PARTITIONS: String(PARTITIONS) } })
    world.watchers.truthIsGone()
    const gone = new Set<string>()
    await takeOver(run, world, store, 'killed, the replica behind', gone)
    if (run.scale === 'long') {
      // The old master came back as a replica, and takes over in its turn.
      await takeOver(run, world, store, 'killed', gone)
      await takeOver(run, world, store, 'hung', gone)
    }
    run.note(`${world.feed.acknowledged} events acknowledged, ${world.feed.refused} tries not, ${world.feed.truth.contacts().length} contacts, ${world.watchers.displays} displays received`)
  },
})

export const sentinelFailover = takeover('sentinel-failover', 'three sentinels replace a master that is killed (once with its replica behind) or hangs and wakes up, and back, two nodes under load', async (run) => {
  const sentinels = await startSentinels()
  run.atEnd(() => sentinels.stop())
  return { redisUrl: sentinels.url, holder: sentinels.holder }
})

export const clusterFailover = takeover('cluster-failover', 'a cluster of three masters replaces the one that holds the partition in use, killed (once with its replica behind) or hung, and back', async (run) => {
  const cluster = await startRedisCluster({ masters: 3, replicas: true, nodeTimeoutMs: 3_000 })
  run.atEnd(() => cluster.stop())
  return { redisUrl: cluster.urls.join(','), holder: (without) => cluster.holder(`{${partitionOf(CENTER, PARTITIONS)}}:log`, without) }
})
