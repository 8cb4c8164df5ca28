import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestClient, eventually, type TestClient } from '../support/client.ts'
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { keysOf, testCenter, writeConfig } from '../support/test-config.ts'

interface Heard { id: string; contact: string; queue: string; text: string; ssml: string; plan: { lang: string; segments: { position?: number }[] } }

let server: ServerProcess
let client: TestClient
const dataDir = newDataDir()
const keys = keysOf('example')
const sockets: Socket[] = []
beforeAll(async () => {
  const charter = {
    id: 'own', version: '1', title: { en: 'Own' }, kind: 'promise', standing: 'own', status: 'own',
    rules: [{ id: 'often', type: 'status-cadence', strength: 'must', maxGapSeconds: 25, provenance: { basis: 'operator' } }],
  }
  const path = writeConfig(dataDir, { generation: 1, centers: [testCenter('example'), testCenter('chartered', { charters: [{ id: 'own', charter, adheredOn: '2026-01-01', effectiveFrom: '2026-01-01' }] })] })
  server = await startServerProcess({ dataDir, env: { QUEUECAST_CONFIG: path } })
  client = createTestClient(server.url, keys)
})
afterAll(async () => {
  for (const socket of sockets) socket.close()
  await server?.stop('SIGKILL')
  removeDataDir(dataDir)
})
const ivr = (key: string | undefined, center = 'example'): Socket => {
  const socket = io(`${server.url}/ivr`, { transports: ['websocket'], forceNew: true, reconnection: false, auth: { key, center } })
  sockets.push(socket)
  return socket
}
const event = (type: string, contact: string, more: object = {}) => ({ id: `${type}-${contact}`, type, time: Date.now(), contact, ...more })
const queued = (contact: string, more: object = {}) => event('contact.queued', contact, { queue: 'support', channel: 'voice', ...more })

describe('/ivr', () => {
  it('announces to callers in their language, stops when their turn comes, and takes one receipt', async () => {
    const heard: Heard[] = []
    const stopped: string[] = []
    const socket = ivr(keys.ivr)
    socket.on('announce', (announcement: Heard) => heard.push(announcement))
    socket.on('stop', ({ id }: { id: string }) => stopped.push(id))
    await eventually(() => expect(socket.connected).toBe(true))
    await client.post([queued('c-1', { language: 'fr' }), queued('c-2', { channel: 'chat' })])
    await eventually(() => expect(heard.map(({ contact }) => contact)).toEqual(['c-1']))
    expect(heard[0]).toMatchObject({ queue: 'support', plan: { lang: 'fr', segments: [{ position: 1 }] } })
    expect(heard[0]?.text).toMatch(/^Vous êtes en première position\./)
    expect(heard[0]?.ssml).toContain('xml:lang="fr"')

    const { id } = heard[0] as Heard
    await client.post([event('contact.ringing', 'c-1', { agent: 'a-1' })])
    await eventually(() => expect(stopped).toEqual([id]))
    expect(await socket.emitWithAck('played', { id, played: true })).toEqual({ taken: false })
  })

  it('repeats as often as the charter owes, in short, and sooner than without one', async () => {
    const heard: { center: string; text: string; atMs: number }[] = []
    for (const center of ['example', 'chartered']) {
      const own = keysOf(center)
      const socket = ivr(own.ivr, center)
      socket.on('announce', ({ contact, text }: Heard) => contact === 'k-1' && heard.push({ center, text, atMs: performance.now() }))
      await eventually(() => expect(socket.connected).toBe(true))
      await createTestClient(server.url, own, center).post([queued('k-1', { language: 'en', queue: 'cadence' })])
    }
    const inChartered = (): typeof heard => heard.filter(({ center }) => center === 'chartered')
    await eventually(() => expect(inChartered()).toHaveLength(2), 55_000)
    const [first, second] = inChartered()
    // News comes no sooner either.
    expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThan(14_000)
    expect(second?.text).toMatch(/^(?:Still probably within|You are still in line|You are first in line)/)
    expect(heard.filter(({ center }) => center === 'example')).toHaveLength(1)
  })

  it('takes what was played as a receipt, once', async () => {
    const socket = ivr(keys.ivr)
    const announced = new Promise<Heard>((resolve) => socket.on('announce', (one: Heard) => one.contact === 'c-3' && resolve(one)))
    await client.post([queued('c-3')])
    const { id } = await announced
    expect(await socket.emitWithAck('played', { id, played: true })).toEqual({ taken: true })
    expect(await socket.emitWithAck('played', { id, played: true })).toEqual({ taken: false })
    const metrics = await (await fetch(`${server.url}/metrics`)).text()
    expect(metrics).toMatch(/queuecast_receipts[a-z_]*\{[^}]*via="ivr"[^}]*\} 1/)
  })

  it('lets in nobody but an IVR key', async () => {
    for (const key of [keys.read, keys.feed.demo, 'wrong', undefined]) {
      const socket = ivr(key)
      const refused = new Promise((resolve) => socket.on('refused', resolve))
      expect(await refused).toMatchObject({ code: 'bad-token' })
    }
  })

  it.each([
    ['application/ssml+xml', /<speak .*U bent nummer 2\./], ['application/voicexml+xml', /<vxml version="2\.1"/], ['application/xml', /<Response><Say language="nl-NL">/],
    ['application/vnd.queuecast.asterisk+json', /"queue-thereare","digits\/2"/], ['application/vnd.queuecast.amazon-connect+json', /"position":"2"/],
    ['application/vnd.queuecast.freeswitch+json', /phrase:queuecast_place:2/],
  ])('gives a display as %s', async (accept, expected) => {
    const { body } = await client.post([queued('c-8', { queue: 'sales' }), queued('c-9', { queue: 'sales', language: 'nl' })])
    const answer = await fetch(`${server.url}/v1/centers/example/contacts/c-9/display?after=${encodeURIComponent(body.logPosition)}`, {
      headers: { authorization: `Bearer ${keys.ivr}`, accept },
    })
    expect(answer.headers.get('content-type')).toContain(accept)
    expect(await answer.text()).toMatch(expected)
  })
})
