import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { getRequestListener } from '@hono/node-server'
import { createHttpApp } from '@queuecast/server/delivery/http'
import { createMemoryDeps } from '@queuecast/server/delivery/http/testing'
import { createGroupCommit, openRedisLog } from '@queuecast/server/event-log'
import { Hono } from 'hono'

/**
 * The server under measure, a process of its own. `queuecast URL`: the HTTP side and the log in that Redis, with nobody who folds;
 * `hono`: a handler that parses the JSON and answers. For a line `c` it prints the CPU microseconds it used.
 */
const [variant = 'queuecast', redisUrl = ''] = process.argv.slice(2)

async function queuecast(): Promise<Hono> {
  const log = await openRedisLog({ urls: [redisUrl], partitions: 1 })
  const commit = createGroupCommit(log)
  return createHttpApp({
    ...createMemoryDeps(), now: Date.now, countIngest: () => undefined,
    append: (center, facts) => commit.append(0, facts.map((fact) => ({ center, fact }))),
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
