import { freePort, startRedis, type TestRedis } from './redis.ts'

/** A private Redis Cluster of two nodes; partition 0 and 1 of the log lie on different ones. */
export interface TestCluster { readonly urls: string[]; readonly nodes: readonly TestRedis[]; stop(): Promise<void> }

const SLOTS = [['0', '11999'], ['12000', '16383']] as const

export async function startRedisCluster(): Promise<TestCluster> {
  const nodes: TestRedis[] = []
  try {
    for (const [from, to] of SLOTS) {
      const bus = String(await freePort())
      const node = await startRedis({ appendonly: 'always', settings: { 'cluster-enabled': 'yes', 'cluster-port': bus, 'cluster-node-timeout': '5000' } })
      nodes.push(node)
      await node.cli('CLUSTER', 'ADDSLOTSRANGE', from, to)
      await node.cli('CLUSTER', 'SET-CONFIG-EPOCH', String(nodes.length))
      if (nodes.length > 1) await nodes[0]!.cli('CLUSTER', 'MEET', '127.0.0.1', String(node.port), bus)
    }
    for (const node of nodes) await agreed(node)
  } catch (error) {
    await Promise.all(nodes.map((node) => node.stop()))
    throw error
  }
  return { urls: nodes.map(({ url }) => url), nodes, stop: async () => { await Promise.all(nodes.map((node) => node.stop())) } }
}

async function agreed(node: TestRedis): Promise<void> {
  const limit = Date.now() + 60_000
  for (;;) {
    const info = await node.cli('CLUSTER', 'INFO')
    if (info.includes('cluster_state:ok') && info.includes('cluster_slots_assigned:16384') && info.includes('cluster_size:2')) return
    if (Date.now() > limit) throw new Error(`the test cluster does not form: ${info}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
