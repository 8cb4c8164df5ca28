import { writeFileSync } from 'node:fs'
import type { Display } from '@queuecast/client-sdk/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestClient, eventually, type TestClient } from '../support/client.ts'
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { keysOf, testCenter, writeConfig } from '../support/test-config.ts'
import { stockClient } from '../support/watchers.ts'

const acme = keysOf('acme')
let server: ServerProcess
let client: TestClient
let token: string
const dataDir = newDataDir()
const open: { close(): void }[] = []

/** The file with one queue of the center `acme`; `beta` stays as it is. */
const write = (generation: number, queue: object, center: object = {}): string =>
  writeConfig(dataDir, { generation, centers: [testCenter('acme', { languages: ['en'], queues: [{ id: 'support', ...queue }], ...center }), testCenter('beta')] })
const reload = (): void => void process.kill(server.pid, 'SIGHUP')
async function start(path: string): Promise<void> {
  server = await startServerProcess({ dataDir, env: { QUEUECAST_CONFIG: path } })
  client = createTestClient(server.url, acme, 'acme')
}
beforeAll(async () => {
  await start(write(1, { name: { en: 'Support' } }))
  await client.post([{ id: 'q-1', type: 'contact.queued', time: Date.now(), contact: 'c-1', queue: 'support', channel: 'chat' }])
  token = await client.token('c-1')
})
afterAll(async () => {
  for (const one of open) one.close()
  await server?.stop('SIGKILL')
  removeDataDir(dataDir)
})

async function queue(): Promise<{ name: string; show: string }> {
  const answer = await fetch(`${server.url}/v1/centers/acme/queues/support`, { headers: { authorization: `Bearer ${acme.read}` } })
  return (await answer.json()) as { name: string; show: string }
}
async function ready(): Promise<{ status: number; why: string[] }> {
  const answer = await fetch(`${server.url}/readyz`)
  return { status: answer.status, why: ((await answer.json()) as { why: string[] }).why }
}
const reasonOf = (display: Display | undefined): string | undefined => (display === undefined || display.wait.known ? undefined : display.wait.reason)

describe('the configuration read again on SIGHUP', () => {
  it('takes effect at once with a higher generation: name, show and keys, also for who is connected', async () => {
    const socket = stockClient(server.url, '/contact', { token, v: 1 })
    open.push(socket)
    await eventually(() => expect(socket.displays.at(-1)).toMatchObject({ position: 1 }))
    write(2, { name: { en: 'Help desk' }, show: 'shadow' })
    reload()
    await eventually(async () => expect(await queue()).toMatchObject({ name: 'Help desk', show: 'shadow' }))
    await eventually(() => expect(reasonOf(socket.displays.at(-1))).toBe('shadow'))
    expect(socket.displays.at(-1)).not.toHaveProperty('position')
    expect(socket.ended).toEqual([])
    expect(await ready()).toEqual({ status: 200, why: [] })
  })

  it('with the same generation and other content makes the node not ready, says which center, and changes nothing', async () => {
    write(2, { name: { en: 'Other name' }, show: 'both' })
    reload()
    await eventually(async () => expect((await ready()).status).toBe(503))
    const { why } = await ready()
    expect(why).toHaveLength(1)
    expect(why[0]).toMatch(/acme.*generation 2.*raise "generation"/)
    expect(await queue()).toMatchObject({ name: 'Help desk', show: 'shadow' })
    // Customers are served on: not ready is for the balancer and the operator.
    expect(reasonOf(await client.display('c-1', token))).toBe('shadow')
    write(3, { name: { en: 'Other name' }, show: 'both' })
    reload()
    await eventually(async () => expect([(await ready()).status, await queue()]).toMatchObject([200, { name: 'Other name', show: 'both' }]))
    expect((await client.display('c-1', token)).position).toBe(1)
  })

  it('with an older generation too, until it is raised', async () => {
    write(1, { name: { en: 'Support' } })
    reload()
    await eventually(async () => expect((await ready()).why).toEqual([expect.stringMatching(/acme.*generation 1.*already has 3/), expect.stringMatching(/beta/)]))
    write(3, { name: { en: 'Other name' }, show: 'both' })
    reload()
    await eventually(async () => expect((await ready()).status).toBe(200))
  })

  it('with a fault is not taken: the server goes on with what it has and says what is wrong', async () => {
    const path = write(4, { nam: { en: 'Typo' } })
    reload()
    await eventually(() => expect(server.output()).toContain('centers[0].queues[0].nam'))
    expect(await queue()).toMatchObject({ name: 'Other name', show: 'both' })
    writeFileSync(path, '{"generation": 4, "centers": [')
    reload()
    await eventually(() => expect(server.output()).toMatch(/is not JSON/))
    expect((await ready()).status).toBe(200)
    expect((await client.display('c-1', token)).position).toBe(1)
  })

  it('replaces keys without a new generation, because the log holds none', async () => {
    const next = 'acme-read-key-of-the-next-quarter'
    const withKeys = { keys: { feed: { demo: [acme.feed.demo] }, read: [acme.read, next], token: [acme.token], supervisor: [acme.supervisor] } }
    write(3, { name: { en: 'Other name' }, show: 'both' }, withKeys)
    const asks = async (): Promise<number> => (await fetch(`${server.url}/v1/centers/acme/queues`, { headers: { authorization: `Bearer ${next}` } })).status
    expect(await asks()).toBe(401)
    reload()
    await eventually(async () => expect(await asks()).toBe(200))
    expect(await ready()).toEqual({ status: 200, why: [] })
  })

  it('a supervisor\'s stop stands until a newer generation names the queue', async () => {
    const put = await fetch(`${server.url}/v1/centers/acme/queues/support/show`, {
      method: 'PUT', headers: { 'authorization': `Bearer ${acme.supervisor}`, 'content-type': 'application/json' }, body: '{"show":"off"}',
    })
    expect(put.status).toBe(200)
    writeConfig(dataDir, { generation: 4, centers: [testCenter('acme', { languages: ['en'] }), testCenter('beta')] })
    reload()
    await eventually(async () => expect(await queue()).toMatchObject({ name: 'support', show: 'off' }))
    const path = write(5, { name: { en: 'Support' }, show: 'place' })
    reload()
    await eventually(async () => expect(await queue()).toMatchObject({ name: 'Support', show: 'place' }))
    // What was read last is what a restart finds in the log.
    await server.stop('SIGKILL')
    await start(path)
    expect(await ready()).toEqual({ status: 200, why: [] })
    expect(await queue()).toMatchObject({ name: 'Support', show: 'place' })
  })
})
