import { createHmac } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../support/client.ts'
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { keysOf, testCenter, writeConfig } from '../support/test-config.ts'

const APP_SECRET = 'whatsapp-app-secret-0123456789'
const NUMBER = '106540352242922'
const acme = keysOf('acme')
interface Sent { path: string; authorization: string | undefined; body: { to: string; type: string; text: { body: string }; biz_opaque_callback_data: string } }

let server: ServerProcess
let graph: Server
const sent: Sent[] = []
const dataDir = newDataDir()
beforeAll(async () => {
  // The Graph API as it answers, on this machine.
  graph = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => { text += chunk.toString() })
    request.on('end', () => {
      sent.push({ path: request.url ?? '', authorization: request.headers.authorization, body: JSON.parse(text) as Sent['body'] })
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ messaging_product: 'whatsapp', contacts: [{ input: '16505551234', wa_id: '16505551234' }], messages: [{ id: `wamid.out${sent.length}==` }] }))
    })
  })
  await new Promise<void>((resolve) => graph.listen(0, '127.0.0.1', resolve))
  const feed = {
    name: 'whatsapp', source: 'whatsapp', secret: APP_SECRET, verifyToken: 'chosen-verify-token', account: NUMBER, accessToken: 'graph-access-token-0123456789',
    url: `http://127.0.0.1:${(graph.address() as AddressInfo).port}/v23.0`, optInWords: ['queue'], queues: { [NUMBER]: 'service' },
  }
  server = await startServerProcess({ dataDir, env: { QUEUECAST_CONFIG: writeConfig(dataDir, { generation: 1, centers: [testCenter('acme', { languages: ['en'], feeds: [feed] })] }) } })
})
afterAll(async () => {
  await server?.stop('SIGKILL')
  await new Promise((resolve) => graph.close(resolve))
  removeDataDir(dataDir)
})

const address = (): string => `${server.url}/v1/centers/acme/feeds/whatsapp`
function deliver(value: Record<string, unknown>, secret = APP_SECRET): Promise<Response> {
  const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', metadata: { display_phone_number: '15550783881', phone_number_id: NUMBER }, ...value } }] }] })
  return fetch(address(), { method: 'POST', body, headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` } })
}
const message = (id: string, from: string, text: string): Promise<Response> =>
  deliver({ contacts: [{ profile: { name: 'Jane Doe' }, wa_id: from }], messages: [{ from, id: `wamid.${id}==`, timestamp: String(Math.floor(Date.now() / 1000)), type: 'text', text: { body: text } }] })
const status = (id: string, to: string, what: string, data?: string): Promise<Response> =>
  deliver({ statuses: [{ id: `wamid.${id}==`, status: what, timestamp: String(Math.floor(Date.now() / 1000)), recipient_id: to, ...(data === undefined ? {} : { biz_opaque_callback_data: data }) }] })
const waiting = async (): Promise<unknown> => {
  const board = (await (await fetch(`${server.url}/v1/centers/acme/queues`, { headers: { authorization: `Bearer ${acme.read}` } })).json()) as { queues: { queue: string; waiting: unknown }[] }
  return board.queues.find(({ queue }) => queue === 'service')?.waiting
}

describe('WhatsApp Business', () => {
  it('answers Meta\'s question, and refuses what is not signed by the app', async () => {
    expect(await (await fetch(`${address()}?hub.mode=subscribe&hub.verify_token=chosen-verify-token&hub.challenge=1158201444`)).text()).toBe('1158201444')
    expect((await fetch(`${address()}?hub.mode=subscribe&hub.verify_token=guessed&hub.challenge=1`)).status).toBe(401)
    expect((await deliver({ messages: [] }, 'guessed')).status).toBe(401)
  })

  it('lets wait who wrote, tells who asked, takes the delivery as a receipt, and ends with the answer', async () => {
    expect((await message('a1', '16505551234', 'hello')).status).toBe(200)
    expect((await message('b1', '16505559999', 'queue')).status).toBe(200)
    await eventually(async () => expect(await waiting()).toBe(2))
    await eventually(() => expect(sent).toHaveLength(1))
    const [receipt] = sent
    expect(receipt).toMatchObject({ path: `/v23.0/${NUMBER}/messages`, authorization: 'Bearer graph-access-token-0123456789', body: { to: '16505559999', type: 'text' } })
    expect(receipt?.body.text.body).not.toBe('')

    // Our own message comes back as statuses: no agent's answer, but proof that the customer has it.
    const data = receipt?.body.biz_opaque_callback_data
    for (const what of ['sent', 'delivered', 'read']) expect((await status('out1', '16505559999', what, data)).status).toBe(200)
    await eventually(async () => expect(await (await fetch(`${server.url}/metrics`)).text()).toMatch(/via="whatsapp"/))
    expect(await waiting()).toBe(2)

    await status('agent1', '16505551234', 'sent')
    await eventually(async () => expect(await waiting()).toBe(1))
    await status('agent2', '16505559999', 'sent')
    await eventually(async () => expect(await waiting()).toBe(0))
    expect(sent.length).toBeLessThanOrEqual(3)
  })

  it('writes no number, name or text anywhere', async () => {
    const feeds = await (await fetch(`${server.url}/v1/centers/acme/feeds`, { headers: { authorization: `Bearer ${acme.supervisor}` } })).text()
    expect(server.output() + feeds).not.toMatch(/16505551234|16505559999|Jane|graph-access-token|whatsapp-app-secret/)
  })
})
