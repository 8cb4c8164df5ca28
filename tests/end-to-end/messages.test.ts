import { createHmac } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestClient, eventually, type TestClient } from '../support/client.ts'
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { keysOf, testCenter, writeConfig } from '../support/test-config.ts'

let server: ServerProcess
let client: TestClient
let gateway: Server
const received: { headers: Record<string, unknown>; body: string; message: Record<string, unknown> }[] = []
const dataDir = newDataDir()
const keys = keysOf('example')

beforeAll(async () => {
  gateway = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => { body += String(chunk) })
    request.on('end', () => {
      received.push({ headers: request.headers, body, message: JSON.parse(body) as Record<string, unknown> })
      response.writeHead(202).end()
    })
  })
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve))
  const requestUrl = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/messages`
  const silent = testCenter('silent')
  server = await startServerProcess({ dataDir, env: { QUEUECAST_CONFIG: writeConfig(dataDir, { generation: 1, centers: [testCenter('example', { messages: { requestUrl } }), silent] }) } })
  client = createTestClient(server.url, keys)
})
afterAll(async () => {
  await server?.stop('SIGKILL')
  gateway?.close()
  removeDataDir(dataDir)
})

const event = (type: string, contact: string, more: object = {}) => ({ id: `${type}-${contact}`, type, time: Date.now(), contact, ...more })
const queued = (contact: string, more: object = {}) => event('contact.queued', contact, { queue: 'support', channel: 'voice', ...more })
const ask = async (contact: string, bearer: string, body?: object, center = 'example') => {
  const answer = await fetch(`${server.url}/v1/centers/${center}/contacts/${contact}/messages`, { method: 'POST', headers: { 'authorization': `Bearer ${bearer}`, 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  return { status: answer.status, body: await answer.json() as Record<string, unknown> }
}
const messagesOf = (contact: string) => received.filter(({ message }) => message['contact'] === contact).map(({ message }) => [message['notice'], message['lang'], String(message['text'])])

describe('a caller who pressed 1 to be told by message', () => {
  it('is told once on asking and once when nearly next, in the language of the call, by a signed request of the center\'s own', async () => {
    await client.post([queued('c-1'), queued('c-2'), queued('c-3', { language: 'fr' })])
    expect(await ask('c-3', keys.ivr)).toEqual({ status: 200, body: { wanted: true } })
    await eventually(() => expect(messagesOf('c-3')).toEqual([['receipt', 'fr', expect.stringMatching(/^Vous êtes en 3e position\./)]]))
    await client.post([event('contact.abandoned', 'c-1')])
    await eventually(() => expect(messagesOf('c-3').at(-1)).toEqual(['nearly', 'fr', expect.stringMatching(/^Vous êtes en 2e position\./)]))
    await client.post([event('contact.abandoned', 'c-2')])
    await client.post([event('contact.answered', 'c-3', { agent: 'a-1' })])

    const { secret } = (await (await fetch(`${server.url}/v1/centers/example/webhook-secret`, { headers: { authorization: `Bearer ${keys.admin}` } })).json()) as { secret: string }
    for (const { headers, body } of received) {
      const content = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`
      expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64')).update(content).digest('base64')}`)
    }
    // Nobody else was told anything.
    expect(new Set(received.map(({ message }) => message['contact']))).toEqual(new Set(['c-3']))
    expect(messagesOf('c-3')).toHaveLength(2)
  })

  it('may ask with the contact\'s own token and call it off; a stranger, and a center without messages, are told so', async () => {
    await client.post([queued('d-1'), queued('d-2'), queued('d-3')])
    const token = await client.token('d-3')
    expect((await ask('d-3', token)).status).toBe(200)
    await eventually(() => expect(messagesOf('d-3')).toHaveLength(1))
    expect(await ask('d-3', token, { wanted: false })).toEqual({ status: 200, body: { wanted: false } })
    await client.post([event('contact.abandoned', 'd-1'), event('contact.abandoned', 'd-2')])
    const { status } = await ask('d-3', await client.token('d-9'))
    expect(status).toBe(403)
    expect(await ask('d-3', keysOf('silent').ivr, undefined, 'silent')).toMatchObject({ status: 409, body: { type: 'urn:queuecast:problem:messages-not-offered', fix: expect.stringContaining('messages.requestUrl') } })
    expect(messagesOf('d-3')).toHaveLength(1)
  })
})
