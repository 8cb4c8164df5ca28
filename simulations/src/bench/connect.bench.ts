import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createContactTokens } from '@queuecast/server/access'
import { CENTER, postEvents, readDisplay } from '../faults/kit/http.ts'
import { newDataDir, removeDataDir, startRedis, startServerProcess } from '../processes/index.ts'
import { INSPECTED } from '../soak/inspector.ts'
import type { BenchRow } from './bench-row.ts'
import { type Customers, type Served, startCustomers } from './connect/customers.ts'
import { type MeasuredProcess, measuredProcess } from './connect/measured-process.ts'
import { callInTurn } from './connect/turns.ts'
import { buildC } from './fan-out/build-c.ts'
import { linesOf } from './fan-out/program.ts'

/** Those who connect, and after them those who stay while the others come back. */
const CUSTOMERS = 10_000
const STAYERS = 1_000
const SIZES = [1_000, 5_000, CUSTOMERS]
const LINE = 100
const WARM = 1_000
const WARM_ROUNDS = 3
/** Connects under way at once, but in the storm, where it is all. */
const WINDOW = 64
const SETTLE_MS = 2_000
const QUIET_MS = 4_000
const SECRET = 'a secret of the bench, for its own server'

interface Step { customers: number; cpuEach: number; rssEach: number; heapEach: number }
/** All come back at once: how it went, and CPU of the server for each, with what it took to let them go. */
type Storm = Served & { cpuEach: number }

/**
 * Connects of a whole server on a Redis of its own, beside stock Socket.IO that sends the same first frame and knows no token: CPU of
 * the process for each, memory once idle; then all come back at once, while a few others stay and are called one after the other.
 */
export async function benchConnect(): Promise<BenchRow[]> {
  const client = buildC('../connect/client')
  const redis = await startRedis({ appendonly: 'always' })
  const dataDir = newDataDir()
  const server = await startServerProcess({ dataDir, env: { ...INSPECTED, QUEUECAST_REDIS_URL: redis.url, QUEUECAST_PARTITIONS: '1', QUEUECAST_TOKEN_SECRET: SECRET } })
  const clients: Customers[] = []
  try {
    const { url } = server
    const keys = server.keys()
    const all = CUSTOMERS + STAYERS
    const begunMs = Date.now() - all
    for (let at = 0; at < all; at += LINE) {
      const events = Array.from({ length: LINE }, (_, i) => ({ id: `c-${at + i}-q`, type: 'contact.queued', time: begunMs + at + i, contact: `c-${at + i}`, queue: `line-${at / LINE}`, channel: 'chat' }))
      if ((await postEvents(url, keys.feed.demo, events))?.status !== 202) throw new Error('events were not taken')
    }
    const [port, tokens] = [Number(new URL(url).port), await mint(all)]
    const customers = startCustomers(client, port, tokens.slice(0, CUSTOMERS))
    // In a process of their own: to close and open ten thousand sockets keeps a client from reading for half a second.
    const stayers = startCustomers(client, port, tokens.slice(CUSTOMERS))
    clients.push(customers, stayers)
    const process = measuredProcess(server.pid, server.output)
    const before = await displayOf(url, keys)
    const ours = await connectInSteps(process, customers)
    const bare = await connectBare(client, before, tokens)

    await stayers.open(0, STAYERS, WINDOW)
    await pause(SETTLE_MS)
    const called = { url, key: keys.feed.demo, customers: stayers, contactOf: (number: number) => `c-${CUSTOMERS + number}` }
    await callInTurn(called, 0, STAYERS / 10, pause(QUIET_MS / 4))
    const quiet = await callInTurn(called, STAYERS / 10, STAYERS / 2, pause(QUIET_MS))
    const storming = stormOf(process, customers)
    const meanwhile = callInTurn(called, STAYERS / 2, STAYERS, storming)
    const storm = await storming
    const turns = await meanwhile
    const wrong = (await customers.tell(0, CUSTOMERS)).filter(({ state, position }, i) => state !== 'waiting' || position !== 1 + (i % LINE)).length

    const row = (figure: string, unit: string, value: number, reference: string, referenceValue: number): BenchRow => ({ figure, value, unit, reference, referenceValue, ratio: value / referenceValue })
    return [
      ...ours.steps.flatMap((step, i) => {
        const beside = bare.steps[i] ?? step
        return [
          row(`connect of customers up to ${step.customers}, with token check and first display`, 'µs CPU', step.cpuEach, 'bare Socket.IO, same first frame', beside.cpuEach),
          row(`memory of a connected customer, idle, ${step.customers} connected`, 'bytes', step.rssEach, 'bare Socket.IO', beside.rssEach),
          row(`heap of a connected customer, idle, ${step.customers} connected`, 'bytes', step.heapEach, 'bare Socket.IO', beside.heapEach),
        ]
      }),
      row(`${CUSTOMERS} reconnect at once, until the last is served (${storm.tries} tries, ${wrong} served wrongly)`, 'ms', storm.lastMs, 'bare Socket.IO', bare.storm.lastMs),
      row(`${CUSTOMERS} reconnect at once, until half are served`, 'ms', storm.p50Ms, 'bare Socket.IO', bare.storm.p50Ms),
      row(`${CUSTOMERS} reconnect at once, each`, 'µs CPU', storm.cpuEach, 'bare Socket.IO', bare.storm.cpuEach),
      row(`event to screen of those who stayed, p99, meanwhile (${turns.arrived} of ${turns.asked})`, 'ms', turns.p99Ms, `before (${quiet.arrived} of ${quiet.asked})`, quiet.p99Ms),
      row('event to screen of those who stayed, p50, meanwhile', 'ms', turns.p50Ms, 'before', quiet.p50Ms),
    ]
  } finally {
    for (const each of clients) each.end()
    await server.stop('SIGKILL')
    await redis.stop()
    removeDataDir(dataDir)
  }
}

