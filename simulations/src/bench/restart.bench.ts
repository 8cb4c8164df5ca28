import { setTimeout as pause } from 'node:timers/promises'
import { isReady, postEvents, readDisplay } from '../faults/kit/http.ts'
import { type ExampleKeys, isAlive, newDataDir, removeDataDir, type ServerProcess, startRedis, startServerProcess } from '../processes/index.ts'
import type { BenchRow } from './bench-row.ts'
import { cpuMicros } from './process-figures.ts'

const WAITING = 100_000
const QUEUES = 100
const EVENTS_PER_SECOND = 1_000
/** The mean length of the log after a snapshot: a round is written each minute. */
const AFTER_SNAPSHOT_MS = 30_000
const SNAPSHOT_LIMIT_MS = 180_000
const WITNESSES = 40
const CORRECT_LIMIT_MS = 120_000
const LOOK_MS = 10

interface Started { listensMs: number; correctMs: number; cpuMs: number }

/**
 * From the start of the process until it says that it is ready and shows every witness right, while events go on: after a
 * `kill -9`, and for a node that joins another, both on Redis. The reference is the same with nobody waiting.
 */
export async function benchRestart(): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  const full = await onRedis(WAITING)
  const empty = await onRedis(0)
  const row = (figure: string, unit: string, value: number, referenceValue: number): BenchRow =>
    ({ figure, value: Math.round(value), unit, reference: 'nobody waiting', referenceValue: Math.round(referenceValue), ratio: value / referenceValue })
  const kinds = [['restart', 'a restart after kill -9'], ['join', 'a node that joins']] as const
  for (const [kind, words] of kinds) {
    const [now, bare] = [full[kind], empty[kind]]
    rows.push(row(`${words}, ${WAITING} waiting: from the start of the process to correct displays`, 'ms', now.correctMs, bare.correctMs))
    rows.push(row(`${words}, ${WAITING} waiting: until it listens`, 'ms', now.listensMs, bare.listensMs))
    rows.push(row(`${words}, ${WAITING} waiting: CPU until the displays are right`, 'ms CPU', now.cpuMs, bare.cpuMs))
  }
  return rows
}

async function onRedis(waiting: number): Promise<{ restart: Started; join: Started }> {
  const redis = await startRedis({ appendonly: 'everysec' })
  const env = { QUEUECAST_REDIS_URL: redis.url, QUEUECAST_PARTITIONS: '1' }
  const folders = [newDataDir(), newDataDir()]
  const [first = '', second = ''] = folders
  const nodes: ServerProcess[] = []
  const start = async (dataDir: string): Promise<ServerProcess> => {
    const server = await startServerProcess({ dataDir, env })
    nodes.push(server)
    return server
  }
  const a = await start(first)
  const load = new Load(() => nodes.filter(({ pid }) => isAlive(pid)).map(({ url }) => url), a.keys())
  try {
    await load.fill(waiting)
    await snapshotWritten(async () => await redis.cli('HGET', '{0}:snap', 'newest'), waiting)
    load.start()
    await pause(waiting === 0 ? 2_000 : AFTER_SNAPSHOT_MS)
    const join = await untilCorrect(() => start(second), load)
    await a.stop('SIGKILL')
    const restart = await untilCorrect(() => start(first), load)
    return { restart, join }
  } finally {
    await load.stop()
    for (const node of nodes) await node.stop('SIGKILL')
    await redis.stop()
    for (const folder of folders) removeDataDir(folder)
  }
}

async function untilCorrect(start: () => Promise<ServerProcess>, load: Load): Promise<Started> {
  const begun = performance.now()
  const server = await start()
  const listensMs = performance.now() - begun
  const until = begun + CORRECT_LIMIT_MS
  while (!((await isReady(server.url)) && (await load.isRightAt(server.url)))) {
    if (performance.now() > until) throw new Error('the server never showed what is true')
    await pause(LOOK_MS)
  }
  return { listensMs, correctMs: performance.now() - begun, cpuMs: cpuMicros(server.pid) / 1_000 }
}

async function snapshotWritten(newest: () => Promise<string>, waiting: number): Promise<void> {
  if (waiting === 0) return
  const before = await newest()
  const until = performance.now() + SNAPSHOT_LIMIT_MS
  while ((await newest()) === before) {
    if (performance.now() > until) throw new Error('no snapshot was written')
    await pause(500)
  }
}

/** Many who wait, a steady flow of short lives beside them, and witnesses of both whose displays are known. */
class Load {
  #urls: () => string[]
  #keys: ExampleKeys
  #places = new Map<string, number>()
  #ended: string[] = []
  #made = 0
  #running: Promise<void> | undefined
  #stopped = false

  constructor(urls: () => string[], keys: ExampleKeys) {
    this.#urls = urls
    this.#keys = keys
  }

  async fill(waiting: number): Promise<void> {
    const sinceMs = Date.now() - 60_000
    for (let at = 0; at < waiting; at += 1_000) {
      await this.#post(Array.from({ length: 1_000 }, (_, i) => ({ id: `w-${at + i}`, type: 'contact.queued', time: sinceMs + at + i, contact: `w-${at + i}`, queue: `wait-${(at + i) % QUEUES}` })))
    }
    for (let i = 0; i < Math.min(waiting, WITNESSES); i += 1) {
      const n = Math.floor(i * waiting / WITNESSES)
      this.#places.set(`w-${n}`, Math.floor(n / QUEUES) + 1)
    }
  }

  start(): void {
    this.#running = (async () => {
      const begun = performance.now()
      for (let batch = 0; !this.#stopped; batch += 1) {
        const events = Array.from({ length: EVENTS_PER_SECOND / 20 }, () => this.#life()).flat()
        await this.#post(events)
        this.#ended = events.slice(-2).map(({ contact }) => contact)
        await pause(Math.max(0, begun + (batch + 1) * 100 - performance.now()))
      }
    })()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    await this.#running
  }

  /** Everyone of those who wait is where the truth has them, and so is who was answered last. */
  async isRightAt(url: string): Promise<boolean> {
    const ended = this.#ended.at(-1)
    if (ended !== undefined && (await readDisplay(url, this.#keys, ended))?.state !== 'answered') return false
    for (const [contact, place] of this.#places) {
      const display = await readDisplay(url, this.#keys, contact)
      if (display?.state !== 'waiting' || display.position !== place) return false
    }
    return true
  }

  #life(): { id: string; type: string; time: number; contact: string; queue?: string }[] {
    const contact = `l-${this.#made += 1}`
    const time = Date.now()
    return [{ id: `${contact}-q`, type: 'contact.queued', time: time - 1, contact, queue: `in-${this.#made % 8}` }, { id: `${contact}-a`, type: 'contact.answered', time, contact }]
  }

  /** As a feed does: tried again until it is taken. */
  async #post(events: readonly object[]): Promise<void> {
    for (;;) {
      const [url] = this.#urls()
      if (url !== undefined && (await postEvents(url, this.#keys.feed.demo, events))?.status === 202) return
      if (this.#stopped) return
      await pause(20)
    }
  }
}
