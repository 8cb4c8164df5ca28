import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openFolder } from '@queuecast/server/event-log'
import { bookOf, EMPTY_HEAD, EmbeddedLedger, nextEntry, saltedPayload } from '@queuecast/server/promise-ledger'
import { evidenceOf, hasOpenssl, TestAuthority } from '@queuecast/server/promise-ledger/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../support/client.ts'
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { keysOf, testCenter, writeConfig } from '../support/test-config.ts'

const DAY_MS = 86_400_000
const keys = keysOf('example')
/** Yesterday at noon (UTC). */
const NOON_MS = Math.floor(Date.now() / DAY_MS) * DAY_MS - DAY_MS / 2
const DAY = new Date(NOON_MS).toISOString().slice(0, 10)

describe.skipIf(!hasOpenssl)('a server seals yesterday (left out where openssl, which plays the authority, is not installed)', () => {
  let server: ServerProcess
  let authority: TestAuthority
  let receiver: Server
  const dataDir = newDataDir()
  const taken: { head: string; day: string }[] = []
  beforeAll(async () => {
    mkdirSync(join(dataDir, 'tsa'))
    authority = await TestAuthority.open(join(dataDir, 'tsa'), 'Test TSA', 'ec')
    receiver = createServer((request, response) => {
      let body = ''
      request.on('data', (data: Buffer) => { body += data.toString() })
      request.on('end', () => {
        taken.push(JSON.parse(body) as { head: string; day: string })
        response.writeHead(204).end()
      })
    })
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
    // What a server left that ran yesterday.
    const store = new EmbeddedLedger(await openFolder(join(dataDir, 'ledger-store')))
    const payloads = [saltedPayload({ kind: 'contact', evidence: evidenceOf('c-1', { clocks: { queuedAtMs: NOON_MS }, settledAtMs: NOON_MS + 90_000 }) })]
    const entry = nextEntry(bookOf('example'), EMPTY_HEAD, { log: `${NOON_MS}-0`, atMs: NOON_MS }, payloads)
    await store.append(0, 'example', { entry, payloads, contacts: [{ contact: 'c-1', index: 0 }], rollups: [], erase: [] })
    await store.close()
    writeFileSync(join(dataDir, 'smtp'), 'smtp://queuecast:hunter2@127.0.0.1:1\n')
    const ledger = {
      head: { url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`, secret: 'shared' },
      headMail: { server: `file:${join(dataDir, 'smtp')}`, from: 'ledger@acme.example', to: ['notary@notary.example'] },
      headTimeStamp: { url: authority.url, ca: `file:${join(dataDir, 'tsa', 'ca.pem')}` },
    }
    server = await startServerProcess({ dataDir, env: { QUEUECAST_PARTITIONS: '1', QUEUECAST_CONFIG: writeConfig(dataDir, { generation: 1, centers: [testCenter('example', { ledger })] }) } })
  }, 120_000)
  afterAll(async () => {
    await server?.stop('SIGKILL')
    receiver?.closeAllConnections()
    receiver?.close()
    await authority?.close()
    removeDataDir(dataDir)
  })

  it('[LE22][LE24][LE25] and gives its head to others; the report, the metrics and the verifier say so', async () => {
    const authorization = `Bearer ${keys.inspect}`
    // The log has something, so that the ledger covers it.
    await fetch(`${server.url}/v1/centers/example/events`, { method: 'POST', headers: { 'authorization': `Bearer ${keys.feed.demo}`, 'content-type': 'application/json' }, body: JSON.stringify({ events: [{ id: 'b', type: 'feed.heartbeat', time: Date.now() }] }) })
    const stamp = join(dataDir, 'ledger/example', `${DAY}.tsr`)
    await eventually(() => {
      expect(taken).toHaveLength(1)
      expect(readFileSync(stamp).length).toBeGreaterThan(500)
      return Promise.resolve()
    })
    expect(taken[0]?.day).toBe(DAY)
    await authority.verifies(stamp, taken[0]?.head ?? '')
    const report = async (): Promise<{ heads: { way: string; left?: { day: string; by?: string }; waiting?: { error?: string } }[] }> =>
      (await fetch(`${server.url}/example/report?format=json&from=${DAY}`, { headers: { authorization } })).json() as never
    await eventually(async () => expect((await report()).heads).toMatchObject([
      { way: 'webhook', left: { day: DAY } }, { way: 'mail', waiting: { error: expect.stringContaining('ECONNREFUSED') as string } }, { way: 'time-stamp', left: { day: DAY, by: 'Test TSA' } },
    ]))
    expect(JSON.stringify(await report())).not.toContain('hunter2')
    const metrics = await (await fetch(`${server.url}/metrics`)).text()
    expect(metrics).toMatch(/^queuecast_ledger_head_waiting_seconds\{center="example",way="mail"\} (?!0$)[\d.]+$/m)
    expect(metrics).toMatch(/^queuecast_ledger_head_waiting_seconds\{center="example",way="time-stamp"\} 0$/m)

    const main = fileURLToPath(new URL('../../server/src/promise-ledger/verify-main.ts', import.meta.url))
    const verify = (...args: string[]) => spawnSync(process.execPath, ['--import', 'tsx', main, join(dataDir, 'ledger'), ...args], { encoding: 'utf8' })
    const ca = join(dataDir, 'tsa', 'ca.pem')
    expect(verify('--head', taken[0]?.head ?? '', '--tsa-ca', ca)).toMatchObject({ status: 0, stdout: expect.stringMatching(/by Test TSA, number [0-9a-f]+; its certificate is vouched for/) as string })
    expect(verify()).toMatchObject({ status: 0, stdout: expect.stringContaining('who signed is not checked: give --tsa-ca') as string })
    expect(verify('--tsa-ca', join(dataDir, 'smtp'))).toMatchObject({ status: 2, stderr: expect.stringContaining('there is no certificate (PEM)') as string })
    writeFileSync(stamp, readFileSync(stamp).subarray(1))
    expect(verify()).toMatchObject({ status: 1, stderr: expect.stringContaining(`BAD  ${stamp}`) as string })
  }, 120_000)
})
