import { setTimeout as pause } from 'node:timers/promises'
import { postEvents } from '../faults/kit/http.ts'
import { newDataDir, removeDataDir, startRedis, startServerProcess } from '../processes/index.ts'
import { CENTER } from '../sizing/costs.ts'
import { EVENTS_A_CONTACT } from '../sizing/events-a-contact.ts'
import type { BenchRow } from './bench-row.ts'
import { BusyCenter } from './center/busy-center.ts'
import { cpuMicros, redisFigures } from './process-figures.ts'

const [SLOW, FAST] = [400, 2_000] as const
const BATCH_TURNS = BusyCenter.turnsFor(96)
/** What comes is settled a minute after its end: by then as many are settled as come. */
const STEADY_MS = 80_000
const MEASURED_MS = 45_000
const BURST_TURNS = BusyCenter.turnsFor(15_000)

interface Used { events: number; seconds: number; cpu: number; redisCpu: number; redisIn: number }
interface AtWork {
  batchJson(): string
  /** As fast as it is taken. */
  burst(): Promise<Used>
  /** At this many events a second, once as many contacts are settled as come. */
  steady(perSecond: number): Promise<Used>
}

/**
 * What an event costs in a center at work, with all that it leads to: settling, evidence, snapshot rounds, learning with agents, ticks.
 * Measured at two paces: the difference is the events', what is left is what such a center takes by itself (forecasts, the clock).
 */
export async function benchCenter(): Promise<BenchRow[]> {
  const [burst, slow, fast, jsonBytes] = await atWork(new BusyCenter(), async ({ burst, steady, batchJson }) =>
    [await burst(), await steady(SLOW), await steady(FAST), batchJson().length / (BATCH_TURNS * EVENTS_A_CONTACT)] as const)
  const onePool = await atWork(new BusyCenter({ onePool: true }), ({ burst }) => burst())

  const each = (read: (used: Used) => number): number => (read(fast) - read(slow) * fast.seconds / slow.seconds) / (fast.events - slow.events * fast.seconds / slow.seconds)
  const [event, redisEvent, redisIn] = [each(({ cpu }) => cpu), each(({ redisCpu }) => redisCpu), each((used) => used.redisIn)]
  const row = (figure: string, unit: string, value: number, reference: string, referenceValue: number): BenchRow => ({ figure, value, unit, reference, referenceValue, ratio: value / referenceValue })
  return [
    row(CENTER.event, 'µs CPU', event, 'the same in a burst, before anything is settled', burst.cpu / burst.events),
    row(CENTER.redisEvent, 'µs CPU', redisEvent, 'the server', event),
    row(CENTER.redisIn, 'bytes', redisIn, 'the event as JSON', jsonBytes),
    row(`such a center by itself: ${BusyCenter.waiting} waiting, ${BusyCenter.agents} agents`, 'cores', (slow.cpu - event * slow.events) / slow.seconds / 1e6, `the whole at ${FAST} events/s`, fast.cpu / fast.seconds / 1e6),
    row('an event in a burst, all agents and queues in one pool', 'µs CPU', onePool.cpu / onePool.events, 'each queue with agents of its own', burst.cpu / burst.events),
  ]
}

/** A whole server on a Redis of its own, with this center in it. */
async function atWork<T>(center: BusyCenter, work: (measured: AtWork) => Promise<T>): Promise<T> {
  const redis = await startRedis({ appendonly: 'always' })
  const dataDir = newDataDir()
  const server = await startServerProcess({ dataDir, env: { QUEUECAST_REDIS_URL: redis.url, QUEUECAST_PARTITIONS: '1' } })
  try {
    const { url, pid } = server
    const { feed } = server.keys()
    let posted = 0
    const post = async (events: readonly object[]): Promise<void> => {
      if ((await postEvents(url, feed.demo, events))?.status !== 202) throw new Error('events were not taken')
      posted += events.length
    }
    const measured = async (doing: () => Promise<void>): Promise<Used> => {
      const [before, cpu, events, begun] = [await redisFigures(redis), cpuMicros(pid), posted, performance.now()]
      await doing()
      const after = await redisFigures(redis)
      return { events: posted - events, seconds: (performance.now() - begun) / 1000, cpu: cpuMicros(pid) - cpu, redisCpu: after.cpu - before.cpu, redisIn: after.in - before.in }
    }
    const paced = async (perSecond: number, ms: number): Promise<void> => {
      const [begun, before] = [performance.now(), posted]
      for (let at = 0; at < ms; at = performance.now() - begun) {
        if (posted - before < at / 1000 * perSecond) await post(center.turns(BATCH_TURNS))
        else await pause(2)
      }
    }
    const burst = async (): Promise<void> => {
      for (let turns = 0; turns < BURST_TURNS; turns += BATCH_TURNS) await post(center.turns(BATCH_TURNS))
    }
    for (const events of center.filling()) await post(events)
    return await work({
      batchJson: () => JSON.stringify(center.turns(BATCH_TURNS)),
      async burst() {
        await burst()
        return await measured(burst)
      },
      async steady(perSecond) {
        await paced(perSecond, STEADY_MS)
        return await measured(() => paced(perSecond, MEASURED_MS))
      },
    })
  } finally {
    await server.stop('SIGKILL')
    await redis.stop()
    removeDataDir(dataDir)
  }
}
