import type { Display } from '@queuecast/client-sdk/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestClient, eventually, type TestClient } from '../support/client.ts'
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { keysOf, testCenter, writeConfig } from '../support/test-config.ts'

let server: ServerProcess
let client: TestClient
const dataDir = newDataDir()
const keys = keysOf('example')
const own = {
  id: 'our-word', version: '1', title: { en: 'Our word' }, kind: 'promise', standing: 'own', status: 'own',
  rules: [{ id: 'offer', type: 'callback-offer', strength: 'must', afterSeconds: 1, provenance: { basis: 'operator' } }],
}

beforeAll(async () => {
  const queues = [{ id: 'support', show: 'both', callback: { available: true } }, { id: 'sales', show: 'both' }]
  const charters = [{ id: 'our-word', adheredOn: '2026-01-01', effectiveFrom: '2026-01-01', charter: own }, { id: 'be-2011', effectiveFrom: '2026-01-01' }]
  server = await startServerProcess({ dataDir, env: { QUEUECAST_CONFIG: writeConfig(dataDir, { generation: 1, centers: [testCenter('example', { queues, charters })] }) } })
  client = createTestClient(server.url, keys)
})
afterAll(async () => {
  await server?.stop('SIGKILL')
  removeDataDir(dataDir)
})
const get = async (path: string): Promise<unknown> => (await fetch(`${server.url}/v1/centers/example/${path}`, { headers: { authorization: `Bearer ${keys.admin}` } })).json()

describe('the charters of a running center', () => {
  it('are listed, and judged with a reason while nothing is measured yet', async () => {
    expect(await get('charters')).toMatchObject({ charters: [{ id: 'our-word', adheredOn: '2026-01-01', inForce: true, rules: [{ says: 'a callback is offered after 1 s' }] }, { id: 'be-2011' }] })
    const { verdicts } = (await get('verdicts')) as { verdicts: { rule: string; status: string; reason?: string }[] }
    expect(verdicts.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['offer', 'wait', 'callback-by', 'event']))
    expect(verdicts.filter(({ status }) => status === 'met')).toEqual([])
  })

  it('let a waiting customer see, without asking again, that a callback is offered; not where none can be had', async () => {
    const queued = (contact: string, queue: string) => ({ id: `q-${contact}`, type: 'contact.queued', time: Date.now(), contact, queue, channel: 'voice', language: 'en' })
    await client.post([queued('c-1', 'support'), queued('c-2', 'sales')])
    const stream = await fetch(`${server.url}/v1/centers/example/contacts/c-1/stream`, { headers: { authorization: `Bearer ${await client.token('c-1')}`, 'accept-language': 'en' } })
    let offered: Display | undefined
    let text = ''
    for await (const chunk of stream.body ?? []) {
      text += new TextDecoder().decode(chunk)
      const displays = text.split('\n').filter((line) => line.startsWith('data: {"v"')).map((line) => { try { return JSON.parse(line.slice(6)) as Display } catch { return undefined } })
      offered = displays.find((display) => (display?.duties.length ?? 0) > 0)
      if (offered !== undefined) break
    }
    expect(offered).toMatchObject({ duties: [{ kind: 'offer-callback', charter: 'our-word', rule: 'offer' }], text: { offer: 'You can also choose to be called back.' } })
    const token = await client.token('c-2')
    await eventually(async () => {
      const display = await client.display('c-2', token)
      expect(display.waitedSeconds).toBeGreaterThanOrEqual(2)
      expect(display.duties).toEqual([])
    })
  })

  it('are added for a later day, once, never backwards, and stay after a restart', async () => {
    const put = async (body: object, key = keys.admin) => {
      const answer = await fetch(`${server.url}/v1/centers/example/charters`, { method: 'PUT', headers: { 'authorization': `Bearer ${key}`, 'content-type': 'application/json' }, body: JSON.stringify(body) })
      return { status: answer.status, body: (await answer.json()) as { charters: { id: string; inForce: boolean; effectiveFrom: string }[]; field?: string; detail?: string } }
    }
    const later = { adoption: { id: 'us-ladwp-2017', effectiveFrom: '2099-01-01' } }
    expect(await put(later, keys.read)).toMatchObject({ status: 403 })
    expect(await put({ adoption: { id: 'us-ladwp-2017', effectiveFrom: '2020-01-01' } })).toMatchObject({ status: 409, body: { field: 'effectiveFrom' } })
    expect(await put({ adoption: { id: 'no-such-charter', effectiveFrom: '2099-01-01' } })).toMatchObject({ status: 400 })
    const added = await put(later)
    expect(added.status).toBe(201)
    expect(added.body.charters.at(-1)).toMatchObject({ id: 'us-ladwp-2017', inForce: false })
    expect((await put(later)).status).toBe(200)
    await server.stop('SIGKILL')
    server = await startServerProcess({ dataDir, env: { QUEUECAST_CONFIG: `${dataDir}/queuecast.json` } })
    await eventually(async () => expect(((await get('charters')) as { charters: { id: string }[] }).charters.map(({ id }) => id)).toEqual(['our-word', 'be-2011', 'us-ladwp-2017']))
  })
})
