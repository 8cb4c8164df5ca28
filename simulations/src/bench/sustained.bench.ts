import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { eachOf, mintToken, postEvents, readMetric } from '../faults/kit/http.ts'
import { newDataDir, removeDataDir, startRedis, startServerProcess, type TestRedis } from '../processes/index.ts'
import { SUSTAINED } from '../sizing/costs.ts'
import { INSPECTED } from '../soak/inspector.ts'
import type { BenchRow } from './bench-row.ts'
import { linesOf } from './fan-out/program.ts'
import { connectAll } from './connect-all.ts'
import { settledContacts } from './settled-contacts.ts'
import { measuredProcess } from './connect/measured-process.ts'
import { cpuMicros, redisFigures } from './process-figures.ts'

const CUSTOMERS = 5_000
const LINE = 100
const WAITING = 10_000
const INGEST_MS = 4_000
/** Six snapshot rounds, over which those who ended pile up: in six seconds there was one round or there were two, each of few contacts. What is settled comes later and is a row of its own. */
const SUSTAINED_MS = 30_000
/** Displays are computed for the first time: V8 has to learn how. */
const WARM_UP_MS = 3_000
const CONNECTIONS = 4
const ROUND_LIMIT_MS = 90_000
/** A contact is settled a minute after its end; the rest is for ticks and snapshots. */
const SETTLE_MS = 75_000
/** What a server that does nothing uses meanwhile is taken off; its snapshot rounds are not. */
const IDLE_MS = 10_000

/**
 * One whole server on a Redis of its own: what an event, a connect and a delivered display cost in CPU, bytes and memory, and
 * all of it together. CPU is that of the process, so a busy machine moves it little; `npm run sizing` computes with these rows.
 */
