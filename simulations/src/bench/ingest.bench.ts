import { spawn } from 'node:child_process'
import { request as httpRequest, Agent } from 'node:http'
import { join } from 'node:path'
import { startRedis } from '../processes/index.ts'
import type { BenchRow } from './bench-row.ts'
import { linesOf } from './fan-out/program.ts'

/** By number, not by time: on a busy machine two seconds are too few for the code to be compiled, and the more code the worse. */
const WARM_UP_REQUESTS = 6_000
const ROUNDS = 15
const ROUND_MS = 500

interface Way { figure: string; events: number; connections: number }
const WAYS: readonly Way[] = [
  { figure: 'ingest in batches of 100', events: 100, connections: 8 },
  { figure: 'ingest, one event a request, 64 connections', events: 1, connections: 64 },
]

/**
 * What it costs to take events in: checked, and acknowledged once Redis holds them; events a second of one core of the server, by the
 * CPU it used. The reference parses the same JSON and answers. Both are measured in turns, and the middle of the rounds counts, since a
 * shared machine is not the same from one second to the next. Nobody folds: `npm run bench -- --name sustained` has the whole line.
 */
export async function benchIngest(): Promise<BenchRow[]> {
  const redis = await startRedis({ appendonly: 'always' })
  try {
    const rows: BenchRow[] = []
    for (const way of WAYS) {
      const [ours, bare] = await Promise.all([startIngest('queuecast', way, redis.url), startIngest('hono', way, redis.url)])
      try {
        await ours.warmUp()
        await bare.warmUp()
        const rounds: { value: number; referenceValue: number; ratio: number }[] = []
        for (let round = 0; round < ROUNDS; round += 1) {
          const [value, referenceValue] = [await ours.eventsPerCore(ROUND_MS), await bare.eventsPerCore(ROUND_MS)]
          rounds.push({ value, referenceValue, ratio: value / referenceValue })
        }
        const middle = (of: (round: (typeof rounds)[number]) => number): number => rounds.map(of).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0
        rows.push({
          figure: way.figure, unit: 'events/s of one core', reference: 'hono that only parses',
          value: middle(({ value }) => value), referenceValue: middle(({ referenceValue }) => referenceValue), ratio: middle(({ ratio }) => ratio),
        })
      } finally {
        ours.end()
        bare.end()
      }
    }
    return rows
  } finally {
    await redis.stop()
  }
}

interface IngestServer { warmUp(): Promise<void>; eventsPerCore(forMs: number): Promise<number>; end(): void }

async function startIngest(variant: 'queuecast' | 'hono', { events, connections }: Way, redisUrl: string): Promise<IngestServer> {
  const server = linesOf(spawn(process.execPath, ['--max-semi-space-size=64', join(import.meta.dirname, 'ingest/ingest-server.js'), variant, redisUrl], { stdio: ['pipe', 'pipe', 'inherit'] }))
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const port = Number((await server.waitFor((line) => line.startsWith('port '))).slice(5))
  const cpu = async (): Promise<number> => {
    const answer = server.waitFor((line) => line.startsWith('cpu '))
    server.send('c')
    return Number((await answer).slice(4))
  }
  let made = 0
  const body = (): string => JSON.stringify({ events: Array.from({ length: events }, () => eventOf(made += 1)) })
  /** Posts over all connections while `more` says so; resolves with how many requests were answered. */
  const flow = async (more: (sent: number) => boolean): Promise<number> => {
    let sent = 0
    await Promise.all(Array.from({ length: connections }, async () => {
      for (; more(sent); sent += 1) await post(agent, port, body())
    }))
    return sent
  }
  return {
    warmUp: async () => void await flow((sent) => sent < WARM_UP_REQUESTS),
    async eventsPerCore(forMs) {
      const before = await cpu()
      const until = performance.now() + forMs
      const requests = await flow(() => performance.now() < until)
      return requests * events / ((await cpu()) - before) * 1e6
    },
    end() {
      agent.destroy()
      server.end()
    },
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
