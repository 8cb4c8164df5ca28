import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { BenchRow } from './bench-row.ts'
import { buildC } from './fan-out/build-c.ts'
import { linesOf, startProgram } from './fan-out/program.ts'

const CUSTOMERS = 10_000
const SECONDS = 8

interface Scene { figure: string; queueSize: number; eventsPerSecond: number; withEmit: boolean }
const SCENES: readonly Scene[] = [
  // Twenty places: further back the hub's pace is one update a second, and what it makes wait is meant to.
  { figure: 'queues of 20, 10,000 updates/s', queueSize: 20, eventsPerSecond: 500, withEmit: true },
  { figure: 'queues of 20, 20,000 updates/s', queueSize: 20, eventsPerSecond: 1_000, withEmit: true },
  // Stock socket.emit would write half a million frames a second here.
  { figure: 'one queue of 10,000, 2 events/s; the first twenty', queueSize: CUSTOMERS, eventsPerSecond: 2, withEmit: false },
  { figure: 'one queue of 10,000, 50 events/s; the first twenty', queueSize: CUSTOMERS, eventsPerSecond: 50, withEmit: false },
]

interface Measured { deliveries: number; p50: number; p99: number; loopMax: number; loopP99: number }

/**
 * From an event to the frame in the client, 10,000 customers connected: hub and sockets of one server process and a client in C, beside a
 * stock socket.emit of the same displays at once. Milliseconds. What an event takes from its POST to the hub is in `k6` and `sustained`.
 */
export async function benchScreen(): Promise<BenchRow[]> {
  const client = buildC('client')
  const rows: BenchRow[] = []
  for (const scene of SCENES) {
    const ours = await measure('queuecast', client, scene)
    const emit = scene.withEmit ? await measure('emit', client, scene) : undefined
    const row = (figure: string, value: number, reference: number | undefined): void => void rows.push({
      figure: `${scene.figure}: ${figure}`, value: value / 1000, unit: 'ms', reference: reference === undefined ? '' : 'socket.emit at once',
      referenceValue: (reference ?? Number.NaN) / 1000, ratio: value / (reference ?? Number.NaN),
    })
    row('event to screen, median', ours.p50, emit?.p50)
    row('event to screen, 99th percentile', ours.p99, emit?.p99)
    row('event loop held, 99th percentile', ours.loopP99, emit?.loopP99)
    row('event loop held, longest', ours.loopMax, emit?.loopMax)
    rows.push({ figure: `${scene.figure}: noted deliveries`, value: ours.deliveries, unit: '', reference: emit === undefined ? '' : 'socket.emit at once', referenceValue: emit?.deliveries ?? Number.NaN, ratio: ours.deliveries / (emit?.deliveries ?? Number.NaN) })
  }
  return rows
}

async function measure(variant: string, clientPath: string, { queueSize, eventsPerSecond }: Scene): Promise<Measured> {
  const server = linesOf(spawn(process.execPath, ['--max-semi-space-size=64', join(import.meta.dirname, 'fan-out/paced-server.js'), variant, String(CUSTOMERS), String(queueSize)], { stdio: ['pipe', 'pipe', 'inherit'] }))
  const client = startProgram(clientPath, [(await server.waitFor((line) => line.startsWith('port '))).slice(5), String(CUSTOMERS), 'ws'])
  try {
    await client.waitFor((line) => line === 'connected')
    await pause(1_500)
    // The first run is not counted: code is compiled meanwhile.
    await run(3)
    return await run(SECONDS)
  } finally {
    client.end()
    server.end()
  }

  async function run(seconds: number): Promise<Measured> {
    const paced = server.waitFor((line) => line.startsWith('paced '))
    const late = client.waitFor((line) => line.startsWith('late '))
    server.send(`p ${eventsPerSecond} ${seconds}`)
    const [, , loopMax = NaN, loopP99 = NaN] = (await paced).split(' ').map(Number)
    const [, deliveries = NaN, p50 = NaN, p99 = NaN] = (await late).split(' ').map(Number)
    return { deliveries, p50, p99, loopMax, loopP99 }
  }
}
