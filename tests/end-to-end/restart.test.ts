import { afterEach, describe, expect, it } from 'vitest'
import { createTestClient, eventually } from '../support/client.ts'
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from '../support/server-process.ts'

const running: ServerProcess[] = []
const folders: string[] = []
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop('SIGKILL')
  for (const folder of folders.splice(0)) removeDataDir(folder)
})
async function start(dataDir: string): Promise<ServerProcess> {
  const server = await startServerProcess({ dataDir })
  running.push(server)
  return server
}
function folder(): string {
  const dataDir = newDataDir()
  folders.push(dataDir)
  return dataDir
}

describe('kill -9 and start again', () => {
  it('loses nothing acknowledged, displays go on and tokens still work', async () => {
    const dataDir = folder()
    const first = await start(dataDir)
    const before = createTestClient(first.url, first.keys())
    const token = await before.token('c-40')
    const acknowledged: string[] = []
    for (let i = 1; i <= 40; i++) {
      const contact = `c-${i}`
      const { status } = await before.post([{ id: `q-${i}`, type: 'contact.queued', time: Date.now(), contact, queue: 'support', channel: 'chat' }])
      if (status === 202) acknowledged.push(contact)
    }
    const answered = await before.post([{ id: 'a-1', type: 'contact.answered', time: Date.now(), contact: 'c-1', agent: 'ana' }])
    const shown = await before.display('c-40', token, answered.body.logPosition)
    expect(shown).toMatchObject({ state: 'waiting', position: 39 })
    const keys = first.keys()
    await first.stop('SIGKILL')

    const second = await start(dataDir)
    expect(second.keys()).toEqual(keys)
    const after = createTestClient(second.url, keys)
    const again = await after.display('c-40', token)
    expect(acknowledged).toHaveLength(40)
    expect(again).toMatchObject({ state: 'waiting', position: 39 })
    // A client keeps the largest (epoch, seq): what is said after the restart must count as newer.
    expect(again.epoch > shown.epoch || (again.epoch === shown.epoch && again.seq >= shown.seq)).toBe(true)
    // The feed's retry of what it does not know was taken changes nothing.
    const retried = await after.post([{ id: 'a-1', type: 'contact.answered', time: Date.now(), contact: 'c-1', agent: 'ana' }])
    expect((await after.display('c-40', token, retried.body.logPosition)).position).toBe(39)
  })

  it('in the middle of a flood keeps each batch that was acknowledged', async () => {
    const dataDir = folder()
    const first = await start(dataDir)
    const before = createTestClient(first.url, first.keys())
    const keys = first.keys()
    let acknowledged = 0
    const killed = new AbortController()
    const flood = (async () => {
      for (let batch = 0; !killed.signal.aborted && batch < 10_000; batch++) {
        const events = Array.from({ length: 10 }, (_, i) => ({
          id: `f-${batch}-${i}`, type: 'contact.queued', time: Date.now(), contact: `f-${batch}-${i}`, queue: 'flood', channel: 'chat',
        }))
        const answer = await before.post(events).catch(() => undefined)
        if (answer?.status === 202) acknowledged = batch + 1
      }
    })()
    await eventually(() => expect(acknowledged).toBeGreaterThan(20))
    await first.stop('SIGKILL')
    killed.abort()
    await flood

    const second = await start(dataDir)
    const answer = await fetch(`${second.url}/v1/centers/example/queues/flood`, { headers: { authorization: `Bearer ${keys.read}` } })
    const { waiting } = (await answer.json()) as { waiting: number }
    expect(waiting).toBeGreaterThanOrEqual(acknowledged * 10)
    // At most the one batch that was under way came in without an answer.
    expect(waiting).toBeLessThanOrEqual((acknowledged + 1) * 10)
  })
})
