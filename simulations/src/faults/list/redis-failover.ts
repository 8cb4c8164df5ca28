import { startRedis } from '../../processes/index.ts'
import type { Fault } from '../fault.ts'
import { allReady } from '../kit/check.ts'
import { readDisplay, within } from '../kit/http.ts'
import { startTcpProxy } from '../kit/tcp-proxy.ts'
import { startWorld } from '../kit/world.ts'

/**
 * The replica is held back while events are acknowledged, then becomes the master: what came in between is lost, as it may
 * be with asynchronous replication. It must be noticed, raise the epoch, and lose nothing older.
 */
export const redisFailover: Fault = {
  name: 'redis-failover', what: 'asynchronous failover to a replica that lags behind, two nodes under load',
  async run(run) {
    const world = await startWorld(run, { store: 'redis' })
    const { redis, proxy, feed } = world
    if (redis === undefined || proxy === undefined) throw new Error('no Redis')
    // What the replica does not get is lost on the way: a stopped process would still find it in its socket.
    const replication = await startTcpProxy(redis.port)
    run.atEnd(() => replication.close())
    const replica = await startRedis({ appendonly: 'always', settings: { replicaof: `127.0.0.1 ${replication.port}` } })
    run.atEnd(() => replica.stop())
    if (!(await within(30_000, async () => (await replica.cli('INFO', 'replication')).includes('master_link_status:up')))) throw new Error('the replica does not replicate')
    await feed.more(200)
    await feed.stop()
    if (!(await feed.settle(20_000))) throw new Error('the feed does not settle')
    // All that is acknowledged until here is on the replica, which says so itself.
    await redis.cli('WAIT', '1', '10000')
    const kept = feed.truth.copy()
    const keptEvents = feed.acknowledged
    const witness = kept.contacts()[0] ?? ''
    const before = (await readDisplay(world.urls()[0] ?? '', world.keys, witness))?.epoch ?? ''
    replication.mode('swallow-from-target')
    await feed.more(60 + Math.floor(run.random() * 100))
    await feed.stop()
    const behind = feed.acknowledged - keptEvents
    await redis.kill()
    world.watchers.truthIsGone()
    await replica.cli('REPLICAOF', 'NO', 'ONE')
    proxy.lead(replica.port)
    await allReady(run, world.urls())
    for (const url of world.urls()) {
      const raised = await within(45_000, async () => ((await readDisplay(url, world.keys, witness))?.epoch ?? '') > before)
      if (!raised) run.violated('lost', `${url} did not raise the epoch above ${before} though entries are gone`)
    }
    let lost = 0
    for (const contact of kept.contacts()) {
      // Contacts that something befell after the replica stopped may stand either way.
      if (kept.state(contact) !== feed.truth.state(contact)) continue
      for (const url of world.urls()) {
        let state: string | undefined
        if (await within(20_000, async () => (state = (await readDisplay(url, world.keys, contact))?.state) === kept.state(contact))) continue
        lost += 1
        run.violated('lost', `${contact} was ${kept.state(contact)} before the replica fell behind, ${url} says ${state ?? 'nothing'}`)
      }
    }
    run.note(`${behind} events acknowledged while the replica lagged, gone as asynchronous replication may; of what was older ${lost} lost`)
    await agreeOnAll(run, world)
  },
}

async function agreeOnAll(run: Parameters<Fault['run']>[0], world: Awaited<ReturnType<typeof startWorld>>): Promise<void> {
  const [a = '', b = ''] = world.urls()
  for (const contact of world.feed.truth.contacts()) {
    let states: (string | undefined)[] = []
    const same = await within(20_000, async () => {
      states = await Promise.all([a, b].map(async (url) => (await readDisplay(url, world.keys, contact))?.state))
      return states[0] !== undefined && states[0] === states[1]
    })
    if (!same) run.violated('split', `${contact}: ${states.join(' on one node, on the other ')}`)
  }
}