async function mint(count: number): Promise<string[]> {
  const tokens = createContactTokens({ secrets: [SECRET], now: Date.now })
  return Promise.all(Array.from({ length: count }, async (_, i) => (await tokens.mintContactToken({ center: CENTER, contact: `c-${i}`, lifetimeSeconds: 3600 })).token))
}

async function displayOf(url: string, keys: Parameters<typeof readDisplay>[1]): Promise<object> {
  const display = await readDisplay(url, keys, 'c-0')
  if (display === undefined) throw new Error('the server shows nothing')
  return display
}

/** Connects more and more; what the process does by itself meanwhile is measured before and taken off. */
async function connectInSteps(process: MeasuredProcess, customers: Customers): Promise<{ steps: Step[] }> {
  for (let round = 0; round < WARM_ROUNDS; round += 1) {
    await customers.open(0, WARM, WINDOW)
    await pause(SETTLE_MS)
    await customers.close(0, WARM)
    await pause(SETTLE_MS)
  }
  const empty = await process.memory()
  const steps: Step[] = []
  let connected = 0
  for (const size of SIZES) {
    const [idleCpu, idleAt] = [process.cpuMicros(), performance.now()]
    await pause(QUIET_MS)
    const idleShare = (process.cpuMicros() - idleCpu) / (performance.now() - idleAt)
    const [cpu, at] = [process.cpuMicros(), performance.now()]
    await customers.open(connected, size, WINDOW)
    await pause(SETTLE_MS)
    const cpuEach = (process.cpuMicros() - cpu - idleShare * (performance.now() - at)) / (size - connected)
    connected = size
    const memory = await process.memory()
    steps.push({ customers: size, cpuEach, rssEach: (memory.rssBytes - empty.rssBytes) / size, heapEach: (memory.heapBytes - empty.heapBytes) / size })
  }
  return { steps }
}

async function stormOf(process: MeasuredProcess, customers: Customers): Promise<Storm> {
  const cpu = process.cpuMicros()
  const served = await customers.storm(0, CUSTOMERS)
  return { ...served, cpuEach: (process.cpuMicros() - cpu) / CUSTOMERS }
}

async function connectBare(client: string, display: object, tokens: readonly string[]): Promise<{ steps: Step[]; storm: Storm }> {
  const folder = mkdtempSync(join(tmpdir(), 'queuecast-bench-'))
  const file = join(folder, 'display.json')
  writeFileSync(file, JSON.stringify(display))
  const child = spawn(process.execPath, [join(import.meta.dirname, 'connect/bare-server.js'), file], { env: { ...process.env, ...INSPECTED }, stdio: ['pipe', 'pipe', 'pipe'] })
  let output = ''
  child.stderr.on('data', (data: Buffer) => { output += data.toString() })
  const program = linesOf(child)
  try {
    const port = Number((await program.waitFor((line) => line.startsWith('port '))).slice(5))
    const customers = startCustomers(client, port, tokens)
    try {
      const bare = measuredProcess(child.pid ?? 0, () => output)
      const { steps } = await connectInSteps(bare, customers)
      return { steps, storm: await stormOf(bare, customers) }
    } finally {
      customers.end()
    }
  } finally {
    program.end()
    rmSync(folder, { recursive: true, force: true })
  }
}