export async function benchSustained(): Promise<BenchRow[]> {
  const redis = await startRedis({ appendonly: 'always' })
  const dataDir = newDataDir()
  const server = await startServerProcess({ dataDir, env: { ...INSPECTED, QUEUECAST_REDIS_URL: redis.url, QUEUECAST_PARTITIONS: '1' } })
  try {
    const { url, pid } = server
    const keys = server.keys()
    const { memory } = measuredProcess(pid, server.output)
    const heap = async (): Promise<number> => (await memory()).heapBytes
    let made = 0
    const life = (): object[] => {
      const [contact, time] = [`s-${made += 1}`, Date.now()]
      return [{ id: `${contact}-q`, type: 'contact.queued', time: time - 2, contact, queue: `in-${made % 8}` },
        { id: `${contact}-a`, type: 'contact.answered', time: time - 1, contact }, { id: `${contact}-h`, type: 'contact.handled', time, contact }]
    }
    const batchOfLives = (): object[] => Array.from({ length: 33 }, life).flat()
    const post = async (events: readonly object[]): Promise<void> => {
      if ((await postEvents(url, keys.feed.demo, events))?.status !== 202) throw new Error('events were not taken')
    }
    const newest = (): Promise<string> => redis.cli('HGET', '{0}:snap', 'newest')
    const before = await newest()
    await flow(2_000, () => post(batchOfLives()))
    await roundWritten(async () => (await newest()) !== before, () => post(batchOfLives()))
    const ingest = await measured(pid, redis, () => flow(INGEST_MS, () => post(batchOfLives()), 99))
    const body = JSON.stringify({ events: batchOfLives() })

    const { settled: settledBefore } = await settledContacts(redis)
    const settling = await measured(pid, redis, async () => {
      await pause(SETTLE_MS)
      return (await settledContacts(redis)).settled - settledBefore
    })
    const idle = await measured(pid, redis, () => pause(IDLE_MS, 1))
    const ofSettled = (cpu: number, idleCpu: number): number => (cpu - idleCpu * SETTLE_MS / IDLE_MS) / settling.count

    // Those who only wait. Ended contacts became small when they were settled, which must not be weighed against them.
    const heapBefore = await heap()
    const queuedLater = Array.from({ length: WAITING }, (_, i) => ({ id: `w-${i}`, type: 'contact.queued', time: Date.now(), contact: `w-${i}`, queue: `wait-${i % 100}` }))
    for (let at = 0; at < WAITING; at += 100) await post(queuedLater.slice(at, at + 100))
    const perWaiting = (await heap() - heapBefore) / WAITING

    // Those who watch.
    const people = Array.from({ length: CUSTOMERS }, (_, i) => ({ contact: `c-${i}`, queue: `line-${Math.floor(i / LINE)}` }))
    for (let at = 0; at < CUSTOMERS; at += 100) {
      await post(people.slice(at, at + 100).map(({ contact, queue }) => ({ id: `${contact}-q`, type: 'contact.queued', time: Date.now(), contact, queue })))
    }
    const tokens: string[] = []
    await eachOf(people, 16, async ({ contact }) => { tokens.push(await mintToken(url, keys, contact)) })
    const ours = await connectAll(Number(new URL(url).port), pid, tokens, heap)
    const bare = await connectBare()

    // Someone with an older credit comes before each line and leaves again: each of the two moves all who watch it.
    const firstMs = Date.now() - 3_600_000
    let moves = 0
    let ahead: string[] = []
    const sustainedBatch = (): object[] => {
      // Those of the batch before leave: within one batch the two would cancel out.
      const leave = ahead.map((contact) => ({ id: `${contact}-l`, type: 'contact.abandoned', time: Date.now(), contact }))
      ahead = []
      const come = Array.from({ length: 5 }, () => {
        const contact = `m-${moves += 1}`
        ahead.push(contact)
        return { id: `${contact}-q`, type: 'contact.queued', time: Date.now(), contact, since: firstMs - moves, queue: `line-${moves % (CUSTOMERS / LINE)}` }
      })
      return [...leave, ...come, ...Array.from({ length: 10 }, life).flat()]
    }
    await flow(WARM_UP_MS, () => post(sustainedBatch()))
    const [sentBefore, bytesBefore] = [await readMetric(url, 'queuecast_displays_sent_total'), ours.bytes()]
    const together = await measured(pid, redis, () => flow(SUSTAINED_MS, () => post(sustainedBatch()), 40))
    await pause(1_500)
    const deliveries = await readMetric(url, 'queuecast_displays_sent_total') - sentBefore
    const perDelivery = (together.cpu - together.count * ingest.cpu / ingest.count) / deliveries
    ours.close()

    const row = (figure: string, unit: string, value: number, reference: string, referenceValue: number): BenchRow =>
      ({ figure, value, unit, reference, referenceValue, ratio: value / referenceValue })
    const perEvent = ingest.cpu / ingest.count
    return [
      row('ingest and fold of an event, in batches of 99', 'µs CPU', perEvent, 'JSON.parse of the same batch', parseMicros(body) / 99),
      row(SUSTAINED.settled, 'µs CPU', ofSettled(settling.cpu, idle.cpu), 'ingest and fold of its three events', 3 * perEvent),
      row(SUSTAINED.redisSettled, 'µs CPU', ofSettled(settling.redisCpu, idle.redisCpu), 'the server', ofSettled(settling.cpu, idle.cpu)),
      row('Redis for an event, appendfsync always', 'µs CPU', ingest.redisCpu / ingest.count, 'the server', perEvent),
      row('bytes into Redis for an event', 'bytes', ingest.redisIn / ingest.count, 'the event as JSON', body.length / 99),
      row(SUSTAINED.redisOut, 'bytes', ingest.redisOut / ingest.count, 'the event as JSON', body.length / 99),
      row(SUSTAINED.redisMemory, 'bytes', ingest.redisMemory / ingest.count, 'the event as JSON', body.length / 99),
      row(SUSTAINED.waiting, 'bytes', perWaiting, 'the event as JSON', JSON.stringify(queuedLater[0]).length),
      row(SUSTAINED.connect, 'µs CPU', ours.cpuEach, 'bare Socket.IO with a first frame', bare.cpuEach),
      row(SUSTAINED.customer, 'bytes', ours.bytesEach, 'bare Socket.IO', bare.bytesEach),
      row(SUSTAINED.delivery, 'µs CPU', perDelivery, 'stock socket.emit', bare.cpuEmit),
      row(SUSTAINED.deliveryBytes, 'bytes', (ours.bytes() - bytesBefore) / deliveries, 'stock socket.emit', bare.bytesEmit),
      row(`events/s of one core, ${CUSTOMERS} connected, ${(deliveries / together.count).toFixed(1)} deliveries an event`, '1/s', together.count / together.cpu * 1e6, 'ingest and fold alone', 1e6 / perEvent),
    ]
  } finally {
    await server.stop('SIGKILL')
    await redis.stop()
    removeDataDir(dataDir)
  }
}

