import { createHmac } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestClient, eventually, type TestClient } from '../support/client.ts'
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { keysOf, testCenter, writeConfig } from '../support/test-config.ts'

let server: ServerProcess
let client: TestClient
let center: Server
let status = 200
const received: { headers: Record<string, unknown>; body: string }[] = []
const dataDir = newDataDir()
const keys = keysOf('example')
beforeAll(async () => {
  center = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => { body += String(chunk) })
    request.on('end', () => {
      received.push({ headers: request.headers, body })
      response.writeHead(status).end()
    })
  })
  await new Promise<void>((resolve) => center.listen(0, '127.0.0.1', resolve))
  const requestUrl = `http://127.0.0.1:${(center.address() as AddressInfo).port}/callbacks`
  const queues = [{ id: 'support', callback: { available: true, requestUrl, limit: 1 } }, { id: 'sales' }]
  server = await startServerProcess({ dataDir, env: { QUEUECAST_CONFIG: writeConfig(dataDir, { generation: 1, centers: [testCenter('example', { queues })] }) } })
  client = createTestClient(server.url, keys)
})
afterAll(async () => {
  await server?.stop('SIGKILL')
  center?.close()
  removeDataDir(dataDir)
})
const queued = (contact: string, queue: string) => ({ id: `q-${contact}`, type: 'contact.queued', time: Date.now(), contact, queue, channel: 'voice' })
const wish = async (contact: string, token: string, body: object = {}) => {
  const answer = await fetch(`${server.url}/v1/centers/example/contacts/${contact}/callback`, {
    method: 'POST', headers: { 'authorization': `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(body),
  })
  return { status: answer.status, body: (await answer.json()) as { type?: string; status?: unknown } }
}

describe('a customer who asks to be called back', () => {
  it('reaches the center signed, once, and nothing changes until its events say so', async () => {
    const { body: { logPosition } } = await client.post([queued('c-1', 'support')])
    const token = await client.token('c-1')
    await client.display('c-1', token, logPosition)
    expect(await wish('c-1', token, { phone: '+32 2 555 01 00' })).toEqual({ status: 202, body: { status: 'requested' } })
    expect(await wish('c-1', token)).toMatchObject({ status: 202 })
    expect(received).toHaveLength(1)
    const { headers, body } = received[0] as (typeof received)[number]
    expect(JSON.parse(body)).toMatchObject({ type: 'callback.requested', center: 'example', contact: 'c-1', queue: 'support', phone: '+32 2 555 01 00' })

    const { secret } = (await (await fetch(`${server.url}/v1/centers/example/webhook-secret`, { headers: { authorization: `Bearer ${keys.admin}` } })).json()) as { secret: string }
    const content = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`
    const expected = createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64')).update(content).digest('base64')
    expect(headers['webhook-signature']).toBe(`v1,${expected}`)

    expect((await client.display('c-1', token)).state).toBe('waiting')
    await client.post([{ id: 'cb-1', type: 'callback.accepted', time: Date.now(), contact: 'c-1', mode: 'keeps-place' }])
    await eventually(async () => expect((await client.display('c-1', token)).state).toBe('callback'))
  })

  it('[DP20][WO13] is told when the call comes, from when to when, once the center agreed on a time', async () => {
    await client.post([queued('c-9', 'sales')])
    const [from, to] = [new Date(Date.now() + 3_600_000).toISOString(), new Date(Date.now() + 4_500_000).toISOString()]
    const { body: { logPosition } } = await client.post([{ id: 'cb-9', type: 'callback.accepted', time: Date.now(), contact: 'c-9', mode: 'scheduled', window: { from, to } }])
    const display = await client.display('c-9', await client.token('c-9'), logPosition)
    expect(display).toMatchObject({ state: 'callback', answerFrom: from, answerBy: to })
    expect(display.text.sentence).toMatch(/^We bellen u tussen .*\d:\d\d en .*\d:\d\d\.$/)
    await client.post([{ id: 'cb-9-end', type: 'callback.cancelled', time: Date.now(), contact: 'c-9' }, { id: 'a-9', type: 'contact.abandoned', time: Date.now() + 1, contact: 'c-9' }])
  })

  it('is told where none is offered: another queue, the limit, a stranger', async () => {
    await client.post([queued('c-2', 'sales'), queued('c-3', 'support')])
    await eventually(async () => expect((await client.display('c-3', await client.token('c-3'))).state).toBe('waiting'))
    expect(await wish('c-2', await client.token('c-2'))).toMatchObject({ status: 409, body: { type: 'urn:queuecast:problem:callback-not-offered' } })
    // One callback is in the line already, and the limit is one.
    expect(await wish('c-3', await client.token('c-3'))).toMatchObject({ status: 409 })
    expect(await wish('c-3', await client.token('c-2'))).toMatchObject({ status: 403 })
    expect(await wish('c-3', keys.admin)).toMatchObject({ status: 401 })
    expect(await wish('c-3', await client.token('c-3'), { phone: 'ring me' })).toMatchObject({ status: 400, body: { field: 'phone' } })
  })

  it('is told when the center does not take it, and may try again', async () => {
    await client.post([{ id: 'cb-1-end', type: 'callback.cancelled', time: Date.now(), contact: 'c-1' }, { id: 'a-1', type: 'contact.abandoned', time: Date.now() + 1, contact: 'c-1' }])
    const token = await client.token('c-3')
    await eventually(async () => expect((await client.display('c-3', token)).position).toBe(1))
    status = 500
    expect(await wish('c-3', token)).toMatchObject({ status: 502, body: { type: 'urn:queuecast:problem:callback-not-taken' } })
    status = 200
    expect(await wish('c-3', token)).toMatchObject({ status: 202 })
  })
})
