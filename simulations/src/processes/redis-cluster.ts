import { freePort, startRedis, type TestRedis } from './redis.ts'

/** A private Redis Cluster on which partition 0 and 1 of the log lie on different masters. */
export interface TestCluster {
  readonly urls: string[]
  readonly nodes: readonly TestRedis[]
  /** Who holds the slot of this key now, and who would take over; `without` is not asked, as it hangs. */
  holder(key: string, without?: TestRedis): Promise<{ master: TestRedis; replica: TestRedis | undefined }>
  stop(): Promise<void>
}

/** Of two masters, or of three that may fail over: that takes a majority of them. */
const SLOTS = {
  2: [['0', '11999'], ['12000', '16383']],
  3: [['0', '5461'], ['5462', '10922'], ['10923', '16383']],
} as const
const FORM_LIMIT_MS = 60_000

export async function startRedisCluster(options: { masters?: 2 | 3; replicas?: boolean; nodeTimeoutMs?: number } = {}): Promise<TestCluster> {
  const slots = SLOTS[options.masters ?? 2]
  const nodes: TestRedis[] = []
  const stop = async (): Promise<void> => { await Promise.all(nodes.map((node) => node.stop())) }
  const start = async (): Promise<TestRedis> => {
    const bus = String(await freePort())
    const node = await startRedis({
      appendonly: 'always', settings: { 'cluster-enabled': 'yes', 'cluster-port': bus, 'cluster-node-timeout': String(options.nodeTimeoutMs ?? 5_000), 'repl-diskless-sync-delay': '0' },
    })
    const first = nodes[0]
    nodes.push(node)
    await node.cli('CLUSTER', 'SET-CONFIG-EPOCH', String(nodes.length))
    if (first !== undefined) await first.cli('CLUSTER', 'MEET', '127.0.0.1', String(node.port), bus)
    return node
  }
  try {
    for (const [from, to] of slots) await (await start()).cli('CLUSTER', 'ADDSLOTSRANGE', from, to)
    for (const node of nodes) await within('the test cluster does not form', async () => formed(await node.cli('CLUSTER', 'INFO'), slots.length))
    const masters = [...nodes]
    if (options.replicas === true) for (const master of masters) await replicate(await start(), master)
    for (const node of nodes) await within('the test cluster does not form', async () => formed(await node.cli('CLUSTER', 'INFO'), slots.length))
  } catch (error) {
    await stop()
    throw error
  }
  return {
    urls: nodes.map(({ url }) => url), nodes, stop,
    async holder(key, without) {
      const alive = nodes.filter((node) => node !== without && node.process.exitCode === null && node.process.signalCode === null)
      const slot = Number(await alive[0]?.cli('CLUSTER', 'KEYSLOT', key))
      const master = await firstThat(alive, async (node) => holds(await node.cli('CLUSTER', 'NODES'), slot))
      if (master === undefined) throw new Error(`no node of the test cluster holds ${key}`)
      const id = await master.cli('CLUSTER', 'MYID')
      return { master, replica: await firstThat(alive, async (node) => node !== master && mySelf(await node.cli('CLUSTER', 'NODES'))[3] === id) }
    },
  }
}

async function replicate(replica: TestRedis, master: TestRedis): Promise<void> {
  const id = await master.cli('CLUSTER', 'MYID')
  await within('the replica does not meet its master', async () => (await replica.cli('CLUSTER', 'REPLICATE', id)) === 'OK')
  await within('the replica does not replicate', async () => (await replica.cli('INFO', 'replication')).includes('master_link_status:up'))
}

const formed = (info: string, masters: number): boolean =>
  info.includes('cluster_state:ok') && info.includes('cluster_slots_assigned:16384') && info.includes(`cluster_size:${masters}`)

/** What a node says of itself: id, address, flags, its master's id, pings, epoch, link, slots. */
const mySelf = (nodes: string): string[] => (nodes.split('\n').find((line) => line.includes('myself')) ?? '').split(' ')

function holds(nodes: string, slot: number): boolean {
  return mySelf(nodes).slice(8).some((range) => {
    const [from, to = from] = range.split('-').map(Number)
    return from !== undefined && to !== undefined && from <= slot && slot <= to
  })
}

async function firstThat(nodes: readonly TestRedis[], is: (node: TestRedis) => Promise<boolean>): Promise<TestRedis | undefined> {
  for (const node of nodes) if (await is(node)) return node
  return undefined
}

async function within(otherwise: string, check: () => Promise<boolean>): Promise<void> {
  const until = Date.now() + FORM_LIMIT_MS
  while (!(await check())) {
    if (Date.now() > until) throw new Error(otherwise)
    await new Promise((resolve) => { setTimeout(resolve, 50) })
  }
}
