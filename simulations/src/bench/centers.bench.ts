import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { isReady, within } from '../faults/kit/http.ts'
import { newDataDir, removeDataDir, type ServerProcess, startRedis, startServerProcess } from '../processes/index.ts'
import type { BenchRow } from './bench-row.ts'
import { cpuMicros } from './process-figures.ts'

const CENTERS = 1_000
const QUEUES = 10
const WAITING_IN_EACH = 2
const READY_LIMIT_MS = 120_000
const SETTLE_MS = 5_000
const WATCH_MS = 3_000
const LOOK_MS = 10

const [OFFICE, LONG] = [['08:30-12:00', '13:00-17:00'], ['00:00-24:00']] as const
const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri'] as const

interface Took { startMs: number; restartMs: number; restartCpuMs: number; heldMs: number }

/** One node for many small centers on one Redis, as a provider has it. The reference is the same with one center. */
export async function benchCenters(): Promise<BenchRow[]> {
  const [many, one] = [await provider(CENTERS), await provider(1)]
  const row = (figure: string, unit: string, read: (took: Took) => number): BenchRow =>
    ({ figure: `${CENTERS} centers of ${QUEUES} queues: ${figure}`, value: Math.round(read(many)), unit, reference: 'one center', referenceValue: Math.round(read(one)), ratio: read(many) / read(one) })
  return [
    row('a first start, until it is ready', 'ms', ({ startMs }) => startMs),
    row(`a restart after kill -9, ${WAITING_IN_EACH} waiting in each queue, until it is ready and shows them`, 'ms', ({ restartMs }) => restartMs),
    row('CPU of that restart', 'ms CPU', ({ restartCpuMs }) => restartCpuMs),
    row('all change, by SIGHUP: the longest that an answer took meanwhile', 'ms', ({ heldMs }) => heldMs),
  ]
}

async function provider(centers: number): Promise<Took> {
  const redis = await startRedis({ appendonly: 'everysec' })
  const dataDir = newDataDir()
  const config = join(dataDir, 'queuecast.json')
  const env = { QUEUECAST_REDIS_URL: redis.url, QUEUECAST_CONFIG: config }
  const nodes: ServerProcess[] = []
  const untilRight = async (isRight: (url: string) => Promise<boolean>): Promise<{ node: ServerProcess; ms: number }> => {
    const begun = performance.now()
    const node = await startServerProcess({ dataDir, env })
    nodes.push(node)
    while (!(await isReady(node.url)) || !(await isRight(node.url))) {
      if (performance.now() - begun > READY_LIMIT_MS) throw new Error('the server never was ready and right')
      await pause(LOOK_MS)
    }
    return { node, ms: performance.now() - begun }
  }
  const allShown = async (url: string): Promise<boolean> => {
    for (const center of [0, centers - 1]) if ((await placeOf(url, center, `q${QUEUES - 1}-${WAITING_IN_EACH - 1}`)) !== WAITING_IN_EACH) return false
    return true
  }
  try {
    writeFileSync(config, fileOf(centers, 1))
    const first = await untilRight(() => Promise.resolve(true))
    for (let center = 0; center < centers; center += 1) await fill(first.node.url, center)
    if (!(await within(READY_LIMIT_MS, () => allShown(first.node.url)))) throw new Error('what was posted is not shown')
    await pause(SETTLE_MS)
    await first.node.stop('SIGKILL')
    const again = await untilRight(allShown)
    const restartCpuMs = cpuMicros(again.node.pid) / 1_000
    await pause(SETTLE_MS)
    writeFileSync(config, fileOf(centers, 2))
    process.kill(again.node.pid, 'SIGHUP')
    return { startMs: first.ms, restartMs: again.ms, restartCpuMs, heldMs: await longestAnswer(again.node.url) }
  } finally {
    for (const node of nodes) await node.stop('SIGKILL')
    await redis.stop()
    removeDataDir(dataDir)
  }
}

const keyOf = (center: number, purpose: string): string => `${purpose}-of-${center}-0123456789abcdef0123456789abcdef`

/** Each center with hours of its own: offices, and days on which some never close. */
function fileOf(centers: number, generation: number): string {
  const queues = (center: number): object[] => Array.from({ length: QUEUES }, (_, at) => ({
    id: `q${at}`, name: { nl: `Rij ${at}`, fr: `File ${at}` }, channel: 'voice',
    hours: { weekly: Object.fromEntries(WEEK.map((day, of) => [day, (center + at + of) % 7 === 0 ? LONG : OFFICE])), holidays: 'BE' },
  }))
  return JSON.stringify({ generation, centers: Array.from({ length: centers }, (_, center) => ({
    id: `c${center}`, name: { nl: `Center ${center} (${generation})` }, timeZone: 'Europe/Brussels', show: 'both', languages: ['nl', 'fr'], queues: queues(center),
    feeds: [{ name: 'acd', source: 'http' }], keys: { feed: { acd: [keyOf(center, 'feed')] }, admin: [keyOf(center, 'admin')] },
  })) })
}

async function fill(url: string, center: number): Promise<void> {
  const time = Date.now()
  const events = Array.from({ length: QUEUES * WAITING_IN_EACH }, (_, at) => ({ id: `e-${at}`, type: 'contact.queued', time: time + at, contact: `q${at % QUEUES}-${Math.floor(at / QUEUES)}`, queue: `q${at % QUEUES}`, channel: 'voice' }))
  const answer = await fetch(`${url}/v1/centers/c${center}/events`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${keyOf(center, 'feed')}` }, body: JSON.stringify({ events }) })
  if (answer.status !== 202) throw new Error(`events were not taken: ${await answer.text()}`)
  await answer.body?.cancel()
}

async function placeOf(url: string, center: number, contact: string): Promise<number | undefined> {
  const answer = await fetch(`${url}/v1/centers/c${center}/contacts/${contact}/display`, { headers: { authorization: `Bearer ${keyOf(center, 'admin')}` } })
  return ((await answer.json()) as { position?: number }).position
}

async function longestAnswer(url: string): Promise<number> {
  let longestMs = 0
  for (const until = performance.now() + WATCH_MS; performance.now() < until; await pause(LOOK_MS)) {
    const begun = performance.now()
    await (await fetch(`${url}/healthz`)).arrayBuffer()
    longestMs = Math.max(longestMs, performance.now() - begun)
  }
  return longestMs
}
