import { createHmac } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestClient, eventually } from '../support/client.ts'
import { newDataDir, removeDataDir, runServerToEnd, type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { keysOf, testCenter, writeConfig } from '../support/test-config.ts'

const acme = keysOf('acme')
const SECRET = 'chatwoot-secret-0123456789'
const OWN = {
  mapping: 1, vendor: 'Own', signature: { scheme: 'feed-key' }, kind: 'body.kind',
  events: [{ when: 'body.kind == \'in\'', emit: { type: 'contact.queued', contact: { hash: 'body.phone' }, queue: 'body.queue' } }],
}
const CONNECT_KEY = 'acme-connect-feed-key-0123456789'
const dataDir = newDataDir()
const mappingFile = join(dataDir, 'own.json')
const config = (generation: number): object => ({ generation, centers: [testCenter('acme', {
  keys: { feed: { demo: [acme.feed.demo], own: ['acme-own-feed-key-0123456789'], connect: [CONNECT_KEY] }, read: [acme.read], token: [acme.token], supervisor: [acme.supervisor] },
  feeds: [
    { name: 'helpdesk', source: 'webhook', mapping: 'chatwoot', secret: 'env:CHATWOOT_SECRET', queues: { 'inbox:1': 'support' } },
    { name: 'own', source: 'webhook', mapping: { file: mappingFile } },
    { name: 'connect', source: 'amazon-connect', queues: { '22222222-2222-2222-2222-222222222222': 'aws' } },
  ],
})] })

let server: ServerProcess
const start = (): Promise<ServerProcess> => startServerProcess({ dataDir, env: { QUEUECAST_CONFIG: writeConfig(dataDir, config(1)), CHATWOOT_SECRET: SECRET } })
beforeAll(async () => {
  mkdirSync(dataDir, { recursive: true })
  writeFileSync(mappingFile, JSON.stringify(OWN))
  server = await start()
})
afterAll(async () => {
  await server?.stop('SIGKILL')
  removeDataDir(dataDir)
})

const feeds = (): string => `${server.url}/v1/centers/acme/feeds`
/** A conversation in Chatwoot's own form, as of now, signed as Chatwoot does. */
function chatwoot(change: Record<string, unknown>, secret = SECRET): Promise<Response> {
  const path = fileURLToPath(new URL('../../server/src/feeds/webhook/fixtures/chatwoot-conversation-created.json', import.meta.url))
  const nowS = Math.floor(Date.now() / 1000)
  const body = JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')) as object, waiting_since: nowS - 10, updated_at: nowS - 9.5, ...change })
  return fetch(`${feeds()}/helpdesk`, { method: 'POST', body, headers: {
    'content-type': 'application/json', 'x-chatwoot-timestamp': String(nowS), 'x-chatwoot-signature': `sha256=${createHmac('sha256', secret).update(`${nowS}.${body}`).digest('hex')}`,
  } })
}

describe('a vendor\'s webhooks', () => {
  it('move a line: from a signed conversation to a customer\'s place, and on', async () => {
    const client = createTestClient(server.url, acme, 'acme')
    expect((await chatwoot({ id: 1 })).status).toBe(200)
    const second = await chatwoot({ id: 2, waiting_since: Math.floor(Date.now() / 1000) - 5 })
    const { logPosition, accepted } = await second.json() as { logPosition: string; accepted: number }
    expect(accepted).toBe(1)
    expect(await client.display('helpdesk-2', await client.token('helpdesk-2'), logPosition)).toMatchObject({ state: 'waiting', queue: 'support', channel: 'chat', position: 2 })

    const taken = await chatwoot({ id: 1, event: 'conversation_updated', updated_at: Date.now() / 1000, meta: { assignee: { id: 3 } } })
    const after = ((await taken.json()) as { logPosition: string }).logPosition
    expect(await client.display('helpdesk-2', await client.token('helpdesk-2'), after)).toMatchObject({ position: 1 })
    expect((await client.display('helpdesk-1', await client.token('helpdesk-1'))).state).toBe('answered')
  })

  it('that come again change nothing, also with another time or on a node that never saw them, and an old one is refused', async () => {
    const client = createTestClient(server.url, acme, 'acme')
    const send = (body: string, seconds: number, signedSeconds = seconds): Promise<Response> => fetch(`${feeds()}/helpdesk`, { method: 'POST', body, headers: {
      'content-type': 'application/json', 'x-chatwoot-timestamp': String(seconds), 'x-chatwoot-signature': `sha256=${createHmac('sha256', SECRET).update(`${signedSeconds}.${body}`).digest('hex')}`,
    } })
    const path = fileURLToPath(new URL('../../server/src/feeds/webhook/fixtures/chatwoot-conversation-created.json', import.meta.url))
    const nowS = Math.floor(Date.now() / 1000)
    const captured = JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')) as object, id: 7, waiting_since: nowS - 3, updated_at: nowS - 2.5 })
    expect((await send(captured, nowS)).status).toBe(200)
    const taken = await chatwoot({ id: 7, event: 'conversation_updated', updated_at: Date.now() / 1000, meta: { assignee: { id: 3 } } })
    const { logPosition } = (await taken.json()) as { logPosition: string }
    const token = await client.token('helpdesk-7')
    expect((await client.display('helpdesk-7', token, logPosition)).state).toBe('answered')

    // The same bytes within five minutes: acknowledged as known, and the contact does not wait again.
    expect((await send(captured, nowS)).status).toBe(200)
    // Another time needs another signature; a time of six minutes ago is too old, however well it is signed.
    for (const [seconds, signed] of [[nowS + 1, nowS], [nowS - 360, nowS - 360]] as const) expect((await send(captured, seconds, signed)).status).toBe(401)
    // A node that started since knows no delivery; the events have the ids that they had.
    await server.stop()
    server = await start()
    expect((await send(captured, nowS)).status).toBe(200)
    const after = createTestClient(server.url, acme, 'acme')
    await eventually(async () => expect((await after.display('helpdesk-7', token)).state).toBe('answered'))
    expect((await after.display('helpdesk-2', await after.token('helpdesk-2'))).position).toBe(1)
  })

  it('are refused with a wrong secret and nothing of them is kept', async () => {
    const response = await chatwoot({ id: 9 }, 'guessed')
    expect([response.status, ((await response.json()) as { type: string }).type]).toEqual([401, 'urn:queuecast:problem:bad-signature'])
    expect((await chatwoot({ event: 'conversation_typing_on' })).status).toBe(200)
    const health = await (await fetch(feeds(), { headers: { authorization: `Bearer ${acme.supervisor}` } })).json() as { feeds: { feed: string }[] }
    expect(health.feeds.find(({ feed }) => feed === 'helpdesk')).toMatchObject({ source: 'webhook', status: 'live', pushed: { refused: 1, ignored: { conversation_typing_on: 1 } } })
  })

  it('come by Firehose too: its access key opens, its batches may be large, and its answer is in its own form', async () => {
    const queued = (contactId: string): string => Buffer.from(JSON.stringify({
      version: '0', id: `event-${contactId}`, 'detail-type': 'Amazon Connect Contact Event', source: 'aws.connect', time: new Date().toISOString(),
      detail: { eventType: 'QUEUED', contactId, channel: 'VOICE', initiationMethod: 'INBOUND', queueInfo: {
        queueArn: 'arn:aws:connect:us-west-2:111122223333:instance/12345678-1234-1234-1234-123456789012/queue/22222222-2222-2222-2222-222222222222', queueType: 'STANDARD', enqueueTimestamp: new Date().toISOString(),
      } },
    })).toString('base64')
    const send = (key: string, records: { data: string }[]): Promise<Response> => fetch(`${feeds()}/connect`, {
      method: 'POST', body: JSON.stringify({ requestId: 'ed4acda5-034f-9f42-bba1-f29aea6d7d8f', timestamp: Date.now(), records }),
      headers: { 'content-type': 'application/json', 'x-amz-firehose-protocol-version': '1.0', 'x-amz-firehose-request-id': 'ed4acda5-034f-9f42-bba1-f29aea6d7d8f', 'x-amz-firehose-access-key': key },
    })
    expect((await send('a-guess', [{ data: queued('aws-1') }])).status).toBe(401)
    // Firehose does not send less than a megabyte while there is more.
    const filler = { data: Buffer.from(JSON.stringify({ note: 'x'.repeat(1024 * 1024) })).toString('base64') }
    expect((await send('a-guess', [filler])).status).toBe(413)
    const answer = await send(CONNECT_KEY, [{ data: queued('aws-1') }, { data: queued('aws-2') }, filler])
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json'])
    expect(await answer.json()).toEqual({ requestId: 'ed4acda5-034f-9f42-bba1-f29aea6d7d8f', timestamp: expect.any(Number) as number })
    expect((await send(CONNECT_KEY, [{ data: queued('aws-1') }])).status).toBe(200)
    const board = async (): Promise<unknown> => (await fetch(`${server.url}/v1/centers/acme/queues/aws`, { headers: { authorization: `Bearer ${acme.read}` } })).json()
    await eventually(async () => expect(await board()).toMatchObject({ queue: 'aws', waiting: 2 }))
    expect(server.output()).not.toContain(CONNECT_KEY)
  })

  it('that cannot be translated are kept without personal data, and replayed after the mapping was mended', async () => {
    const key = { authorization: `Bearer ${acme.supervisor}` }
    const sent = await fetch(`${feeds()}/own`, { method: 'POST', headers: { authorization: 'Bearer acme-own-feed-key-0123456789' }, body: JSON.stringify({ kind: 'in', phone: '+3225550100', line: 'sales', name: 'Jane' }) })
    expect([sent.status, await sent.json()]).toMatchObject([202, { accepted: 0, rejected: [{ path: 'events[0].emit.queue' }] }])
    const listed = await (await fetch(`${feeds()}/own/rejected`, { headers: key })).text()
    expect(listed).not.toMatch(/Jane|5550100/)
    const [kept] = (JSON.parse(listed) as { rejected: { id: string; kind: string }[] }).rejected
    expect(kept).toMatchObject({ id: 'r1', kind: 'in' })
    const replay = (): Promise<Response> => fetch(`${feeds()}/own/rejected/${kept?.id}/replay`, { method: 'POST', headers: key })
    expect((await replay()).status).toBe(400)

    writeFileSync(mappingFile, JSON.stringify(OWN).replace('body.queue', 'body.line'))
    writeConfig(dataDir, config(2))
    process.kill(server.pid, 'SIGHUP')
    await eventually(async () => expect((await replay()).status).toBe(202))
    const board = async (): Promise<unknown> => (await fetch(`${server.url}/v1/centers/acme/queues`, { headers: { authorization: `Bearer ${acme.read}` } })).json()
    await eventually(async () => expect(await board()).toMatchObject({ queues: expect.arrayContaining([expect.objectContaining({ queue: 'sales', waiting: 1 })]) as unknown }))
    expect(server.output()).not.toMatch(/Jane|5550100|chatwoot-secret/)
  })
})

it('a start with a broken mapping names its path and never listens', async () => {
  const folder = newDataDir()
  const broken = { ...OWN, events: [{ emit: { type: 'contact.queued', contact: 'bdy.id', queue: 'body.q' } }] }
  const path = writeConfig(folder, { generation: 1, centers: [testCenter('acme', { feeds: [
    { name: 'own', source: 'webhook', mapping: broken, secret: 'x' }, { name: 'two', source: 'webhook', mapping: 'chatwot', secret: 'x' }, { name: 'three', source: 'webhoook' },
    { name: 'four', source: 'webhook', mapping: 'rocketchat' }, { name: 'five', source: 'whatsapp' },
  ] })] })
  const { code, output } = await runServerToEnd({ QUEUECAST_CONFIG: path, QUEUECAST_DATA_DIR: join(folder, 'data'), PORT: '0' })
  expect(code).toBe(1)
  expect(output).toContain('centers[0].feeds[0].mapping.events[0].emit.contact: "bdy" is not known here')
  expect(output).toContain('centers[0].feeds[1].mapping: "chatwot" is no mapping that comes with the server')
  expect(output).toContain('centers[0].feeds[2].source: "webhoook" is no kind of source')
  expect(output).toContain('centers[0].feeds[3].name: no key is listed for the feed "four"')
  expect(output).toContain('centers[0].feeds[4].verifyToken: is missing')
  removeDataDir(folder)
})
