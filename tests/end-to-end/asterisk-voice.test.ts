import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FakeAri, startFakeAri } from '@queuecast/server/delivery/asterisk-announcer/testing'
import { createTestClient, eventually, type TestClient } from '../support/client.ts'
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { keysOf, testCenter, writeConfig } from '../support/test-config.ts'

const LOGIN = { username: 'queuecast', password: 'ari-password-0123456789' }
const CALLER = '1700000000.101'
let ari: FakeAri
let server: ServerProcess
let client: TestClient
const dataDir = newDataDir()
beforeAll(async () => {
  ari = await startFakeAri(LOGIN)
  ari.channels.add(CALLER)
  const pbx = {
    name: 'pbx1', source: 'asterisk-ami', host: '127.0.0.1', port: 9, username: 'queuecast', secret: 'nobody-listens-there',
    ari: { url: ari.url, username: LOGIN.username, secret: 'env:TEST_ARI_SECRET' },
  }
  const path = writeConfig(dataDir, { generation: 1, centers: [testCenter('example', { feeds: [pbx] })] })
  server = await startServerProcess({ dataDir, env: { QUEUECAST_CONFIG: path, TEST_ARI_SECRET: LOGIN.password } })
  client = createTestClient(server.url, keysOf('example'))
})
afterAll(async () => {
  await server?.stop('SIGKILL')
  await ari?.close()
  removeDataDir(dataDir)
})

describe('a caller in app_queue', () => {
  it('is whispered to without leaving the queue, and hears nothing more the moment an agent is rung', async () => {
    await eventually(() => expect(ari.open).toBe(1))
    const event = (type: string, more: object = {}) => ({ id: `${type}-1`, type, time: Date.now(), contact: CALLER, ...more })
    await client.post([event('contact.queued', { queue: 'support', channel: 'voice', language: 'nl' })])
    const play = await eventually(() => {
      const found = ari.requests.find(({ path }) => path.includes('/play/'))
      expect(found).toBeDefined()
      return found as NonNullable<typeof found>
    })
    expect(play.query['media']).toMatch(/^sound:queue-youarenext/)
    expect(play.query['lang']).toBe('nl')
    await client.post([event('contact.ringing', { agent: 'a-1' })])
    await eventually(() => expect(ari.snoops.size).toBe(0))
    // Nothing but the snoop channel was ever touched.
    for (const { path } of ari.requests) expect(path).toMatch(/^channels\/(1700000000\.101\/snoop\/queuecast-|queuecast-)/)
  })
})
