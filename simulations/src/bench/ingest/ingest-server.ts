import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { getRequestListener } from '@hono/node-server'
import { createEventQuota, createKeyRing } from '@queuecast/server/access'
import { createHttpApp } from '@queuecast/server/delivery/http'
import { createMemoryDeps } from '@queuecast/server/delivery/http/testing'
import { createGroupCommit, openRedisLog } from '@queuecast/server/event-log'
import { createMetrics } from '@queuecast/server/observability'
import { Hono } from 'hono'

/**
 * The server under measure, a process of its own. `queuecast URL`: the HTTP side with its keys, quota and counters and the log in that Redis, with nobody who folds;
 * `hono`: a handler that parses the JSON and answers. For a line `c` it prints the CPU microseconds it used.
 */
const [variant = 'queuecast', redisUrl = ''] = process.argv.slice(2)

async function queuecast(): Promise<Hono> {
  const log = await openRedisLog({ urls: [redisUrl], partitions: 1 })
  const commit = createGroupCommit(log)
  const metrics = createMetrics()
  const quota = createEventQuota(() => ({ eventsPerSecond: 1e9, burst: 1e9 }))
  const keys = createKeyRing([{ id: 'acme', keys: { feed: { acd: [createHash('sha256').update('acme-feed').digest('hex')] }, read: [], token: [], ivr: [], supervisor: [], inspect: [], admin: [] } }])
  return createHttpApp({
    ...createMemoryDeps(), now: Date.now, receiptMs: Date.now, authorize: keys.authorize,
    takeQuota: (center, feed, events) => quota.take(center, feed, events, performance.now()),
    countIngest(center, feed, { accepted, rejected, unknownFields }) {
      metrics.eventsAccepted(center, feed, accepted)
      metrics.eventsRejected(center, feed, rejected)
      metrics.unknownFields(center, feed, unknownFields)
    },
    async append(center, facts, batchJson) {
      const begunMs = performance.now()
      const position = await commit.append(0, facts.map((fact) => ({ center, fact })), { batchJson })
      metrics.appendSeconds((performance.now() - begunMs) / 1000)
      return position
    },
  })
}

function bare(): Hono {
  const app = new Hono()
  app.post('/v1/centers/:center/events', async (c) => {
    const { events } = await c.req.json<{ events: unknown[] }>()
    return c.json({ accepted: events.length, rejected: [], logPosition: '0-0/0', unknownFields: 0 }, 202)
  })
  return app
}

const app = variant === 'hono' ? bare() : await queuecast()
const http = createServer(getRequestListener(app.fetch))
http.listen(0, '127.0.0.1', () => console.log(`port ${(http.address() as AddressInfo).port}`))
createInterface({ input: process.stdin }).on('line', () => {
  const { user, system } = process.cpuUsage()
  console.log(`cpu ${user + system}`)
})
