import type { Display } from '@queuecast/client-sdk/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestClient, eventually, type TestClient } from '../support/client.ts'
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { sdkClient, sseClient, stockClient } from '../support/watchers.ts'

let server: ServerProcess
let client: TestClient
let token: string
const dataDir = newDataDir()
const open: { close(): void }[] = []
beforeAll(async () => {
  server = await startServerProcess({ dataDir })
  client = createTestClient(server.url, server.keys())
  await client.post([1, 2, 3].map((n) => ({ id: `q-${n}`, type: 'contact.queued', time: Date.now() - 10 + n, contact: `c-${n}`, queue: 'support', channel: 'chat' })))
  token = await client.token('c-3')
})
afterAll(async () => {
  for (const one of open) one.close()
  await server?.stop('SIGKILL')
  removeDataDir(dataDir)
})

async function put(queue: string, show: string, key = server.keys().supervisor): Promise<{ status: number; logPosition: string }> {
  const answer = await fetch(`${server.url}/v1/centers/example/queues/${queue}/show`, {
    method: 'PUT', headers: { 'authorization': `Bearer ${key}`, 'content-type': 'application/json' }, body: JSON.stringify({ show }),
  })
  return { status: answer.status, logPosition: ((await answer.json()) as { logPosition: string }).logPosition }
}
const told = (display: Display | undefined) =>
  display && { position: display.position, reason: display.wait.known ? 'known' : display.wait.reason, sentence: display.text.sentence }

describe('the supervisor\'s stop button', () => {
  it('acts on every transport, and on the queue\'s figures, and lets go again', async () => {
    const socket = stockClient(server.url, '/contact', { token, v: 1, lang: 'en' })
    const stream = sseClient(`${server.url}/v1/centers/example/contacts/c-3/stream`, token, { 'accept-language': 'en' })
    const polling = sdkClient({ url: server.url, token, lang: 'en', transports: ['polling'] })
    open.push(socket, stream, polling)
    const pushed = (): (Display | undefined)[] => [socket.displays.at(-1), stream.displays.at(-1)]
    await eventually(() => expect([...pushed(), polling.watch.display].map((display) => display?.position)).toEqual([3, 3, 3]))

    const off = await put('support', 'off')
    expect(off.status).toBe(200)
    const silent = { position: undefined, reason: 'off', sentence: 'You are in line. We will help you as soon as it is your turn.' }
    await eventually(() => expect(pushed().map(told)).toEqual([silent, silent]))
    expect(told(await client.display('c-3', token, off.logPosition))).toMatchObject({ position: undefined, reason: 'off' })
    const queue = await fetch(`${server.url}/v1/centers/example/queues/support`, { headers: { authorization: `Bearer ${server.keys().read}` } })
    expect(await queue.json()).toMatchObject({ show: 'off', wait: { known: false, reason: 'off' }, waiting: 3 })
    await eventually(() => expect(told(polling.watch.display)).toEqual(silent))

    // The line moves on meanwhile, and nobody is told.
    await client.post([{ id: 'l-1', type: 'contact.abandoned', time: Date.now(), contact: 'c-1' }])
    const shadow = await put('support', 'shadow')
    await eventually(() => expect(pushed().map((display) => told(display)?.reason)).toEqual(['shadow', 'shadow']))
    expect(told(await client.display('c-3', token, shadow.logPosition))).toMatchObject({ position: undefined, reason: 'shadow' })

    await put('support', 'place')
    const placeOnly = { position: 2, reason: 'off', sentence: 'You are number 2.' }
    await eventually(() => expect(pushed().map(told)).toEqual([placeOnly, placeOnly]))
    await put('support', 'both')
    await eventually(() => expect(pushed().map((display) => display?.wait)).toEqual(pushed().map(() => ({ known: false, reason: 'too-little-data' }))))
  })

  it('needs a supervisor\'s key, a queue that is known and a mode that is one', async () => {
    expect((await put('support', 'off', server.keys().read)).status).toBe(403)
    expect((await put('suport', 'off')).status).toBe(404)
    expect((await put('support', 'hidden')).status).toBe(400)
    expect((await client.display('c-3', token)).position).toBe(2)
  })

  it('survives a restart', async () => {
    const { logPosition } = await put('support', 'off')
    await client.display('c-3', token, logPosition)
    const keys = server.keys()
    await server.stop('SIGKILL')
    server = await startServerProcess({ dataDir })
    const again = createTestClient(server.url, keys)
    expect(told(await again.display('c-3', token))).toMatchObject({ position: undefined, reason: 'off' })
  })
})
