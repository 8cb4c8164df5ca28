import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FakeAsterisk } from '../support/asterisk/fake-asterisk.ts'
import { type Frame, PlayedQueues } from '../support/asterisk/played-queues.ts'
import { createTestClient, eventually } from '../support/client.ts'
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { keysOf, testCenter, writeConfig } from '../support/test-config.ts'

const SECRET = 'a secret of the manager'
const joins = (uniqueid: string, position: number): Frame => ({
  Event: 'QueueCallerJoin', Privilege: 'agent,all', Channel: `PJSIP/t-${uniqueid}`, Uniqueid: uniqueid, Queue: 'support', Position: String(position), Count: String(position),
})

describe('a second Asterisk, long after the first', () => {
  const dataDir = newDataDir()
  let first: FakeAsterisk
  let second: FakeAsterisk
  let server: ServerProcess
  const feed = (name: string, { port }: FakeAsterisk, more: object = {}): object => ({ name, source: 'asterisk-ami', host: '127.0.0.1', port, username: 'queuecast', secret: 'env:AMI_SECRET', ...more })
  const configure = (generation: number, feeds: object[]): string => writeConfig(dataDir, { generation, centers: [testCenter('acme', { feeds })] })
  const logins = (asterisk: FakeAsterisk): number => asterisk.actions.filter((action) => action['Action'] === 'Login').length

  beforeAll(async () => {
    const listen = (): Promise<FakeAsterisk> => FakeAsterisk.listen({ nowMs: Date.now, secret: SECRET, queues: new PlayedQueues(['support']) })
    ;[first, second] = await Promise.all([listen(), listen()])
    server = await startServerProcess({ dataDir, env: { AMI_SECRET: SECRET, QUEUECAST_CONFIG: configure(1, [feed('pbx1', first)]) } })
  })
  afterAll(async () => {
    await server?.stop('SIGKILL')
    await first?.close()
    await second?.close()
    removeDataDir(dataDir)
  })

  it('is not taken in without a prefix; with one it renames no caller of the first, and takes no two callers for one', async () => {
    const client = createTestClient(server.url, keysOf('acme'), 'acme')
    await eventually(() => expect(first.loggedIn).toBe(1))
    first.event(joins('1.1', 1))
    const token = await client.token('1.1')
    await eventually(async () => expect(await client.display('1.1', token)).toMatchObject({ state: 'waiting', position: 1 }))

    configure(2, [feed('pbx1', first), feed('pbx2', second)])
    process.kill(server.pid, 'SIGHUP')
    await eventually(() => expect(server.output()).toContain('centers[0].feeds[1].contactPrefix'))
    expect(second.loggedIn).toBe(0)
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)

    configure(3, [feed('pbx1', first), feed('pbx2', second, { contactPrefix: 'pbx2-' })])
    process.kill(server.pid, 'SIGHUP')
    await eventually(() => expect(second.loggedIn).toBe(1))
    // The same count on another server is another caller.
    second.event(joins('1.1', 1))
    const other = await client.token('pbx2-1.1')
    await eventually(async () => expect(await client.display('pbx2-1.1', other)).toMatchObject({ state: 'waiting', position: 2 }))
    expect(await client.display('1.1', token)).toMatchObject({ state: 'waiting', position: 1 })
    expect(logins(first)).toBe(1)
  })
})
