import { readWav } from '@queuecast/server/delivery/ivr'
import { findEngine } from '@queuecast/server/delivery/speech'
import { writeFakeEngine } from '@queuecast/server/delivery/speech/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestClient, eventually } from '../support/client.ts'
import { newDataDir, removeDataDir, runServerToEnd, type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { keysOf, testCenter, writeConfig } from '../support/test-config.ts'

const installed = await findEngine(undefined, process.env['PATH'] ?? '')
const keys = keysOf('example')
const folders: string[] = []
const servers: ServerProcess[] = []
const fake = writeFakeEngine()

beforeAll(() => {
  if (installed === undefined) console.warn('left out: a server that finds an installed speech engine; install espeak-ng')
})
afterAll(async () => {
  for (const server of servers) await server.stop('SIGKILL')
  for (const folder of folders) removeDataDir(folder)
  fake.remove()
})

async function callerHears(env: Record<string, string>): Promise<(query?: string) => Promise<Response>> {
  const dataDir = newDataDir()
  folders.push(dataDir)
  const server = await startServerProcess({ dataDir, env: { QUEUECAST_CONFIG: writeConfig(dataDir, { generation: 1, centers: [testCenter('example')] }), ...env } })
  servers.push(server)
  const client = createTestClient(server.url, keys)
  const { body } = await client.post([{ id: '1', type: 'contact.queued', time: Date.now(), contact: 'c-1', queue: 'support', channel: 'voice', language: 'fr' }])
  return (query = '') => fetch(`${server.url}/v1/centers/example/contacts/c-1/display?after=${encodeURIComponent(body.logPosition)}${query}`, { headers: { authorization: `Bearer ${keys.ivr}`, accept: 'audio/wav' } })
}

describe.concurrent('an announcement as sound', () => {
  it('is spoken by the engine of the configuration, in the language of the call', async () => {
    const hear = await callerHears({ QUEUECAST_SPEECH_ENGINE: fake.path })
    // The first words are followed by a first figure, which may come while the engine speaks.
    const response = await eventually(async () => {
      const answer = await hear()
      expect(answer.status).toBe(200)
      return answer
    })
    expect(response.headers.get('content-type')).toBe('audio/wav')
    expect(readWav(new Uint8Array(await response.arrayBuffer()))).toMatchObject({ hertz: 8000 })
    expect(fake.asked()[0]).toMatchObject({ arguments: expect.arrayContaining(['fr']), words: expect.stringMatching(/^Vous êtes en première position\./), environment: expect.not.arrayContaining(['PATH', 'HOME']) })
  })

  it('is not acceptable where speech is off, and says what to do', async () => {
    const hear = await callerHears({ QUEUECAST_SPEECH_ENGINE: 'off' })
    const response = await hear()
    expect(response.status).toBe(406)
    expect(await response.json()).toMatchObject({ field: 'Accept', fix: expect.stringContaining('install espeak-ng') })
  })

  it('of an engine that was named and is not there stops the start, by its name', async () => {
    const dataDir = newDataDir()
    folders.push(dataDir)
    const { code, output } = await runServerToEnd({ QUEUECAST_DATA_DIR: dataDir, PORT: '0', QUEUECAST_SPEECH_ENGINE: '/nowhere/speaks' })
    expect(code).toBe(1)
    expect(output).toContain('QUEUECAST_SPEECH_ENGINE: no program "/nowhere/speaks" can be run')
  })

  it.skipIf(installed === undefined)('is spoken by what is installed, seconds long and not silent', async () => {
    const hear = await callerHears({})
    const sound = await eventually(async () => {
      const response = await hear('&hertz=16000')
      expect(response.status).toBe(200)
      return readWav(new Uint8Array(await response.arrayBuffer()))
    })
    expect(sound?.hertz).toBe(16_000)
    expect((sound?.samples.length ?? 0) / 16_000).toBeGreaterThan(1.5)
    expect(sound?.samples.some((sample) => Math.abs(sample) > 3000)).toBe(true)
  })
})
