import { once } from 'node:events'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { serve, type ServerType } from '@hono/node-server'
import { afterEach, describe, expect, it } from 'vitest'
import { makeDisplay, makeQueueStatus } from '../testing/memory-source.ts'
import { createHttpApp } from './create-http-app.ts'
import { createMemoryDeps, NOW_MS, tokenFor, type MemoryDeps } from './testing/memory-deps.ts'

/** The app behind a real socket of this machine. */
const running: ServerType[] = []
async function listen(change: Parameters<typeof createMemoryDeps>[0] = {}): Promise<{ deps: MemoryDeps; url: string; port: number }> {
  const deps = createMemoryDeps(change)
  const server = serve({ fetch: createHttpApp(deps).fetch, hostname: '127.0.0.1', port: 0 })
  running.push(server)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { deps, port, url: `http://127.0.0.1:${port}` }
}
afterEach(async () => {
  for (const server of running.splice(0)) {
    const closed = once(server, 'close')
    server.close()
    if ('closeAllConnections' in server) server.closeAllConnections()
    await closed
  }
})

/** Resolves when the condition holds; the test's own limit ends a wait that never does. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve))
}
async function* sseEvents(response: Response): AsyncGenerator<{ event?: string; id?: string; data?: unknown; comment?: string }> {
  let text = ''
  for await (const chunk of response.body!) {
    text += new TextDecoder().decode(chunk as Uint8Array)
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const lines = text.slice(0, end).split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)] as const)
      text = text.slice(end + 2)
      const fields = Object.fromEntries(lines)
      yield 'data' in fields ? { event: fields['event']!, id: fields['id']!, data: JSON.parse(fields['data']!) } : { comment: fields[''] ?? '' }
    }
  }
}
const STREAM = '/v1/centers/acme/contacts/c-1/stream'
const withToken = { headers: { authorization: `Bearer ${tokenFor('acme', 'c-1')}` } }

describe('Server-Sent Events over a socket', () => {
  it('send the display at once, each change, and end the subscription when the reader goes', async () => {
    const { deps, url } = await listen({ keepAliveMs: 20 })
    deps.source.put(makeDisplay({ center: 'acme', contact: 'c-1', seq: 1, position: 3 }))
    const leave = new AbortController()
    const response = await fetch(url + STREAM, { ...withToken, signal: leave.signal })
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    const events = sseEvents(response)
    // Asked one by one: leaving a `for await` would end the stream.
    const nextWhere = async (wanted: (event: { event?: string; comment?: string }) => boolean): Promise<unknown> => {
      for (;;) {
        const { value, done } = await events.next()
        if (done === true || wanted(value)) return value
      }
    }
    const nextDisplay = (): Promise<unknown> => nextWhere(({ event }) => event === 'display')
    expect(await nextDisplay()).toMatchObject({ id: '0000000001:1', data: { position: 3 } })
    deps.source.put(makeDisplay({ center: 'acme', contact: 'c-1', seq: 2, position: 2 }))
    deps.hub.changed({ center: 'acme', contacts: new Set(['c-1']), queues: new Set() })
    expect(await nextDisplay()).toMatchObject({ id: '0000000001:2', data: { position: 2 } })
    expect(deps.hub.connected).toBe(1)
    expect(deps.source.servedContacts).toEqual([{ center: 'acme', contact: 'c-1', via: 'sse' }])
    expect(await nextWhere(({ comment }) => comment === 'keep-alive')).toBeDefined()
    leave.abort()
    await until(() => deps.hub.connected === 0)
  })

  it('say that the token ended, and end', async () => {
    let nowMs = NOW_MS
    const { deps, url } = await listen({ now: () => nowMs })
    deps.source.put(makeDisplay({ center: 'acme', contact: 'c-1' }))
    // The token is good for ten minutes from NOW_MS; 30 ms of them are left.
    nowMs = NOW_MS + 600_000 - 30
    const seen: unknown[] = []
    for await (const event of sseEvents(await fetch(url + STREAM, withToken))) if (event.event !== undefined) seen.push([event.event, event.data])
    expect(seen.at(-1)).toEqual(['refused', { code: 'expired', retry: false }])
    expect(deps.hub.connected).toBe(0)
  })

  it('end with `draining` when the node is about to stop', async () => {
    const stopping = new AbortController()
    const { deps, url } = await listen({ draining: stopping.signal })
    deps.source.put(makeDisplay({ center: 'acme', contact: 'c-1' }))
    const seen: unknown[] = []
    for await (const event of sseEvents(await fetch(url + STREAM, withToken))) {
      seen.push(event.data)
      stopping.abort()
    }
    // Not all at the same second.
    expect(seen.at(-1)).toEqual({ code: 'draining', retry: true, after: expect.any(Number) })
    const again = await fetch(`${url}/v1/centers/lab/queues/stream`, { headers: { authorization: 'Bearer lab-read' } })
    if (again.status === 200) await again.text()
    expect(deps.hub.connected).toBe(0)
  })

  it('refuse keys and strangers before anything is streamed', async () => {
    const { deps, url } = await listen()
    const statuses = await Promise.all([{}, { headers: { authorization: 'Bearer acme-admin' } }, { headers: { authorization: `Bearer ${tokenFor('acme', 'c-2')}` } }]
      .map(async (init) => (await fetch(url + STREAM, init)).status))
    expect(statuses).toEqual([401, 401, 403])
    expect(deps.hub.connected).toBe(0)
  })

  it('stream the board, and only its public queues without a key', async () => {
    const { deps, url } = await listen()
    const board = { queues: [makeQueueStatus({ queue: 'support' }), makeQueueStatus({ queue: 'sales' })], feeds: [], asOf: '2026-11-22T10:00:00.000Z', epoch: '1', seq: 5 }
    deps.source.putBoard('acme', board, ['support'])
    for (const [init, count] of [[{ headers: { authorization: 'Bearer acme-read' } }, 2], [{}, 1]] as const) {
      const leave = new AbortController()
      const response = await fetch(`${url}/v1/centers/acme/queues/stream`, { ...init, signal: leave.signal })
      for await (const event of sseEvents(response)) {
        if (event.event !== 'board') continue
        expect((event.data as typeof board).queues).toHaveLength(count)
        break
      }
      leave.abort()
    }
    await until(() => deps.hub.connected === 0)
  })
})

describe('bodies over a socket', () => {
  const headers = { 'authorization': 'Bearer acme-feed', 'content-type': 'application/json' }

  it('ten megabytes are refused, announced or not, and the server goes on', async () => {
    const { url } = await listen()
    const large = new Uint8Array(10_000_000).fill(0x20)
    // A server that refuses early may close before all is sent; then the sender sees a broken connection, which is an answer too.
    const announced = await fetch(`${url}/v1/centers/acme/events`, { method: 'POST', headers, body: large }).then((response) => response.status, () => 'closed' as const)
    expect([413, 'closed']).toContain(announced)
    const body = new ReadableStream({ start(controller) { for (let at = 0; at < 10; at += 1) controller.enqueue(large.subarray(0, 1_000_000)); controller.close() } })
    const chunked = await fetch(`${url}/v1/centers/acme/events`, { method: 'POST', headers, body, duplex: 'half' } as RequestInit).then((response) => response.status, () => 'closed' as const)
    expect([413, 'closed']).toContain(chunked)
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
  })

  it('an announced size is refused before the body is sent', async () => {
    const { port } = await listen()
    const socket = await open(port)
    socket.write(`POST /v1/centers/acme/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer acme-feed\r\nContent-Type: application/json\r\nContent-Length: 99999999\r\n\r\n{`)
    expect(await firstLine(socket)).toBe('HTTP/1.1 413 Payload Too Large')
    socket.destroy()
  })

  it('a sender that goes away in the middle harms nobody', async () => {
    const { deps, url, port } = await listen()
    const socket = await open(port)
    socket.write(`POST /v1/centers/acme/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer acme-feed\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{"events":[`)
    await new Promise((resolve) => setImmediate(resolve))
    socket.destroy()
    await once(socket, 'close')
    const event = { id: 'h', type: 'feed.heartbeat', time: NOW_MS }
    expect((await fetch(`${url}/v1/centers/acme/events`, { method: 'POST', headers, body: JSON.stringify(event) })).status).toBe(202)
    expect(deps.appended).toHaveLength(1)
    expect(deps.errors).toEqual([])
  })
})

async function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  return socket
}
async function firstLine(socket: Socket): Promise<string> {
  const [chunk] = await once(socket, 'data') as [Buffer]
  return chunk.toString().split('\r\n', 1)[0]!
}
