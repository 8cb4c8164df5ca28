import { spawn } from 'node:child_process'
import { request as httpRequest, Agent } from 'node:http'
import { join } from 'node:path'
import { startRedis } from '../processes/index.ts'
import type { BenchRow } from './bench-row.ts'
import { linesOf } from './fan-out/program.ts'

const WARM_UP_MS = 2_000
const MEASURED_MS = 5_000

interface Way { figure: string; events: number; connections: number }
const WAYS: readonly Way[] = [
  { figure: 'ingest in batches of 100', events: 100, connections: 8 },
  { figure: 'ingest, one event a request, 64 connections', events: 1, connections: 64 },
]

/**
 * What it costs to take events in: checked, and acknowledged once Redis holds them; events a second of one core of the server, by the
 * CPU it used. The reference parses the same JSON and answers. Nobody folds: `npm run bench -- --name sustained` has the whole line.
 */
export async function benchIngest(): Promise<BenchRow[]> {
  const redis = await startRedis({ appendonly: 'always' })
  try {
    const rows: BenchRow[] = []
    for (const way of WAYS) {
      const ours = await eventsPerCore('queuecast', way, redis.url)
      const bare = await eventsPerCore('hono', way, redis.url)
      rows.push({ figure: way.figure, value: ours, unit: 'events/s of one core', reference: 'hono that only parses', referenceValue: bare, ratio: ours / bare })
    }
    return rows
  } finally {
    await redis.stop()
  }
}

async function eventsPerCore(variant: string, { events, connections }: Way, redisUrl: string): Promise<number> {
  const server = linesOf(spawn(process.execPath, ['--max-semi-space-size=64', join(import.meta.dirname, 'ingest/ingest-server.js'), variant, redisUrl], { stdio: ['pipe', 'pipe', 'inherit'] }))
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  try {
    const port = Number((await server.waitFor((line) => line.startsWith('port '))).slice(5))
    const cpu = async (): Promise<number> => {
      const answer = server.waitFor((line) => line.startsWith('cpu '))
      server.send('c')
      return Number((await answer).slice(4))
    }
    let made = 0
    const body = (): string => JSON.stringify({ events: Array.from({ length: events }, () => eventOf(made += 1)) })
    const flow = async (forMs: number): Promise<number> => {
      const until = performance.now() + forMs
      let taken = 0
      await Promise.all(Array.from({ length: connections }, async () => {
        while (performance.now() < until) {
          await post(agent, port, body())
          taken += events
        }
      }))
      return taken
    }
    await flow(WARM_UP_MS)
    const before = await cpu()
    const taken = await flow(MEASURED_MS)
    return taken / ((await cpu()) - before) * 1e6
  } finally {
    agent.destroy()
    server.end()
  }
}

function eventOf(n: number): object {
  const [contact, time] = [`c-${Math.floor(n / 3)}`, Date.now()]
  if (n % 3 === 0) return { id: `${contact}-q`, type: 'contact.queued', time, contact, queue: `q-${n % 8}`, channel: 'voice', priority: n % 2 }
  return n % 3 === 1 ? { id: `${contact}-a`, type: 'contact.answered', time, contact, agent: `agent-${n % 50}` } : { id: `${contact}-h`, type: 'contact.handled', time, contact }
}

function post(agent: Agent, port: number, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({
      agent, port, host: '127.0.0.1', method: 'POST', path: '/v1/centers/acme/events',
      headers: { 'authorization': 'Bearer acme-feed', 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    }, (response) => {
      response.resume()
      response.on('end', () => (response.statusCode === 202 ? resolve() : reject(new Error(`events were answered ${response.statusCode}`))))
    })
    request.on('error', reject)
    request.end(body)
  })
}