/** A snapshot round would count as bytes of events: right after one there is none for as long as is measured. */
async function roundWritten(isWritten: () => Promise<boolean>, meanwhile: () => Promise<void>): Promise<void> {
  const until = performance.now() + ROUND_LIMIT_MS
  while (!(await isWritten())) {
    if (performance.now() > until) throw new Error('no snapshot round was written')
    await meanwhile()
    await pause(20)
  }
}

/** Repeats the work on some connections at once for a while; resolves with how often times `each`. */
async function flow(ms: number, work: () => Promise<void>, each = 1): Promise<number> {
  const until = performance.now() + ms
  let count = 0
  await Promise.all(Array.from({ length: CONNECTIONS }, async () => {
    while (performance.now() < until) {
      await work()
      count += each
    }
  }))
  return count
}

async function measured(pid: number, redis: TestRedis, work: () => Promise<number>): Promise<{ count: number; cpu: number; redisCpu: number; redisIn: number; redisOut: number; redisMemory: number }> {
  const [cpu, before] = [cpuMicros(pid), await redisFigures(redis)]
  const count = await work()
  const after = await redisFigures(redis)
  return { count, cpu: cpuMicros(pid) - cpu, redisCpu: after.cpu - before.cpu, redisIn: after.in - before.in, redisOut: after.out - before.out, redisMemory: after.memory - before.memory }
}

/** The same against stock Socket.IO, which sends the same display and knows no token, contact or freshness. */
async function connectBare(): Promise<{ cpuEach: number; bytesEach: number; cpuEmit: number; bytesEmit: number }> {
  const child = spawn(process.execPath, ['--expose-gc', join(import.meta.dirname, 'fan-out/fan-server.js'), 'emit', String(CUSTOMERS)], { env: { ...process.env, ...INSPECTED }, stdio: ['pipe', 'pipe', 'pipe'] })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => { said += chunk.toString('utf8') })
  const program = linesOf(child)
  try {
    const port = Number((await program.waitFor((line) => line.startsWith('port '))).slice(5))
    const pid = child.pid ?? 0
    const bare = await connectAll(port, pid, Array.from({ length: CUSTOMERS }, (_, i) => `token:c-${i}`), async () => (await measuredProcess(pid, () => said).memory()).heapBytes)
    const [cpu, bytes] = [cpuMicros(pid), bare.bytes()]
    for (let round = 0; round < 4; round += 1) {
      program.send('r')
      await pause(700)
    }
    const result = { cpuEach: bare.cpuEach, bytesEach: bare.bytesEach, cpuEmit: (cpuMicros(pid) - cpu) / (4 * CUSTOMERS), bytesEmit: (bare.bytes() - bytes) / (4 * CUSTOMERS) }
    bare.close()
    return result
  } finally {
    program.end()
  }
}

function parseMicros(body: string): number {
  const begun = process.cpuUsage()
  for (let i = 0; i < 500; i += 1) JSON.parse(body)
  const { user, system } = process.cpuUsage(begun)
  return (user + system) / 500
}
