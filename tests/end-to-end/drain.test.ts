import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestClient, eventually } from '../support/client.ts'
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { sseClient, stockClient, type StockClient } from '../support/watchers.ts'

const CUSTOMERS = 60
const STREAMS = 30
let server: ServerProcess
let dataDir: string
const open: { close(): void }[] = []
beforeEach(async () => {
  dataDir = newDataDir()
  server = await startServerProcess({ dataDir })
})
afterEach(async () => {
  for (const one of open.splice(0)) one.close()
  await server.stop('SIGKILL')
  removeDataDir(dataDir)
})

it('SIGTERM tells every customer when to come back, not all at once, lets requests in flight end, and ends with 0; whoever comes back is served', async () => {
  const client = createTestClient(server.url, server.keys())
  const { body } = await client.post(Array.from({ length: CUSTOMERS }, (_, n) => ({ id: `q-${n}`, type: 'contact.queued', time: Date.now() - 1000 + n, contact: `c-${n}`, queue: 'support', channel: 'chat' })))
  const tokens = await Promise.all(Array.from({ length: CUSTOMERS }, (_, n) => client.token(`c-${n}`)))
  await client.display('c-0', tokens[0]!, body.logPosition)
  const customers = tokens.map((token): StockClient => stockClient(server.url, '/contact', { token, v: 1 }, { reconnection: false }))
  open.push(...customers)
  await eventually(() => expect(customers.every(({ displays }) => displays.length > 0)).toBe(true))
  const streams = tokens.slice(0, STREAMS).map((token, n) => sseClient(`${server.url}/v1/centers/example/contacts/c-${n}/stream`, token))
  open.push(...streams)
  await eventually(() => expect(streams.every(({ displays }) => displays.length > 0)).toBe(true))
  // Waits for a position that nothing will reach: in flight when the signal comes.
  const waiting = fetch(`${server.url}/v1/centers/example/contacts/c-0/display?after=9999999999999-0`, { headers: { authorization: `Bearer ${tokens[0]!}` } }).then((answer) => answer.status, () => 'cut')
  const port = Number(new URL(server.url).port)

  expect(await server.stop('SIGTERM')).toBe(0)
  await eventually(() => expect(customers.every(({ refused }) => refused.length > 0)).toBe(true))
  expect(new Set(customers.flatMap(({ refused }) => refused.map(({ code, retry }) => `${code} ${retry}`)))).toEqual(new Set(['draining true']))
  // Event streams likewise, whose readers are not all to come back in the same second either.
  await eventually(() => expect(streams.map(({ refused }) => refused.map(({ code, retry }) => `${code} ${retry}`))).toEqual(streams.map(() => ['draining true'])))
  expect(new Set(streams.map(({ refused }) => refused[0]?.after)).size).toBeGreaterThan(1)
  const seconds = customers.map(({ refused }) => refused[0]?.after ?? 0)
  expect(Math.min(...seconds)).toBeGreaterThanOrEqual(1)
  // Sixty draws of five values: all alike happens once in 10^40 runs.
  expect(new Set(seconds).size).toBeGreaterThan(1)
  expect(['cut', 504]).toContain(await waiting)
  expect(server.output()).toContain('"message":"stopping"')

  server = await startServerProcess({ dataDir, port })
  const again = stockClient(server.url, '/contact', { token: tokens[CUSTOMERS - 1]!, v: 1 })
  open.push(again)
  await eventually(() => expect(again.displays.at(-1)).toMatchObject({ state: 'waiting', position: CUSTOMERS }))
})
