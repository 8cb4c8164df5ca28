import { spawn } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { join } from 'node:path'
import type { BenchRow } from './bench-row.ts'
import { buildC } from './fan-out/build-c.ts'
import { linesOf, type Program, startProgram } from './fan-out/program.ts'

const CUSTOMERS = [1_000, 5_000]
const ROUNDS = 12
/**
 * So many deliveries before anything is measured, to ours, to stock Socket.IO and to C alike: a process that has just started compiles its
 * code while it runs, which with few customers was a third of what was measured. A server runs for weeks.
 */
const WARM_DELIVERIES = 40_000
/** The hub gives a customer near the head four updates a second. */
const LEAST_ROUND_MS = 260

interface Measured { cpuMicrosPerDelivery: number; bytesPerDelivery: number; kilobytesPerCustomer: number }

/**
 * CPU of one server process for each personal update that arrives, beside a C server that writes as many bytes to as many sockets: at
 * the same instants (after a rest, caches and clients are cold for both), and without rest, which is less than any server's day. Beside
 * it, what it costs Node to write as many frames that were made beforehand: no server in Node can be cheaper.
 */
export async function benchFanOut(): Promise<BenchRow[]> {
  const client = buildC('client')
  const floor = buildC('floor')
  const rows: BenchRow[] = []
  for (const customers of CUSTOMERS) {
    const ours = await measureNode('queuecast', client, customers)
    const emit = await measureNode('emit', client, customers)
    const write = await measureNode('write', client, customers)
    const least = await measureFloor(floor, client, customers, Math.round(ours.bytesPerDelivery), LEAST_ROUND_MS)
    const restless = await measureFloor(floor, client, customers, Math.round(ours.bytesPerDelivery), 0)
    const figure = `personal update, ${customers} customers, ${Math.round(ours.bytesPerDelivery)} bytes`
    rows.push(row(figure, 'µs CPU', ours.cpuMicrosPerDelivery, 'C floor', least), row(figure, 'µs CPU', ours.cpuMicrosPerDelivery, 'C floor without rest', restless), row(figure, 'µs CPU', ours.cpuMicrosPerDelivery, 'socket.emit', emit.cpuMicrosPerDelivery))
    rows.push(row(figure, 'µs CPU', ours.cpuMicrosPerDelivery, 'bare write in Node', write.cpuMicrosPerDelivery), row(`bare write in Node, ${customers} customers`, 'µs CPU', write.cpuMicrosPerDelivery, 'C floor', least))
    rows.push(row(`memory a customer after load, ${customers} customers`, 'KB', ours.kilobytesPerCustomer, 'bare Socket.IO', emit.kilobytesPerCustomer))
  }
  return rows
}

const row = (figure: string, unit: string, value: number, reference: string, referenceValue: number): BenchRow =>
  ({ figure, value, unit, reference, referenceValue, ratio: value / referenceValue })

const warmRounds = (customers: number): number => Math.max(4, Math.ceil(WARM_DELIVERIES / customers))
const portOf = async (program: Program): Promise<string> => (await program.waitFor((line) => line.startsWith('port '))).slice(5)
const numberOf = async (program: Program, command: string, word: string): Promise<number> => {
  const answer = program.waitFor((line) => line.startsWith(`${word} `))
  program.send(command)
  return Number((await answer).slice(word.length + 1))
}
const counts = (line: string): [frames: number, bytes: number] => line.split(' ').map(Number) as [number, number]
const nowCounts = async (client: Program): Promise<[number, number]> => counts(await client.waitFor((line) => /^\d+ \d+$/.test(line)))

async function measureNode(variant: string, clientPath: string, customers: number): Promise<Measured> {
  const server = linesOf(spawn(process.execPath, ['--expose-gc', '--max-semi-space-size=64', join(import.meta.dirname, 'fan-out/fan-server.js'), variant, String(customers)], { stdio: ['pipe', 'pipe', 'inherit'] }))
  const port = await portOf(server)
  const before = await numberOf(server, 'm', 'memory')
  const client = startProgram(clientPath, [port, String(customers), 'ws'])
  try {
    await client.waitFor((line) => line === 'connected')
    await pause(1_000)
    const round = async (): Promise<void> => {
      const begunMs = performance.now()
      const [frames] = await nowCounts(client)
      server.send('r')
      await client.waitFor((line) => /^\d+ \d+$/.test(line) && counts(line)[0] >= frames + customers)
      await pause(Math.max(0, LEAST_ROUND_MS - (performance.now() - begunMs)))
    }
    for (let warm = 0; warm < warmRounds(customers); warm += 1) await round()
    const cpu = await numberOf(server, 'c', 'cpu')
    const [frames, bytes] = await nowCounts(client)
    for (let i = 0; i < ROUNDS; i += 1) await round()
    const spent = (await numberOf(server, 'c', 'cpu')) - cpu
    const [framesAfter, bytesAfter] = await nowCounts(client)
    const memory = await numberOf(server, 'm', 'memory')
    return {
      cpuMicrosPerDelivery: spent / (framesAfter - frames), bytesPerDelivery: (bytesAfter - bytes) / (framesAfter - frames),
      kilobytesPerCustomer: (memory - before) / 1024 / customers,
    }
  } finally {
    client.end()
    server.end()
  }
}

async function measureFloor(floorPath: string, clientPath: string, customers: number, bytesEach: number, leastRoundMs: number): Promise<number> {
  const server = startProgram(floorPath, [String(customers)])
  const port = await portOf(server)
  const ready = server.waitFor((line) => line === 'ready')
  const client = startProgram(clientPath, [port, String(customers), 'raw'])
  try {
    await ready
    await pause(500)
    const round = async (): Promise<void> => {
      const begunMs = performance.now()
      const [, bytes] = await nowCounts(client)
      server.send(`r ${bytesEach}`)
      await client.waitFor((line) => /^\d+ \d+$/.test(line) && counts(line)[1] >= bytes + customers * bytesEach)
      await pause(Math.max(0, leastRoundMs - (performance.now() - begunMs)))
    }
    for (let warm = 0; warm < warmRounds(customers); warm += 1) await round()
    const cpu = await numberOf(server, 'c', 'cpu')
    for (let i = 0; i < ROUNDS; i += 1) await round()
    return ((await numberOf(server, 'c', 'cpu')) - cpu) / (ROUNDS * customers)
  } finally {
    client.end()
    server.end()
  }
}
