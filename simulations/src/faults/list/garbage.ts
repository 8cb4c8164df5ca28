import type { Random } from '../../contact-center/random.ts'
import type { Fault } from '../fault.ts'
import { CENTER, eachOf, readMetric } from '../kit/http.ts'
import { startWorld } from '../kit/world.ts'

const TYPES = ['application/json', 'application/x-ndjson', 'application/cloudevents+json', 'application/cloudevents-batch+json', 'text/plain', '']

const pick = <T>(random: Random, items: readonly T[]): T => items[Math.floor(random() * items.length)] as T
const bytes = (random: Random, length: number): Buffer => Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)))

/** A value of no sense, never deeper than a few levels by itself. */
function nonsense(random: Random, depth = 0): unknown {
  const kind = Math.floor(random() * (depth > 3 ? 6 : 8))
  switch (kind) {
    case 0: return null
    case 1: return (random() - 0.5) * 10 ** (random() * 308)
    case 2: return bytes(random, Math.floor(random() * 40)).toString('latin1')
    case 3: return random() < 0.5
    case 4: return '\u0000\u2028\u202E\uD800'
    case 5: return pick(random, ['__proto__', 'constructor', 'contact.queued', 'feed.snapshot', '9'.repeat(400)])
    case 6: return Array.from({ length: Math.floor(random() * 5) }, () => nonsense(random, depth + 1))
    default: return Object.fromEntries(Array.from({ length: Math.floor(random() * 5) }, () => [pick(random, ['id', 'type', 'time', 'contact', 'queue', 'events', '__proto__', 'x']), nonsense(random, depth + 1)]))
  }
}

function body(random: Random): string | Buffer {
  switch (Math.floor(random() * 6)) {
    case 0: return bytes(random, Math.floor(random() * 2_000))
    case 1: return JSON.stringify({ events: Array.from({ length: 20 }, () => nonsense(random)) })
    case 2: return `{"events":${'['.repeat(5_000)}`
    case 3: return JSON.stringify({ events: [{ id: 'g', type: 'contact.queued', time: Date.now(), contact: 'g', queue: 'line-a' }] }).slice(0, Math.floor(random() * 90))
    case 4: return JSON.stringify({ events: Array.from({ length: 5 }, (_, i) => ({ id: `g-${i}`, type: pick(random, ['contact.queued', 'agent.state', 'feed.snapshot', 'nothing']), time: nonsense(random), contact: nonsense(random), queue: nonsense(random) })) })
    default: return Array.from({ length: 30 }, () => JSON.stringify(nonsense(random))).join('\n')
  }
}

/** Beside a good feed, another connection sends what no vendor would. */
export const garbage: Fault = {
  name: 'garbage', what: 'a feed of garbage beside a good one: random bytes, broken and hostile JSON, wrong types',
  async run(run) {
    const world = await startWorld(run, { store: 'embedded' })
    const url = world.urls()[0] ?? ''
    const statuses = new Map<number, number>()
    await eachOf(Array.from({ length: run.scale === 'short' ? 300 : 1_000 }, (_, i) => i), 3, async () => {
      const type = pick(run.random, TYPES)
      const answer = await fetch(`${url}/v1/centers/${CENTER}/events`, {
        method: 'POST', headers: { authorization: `Bearer ${world.keys.feed.demo}`, ...(type === '' ? {} : { 'content-type': type }) }, body: body(run.random),
      }).catch(() => undefined)
      await answer?.arrayBuffer()
      const status = answer?.status ?? 0
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      if (status === 0 || status >= 500) run.violated('serving', `garbage was answered ${status}`)
    })
    const failures = await readMetric(url, 'queuecast_failures_total')
    if (failures > 0) run.violated('serving', `${failures} failures inside the server`)
    run.note(`answers: ${[...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${count} × ${status}`).join(', ')}`)
    await world.check()
  },
}
