import { setTimeout as pause } from 'node:timers/promises'
import { eachOf, mintToken, postEvents, readMetric } from '../faults/kit/http.ts'
import { newDataDir, removeDataDir, startRedis, startServerProcess } from '../processes/index.ts'
import type { BenchRow } from './bench-row.ts'
import { connectAll } from './connect-all.ts'
import { cpuMicros } from './process-figures.ts'

/** `moved`: lines moved at once. */
interface Crowd { customers: number; line: number; moved: number }

/** Short lines, and 10,000 customers in lines of 100 with 10,000 updates a second, as for the event to screen. */
const CROWDS: readonly Crowd[] = [{ customers: 2_000, line: 20, moved: 20 }, { customers: 10_000, line: 100, moved: 10 }]
const EVERY_MS = 100
const BATCH = 1_000
/** Until what runs often is compiled: each of two nodes has half as much of it a second. */
const WARM_UP_MS = 20_000
const MEASURED_MS = 20_000

/**
 * What a delivered display costs with two nodes on one Redis, each serving half of the customers, against one node that serves all: the
 * CPU of all nodes by the displays that they sent. Each node follows and folds the whole log, so what the second node adds is that, and
 * weighs the less the more customers an event moves.
 */
export async function benchNodes(): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  for (const crowd of CROWDS) {
    const one = await microsADelivery(1, crowd)
    const two = await microsADelivery(2, crowd)
    const who = `${crowd.customers} customers in lines of ${crowd.line}`
    rows.push(
      { figure: `a delivered display on two nodes, ${who}`, value: two.micros, unit: 'µs CPU', reference: 'on one node', referenceValue: one.micros, ratio: two.micros / one.micros },
      { figure: `displays a second, two nodes, ${who}`, value: two.perSecond, unit: '1/s', reference: 'on one node', referenceValue: one.perSecond, ratio: two.perSecond / one.perSecond },
    )
  }
  return rows
}

async function microsADelivery(count: number, { customers, line, moved }: Crowd): Promise<{ micros: number; perSecond: number }> {
  const lines = customers / line
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
    const people = Array.from({ length: customers }, (_, i) => ({ contact: `c-${i}`, queue: `line-${i % lines}` }))
    for (let at = 0; at < customers; at += BATCH) await post(people.slice(at, at + BATCH).map(({ contact, queue }) => ({ id: `${contact}-q`, type: 'contact.queued', time: Date.now(), contact, queue })))
    const tokens: string[] = []
    await eachOf(people, 16, async ({ contact }) => { tokens.push(await mintToken(first.url, keys, contact)) })
    const connected = await Promise.all(servers.map(({ url, pid }, node) => connectAll(Number(new URL(url).port), pid, tokens.filter((_, i) => i % count === node))))

    // Someone with an older credit comes before a line, and leaves again when it is next: each of the two moves all who watch it.
    const longAgoMs = Date.now() - 3_600_000
    const ahead = new Map<number, string>()
    let moves = 0
    const move = (): object => {
      const number = moves % lines
      const before = ahead.get(number)
      moves += 1
      if (before !== undefined) {
        ahead.delete(number)
        return { id: `${before}-l`, type: 'contact.abandoned', time: Date.now(), contact: before }
      }
      ahead.set(number, `m-${moves}`)
      return { id: `m-${moves}-q`, type: 'contact.queued', time: Date.now(), contact: `m-${moves}`, since: longAgoMs - moves, queue: `line-${number}` }
    }
    const flow = async (ms: number): Promise<void> => {
      const begunMs = performance.now()
      for (let round = 0; performance.now() - begunMs < ms; round += 1) {
        await post(Array.from({ length: moved }, move))
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
