import { setTimeout as pause } from 'node:timers/promises'
import { eachOf, mintToken, postEvents, readMetric } from '../faults/kit/http.ts'
import { newDataDir, removeDataDir, startRedis, startServerProcess } from '../processes/index.ts'
import type { BenchRow } from './bench-row.ts'
import { connectAll } from './connect-all.ts'
import { cpuMicros } from './process-figures.ts'

const CUSTOMERS = 2_000
const LINE = 20
const LINES = CUSTOMERS / LINE
/** Lines moved at once, and how often: each line twice a second. */
const MOVED = 20
const EVERY_MS = 100
const WARM_UP_MS = 4_000
const MEASURED_MS = 10_000

/**
 * What a delivered display costs with two nodes on one Redis, each serving half of the customers, against one node that serves all: the
 * CPU of all nodes by the displays that they sent. Each node folds the whole log, so what the second node adds is one more fold.
 */
export async function benchNodes(): Promise<BenchRow[]> {
  const one = await microsADelivery(1)
  const two = await microsADelivery(2)
  return [
    { figure: 'a delivered display on two nodes', value: two.micros, unit: 'µs CPU', reference: 'on one node', referenceValue: one.micros, ratio: two.micros / one.micros },
    { figure: 'displays a second, two nodes', value: two.perSecond, unit: '1/s', reference: 'on one node', referenceValue: one.perSecond, ratio: two.perSecond / one.perSecond },
  ]
}

async function microsADelivery(count: number): Promise<{ micros: number; perSecond: number }> {
  const redis = await startRedis({ appendonly: 'always' })
  const dataDir = newDataDir()
  const env = { QUEUECAST_REDIS_URL: redis.url, QUEUECAST_PARTITIONS: '1' }
  const first = await startServerProcess({ dataDir, env })
  const servers = [first, ...await Promise.all(Array.from({ length: count - 1 }, () => startServerProcess({ dataDir, env })))]
  try {
    const keys = first.keys()
    const post = async (events: readonly object[]): Promise<void> => {
      if ((await postEvents(first.url, keys.feed.demo, events))?.status !== 202) throw new Error('events were not taken')
    }
    const people = Array.from({ length: CUSTOMERS }, (_, i) => ({ contact: `c-${i}`, queue: `line-${i % LINES}` }))
    await post(people.map(({ contact, queue }) => ({ id: `${contact}-q`, type: 'contact.queued', time: Date.now(), contact, queue })))
    const tokens: string[] = []
    await eachOf(people, 16, async ({ contact }) => { tokens.push(await mintToken(first.url, keys, contact)) })
    const connected = await Promise.all(servers.map(({ url, pid }, node) => connectAll(Number(new URL(url).port), pid, tokens.filter((_, i) => i % count === node))))

    // Someone with an older credit comes before a line, and leaves again when it is next: each of the two moves all who watch it.
    const longAgoMs = Date.now() - 3_600_000
    const ahead = new Map<number, string>()
    let moves = 0
    const move = (): object => {
      const line = moves % LINES
      const before = ahead.get(line)
      moves += 1
      if (before !== undefined) {
        ahead.delete(line)
        return { id: `${before}-l`, type: 'contact.abandoned', time: Date.now(), contact: before }
      }
      ahead.set(line, `m-${moves}`)
      return { id: `m-${moves}-q`, type: 'contact.queued', time: Date.now(), contact: `m-${moves}`, since: longAgoMs - moves, queue: `line-${line}` }
    }
    const flow = async (ms: number): Promise<void> => {
      const begunMs = performance.now()
      for (let round = 0; performance.now() - begunMs < ms; round += 1) {
        await post(Array.from({ length: MOVED }, move))
        await pause(Math.max(0, begunMs + (round + 1) * EVERY_MS - performance.now()))
      }
    }
    const sent = async (): Promise<number> => (await Promise.all(servers.map(({ url }) => readMetric(url, 'queuecast_displays_sent_total')))).reduce((sum, one) => sum + one, 0)
    const cpu = (): number => servers.reduce((sum, { pid }) => sum + cpuMicros(pid), 0)
    await flow(WARM_UP_MS)
    const [sentBefore, cpuBefore] = [await sent(), cpu()]
    await flow(MEASURED_MS)
    const [deliveries, micros] = [await sent() - sentBefore, cpu() - cpuBefore]
    for (const one of connected) one.close()
    return { micros: micros / deliveries, perSecond: deliveries / MEASURED_MS * 1000 }
  } finally {
    for (const server of servers) await server.stop('SIGKILL')
    await redis.stop()
    removeDataDir(dataDir)
  }
}
