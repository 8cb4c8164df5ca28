import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { newDataDir, removeDataDir, runServerToEnd, startServerProcess } from '../support/server-process.ts'
import { testCenter, writeConfig } from '../support/test-config.ts'

const folders: string[] = []
const folder = (): string => {
  const dataDir = newDataDir()
  folders.push(dataDir)
  return dataDir
}
afterAll(() => {
  for (const dataDir of folders) removeDataDir(dataDir)
})
const linesOf = (output: string): string[] => output.split('\n').filter((line) => line !== '' && !line.startsWith('{'))

// Together: each spends its time on waiting for a process, one of them ten seconds for Redis.
describe.concurrent('a start that must fail', () => {
  it('tells every fault of configuration and environment together, exits 1 and never listens nor opens the store', async () => {
    const dataDir = folder()
    const path = writeConfig(dataDir, {
      generation: 'one',
      centers: [testCenter('acme', { shw: 'both', timeZone: 'Europe/Brussels', queues: [{ id: 'Support' }, { id: 'sales', show: 'maybe' }] }), testCenter('beta', { langages: ['nl'] })],
    })
    const { code, output } = await runServerToEnd({ QUEUECAST_CONFIG: path, QUEUECAST_DATA_DIR: join(dataDir, 'data'), QUEUECAST_PARTITION: '4', QUEUECAST_SERVE: '9', PORT: 'http' })
    expect(code).toBe(1)
    const lines = linesOf(output)
    expect(lines.map((line) => line.split(':')[0]).toSorted()).toEqual([
      'PORT', 'QUEUECAST_PARTITION', 'QUEUECAST_SERVE', 'centers[0].queues[0].id', 'centers[0].queues[1].show', 'centers[0].shw', 'centers[1].langages', 'generation',
    ])
    expect(lines.find((line) => line.startsWith('centers[0].shw'))).toContain('did you mean "show"?')
    expect(lines.find((line) => line.startsWith('QUEUECAST_PARTITION:'))).toContain('did you mean QUEUECAST_PARTITIONS?')
    expect(output).not.toContain('listens')
    expect(existsSync(join(dataDir, 'data'))).toBe(false)
  })

  it('names an unknown QUEUECAST_ variable', async () => {
    const { code, output } = await runServerToEnd({ QUEUECAST_REDIS: 'redis://127.0.0.1:6379', QUEUECAST_DATA_DIR: folder(), PORT: '0' })
    expect(code).toBe(1)
    expect(linesOf(output)).toEqual(['QUEUECAST_REDIS: is not a setting of Queuecast (did you mean QUEUECAST_REDIS_URL?)'])
  })

  it('does not take in a second Asterisk that would count like the first, and says what to write', async () => {
    const dataDir = folder()
    const feed = (name: string) => ({ name, source: 'asterisk-ami', host: '127.0.0.1', username: 'queuecast', secret: 'a secret' })
    const path = writeConfig(dataDir, { generation: 1, centers: [testCenter('acme', { feeds: [feed('pbx1'), feed('pbx2')] })] })
    const { code, output } = await runServerToEnd({ QUEUECAST_CONFIG: path, QUEUECAST_DATA_DIR: join(dataDir, 'data'), PORT: '0' })
    expect(code).toBe(1)
    expect(linesOf(output)).toEqual([expect.stringMatching(/^centers\[0\]\.feeds\[1\]\.contactPrefix: is missing: "pbx1" .*two callers.*"contactPrefix": "pbx2-"/)])
  })

  it('knows the public holidays of countries and regions, and says which it does not know', async () => {
    const dataDir = folder()
    const closedOn = (holidays: string) => ({ id: holidays.toLowerCase(), hours: { weekly: { mon: ['09:00-17:00'] }, holidays } })
    const path = writeConfig(dataDir, { generation: 1, centers: [testCenter('acme', { queues: ['BE', 'BE-VLG', 'XX', 'DE-BY'].map(closedOn) })] })
    const { code, output } = await runServerToEnd({ QUEUECAST_CONFIG: path, QUEUECAST_DATA_DIR: join(dataDir, 'data'), PORT: '0' })
    expect(code).toBe(1)
    expect(linesOf(output)).toEqual([expect.stringMatching(/^centers\[0\]\.queues\[2\]\.hours\.holidays: .*"XX"/)])
  })

  it('says where a file breaks off, or that there is none', async () => {
    const dataDir = folder()
    writeFileSync(join(dataDir, 'cut.json'), '{\n  "generation": 1,\n  "centers": [')
    for (const [name, words] of [['cut.json', 'line 3'], ['none.json', 'ENOENT']] as const) {
      const { code, output } = await runServerToEnd({ QUEUECAST_CONFIG: join(dataDir, name), QUEUECAST_DATA_DIR: dataDir, PORT: '0' })
      expect([code, linesOf(output).length]).toEqual([1, 1])
      expect(output).toContain(words)
    }
  })

  it('says that the port is in use, and what to do', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as AddressInfo
    const { code, output } = await runServerToEnd({ QUEUECAST_DATA_DIR: folder(), PORT: String(port) })
    taken.close()
    expect(code).toBe(1)
    expect(output).toContain(`port ${port} on 127.0.0.1 is in use; stop what listens there, or set PORT to another`)
    expect(output).not.toContain('listens on')
  })

  it('says that the data folder is in use, and the first server goes on', async () => {
    const dataDir = folder()
    const first = await startServerProcess({ dataDir })
    const { code, output } = await runServerToEnd({ QUEUECAST_DATA_DIR: dataDir, PORT: '0' })
    expect(code).toBe(1)
    expect(linesOf(output).join('\n')).toMatch(/in use|another process/)
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200)
    expect(await first.stop('SIGTERM')).toBe(0)
  })

  it('says that Redis cannot be reached', async () => {
    const { code, output } = await runServerToEnd({ QUEUECAST_REDIS_URL: 'redis://127.0.0.1:1', QUEUECAST_DATA_DIR: folder(), PORT: '0' })
    expect(code).toBe(1)
    expect(output).toContain('127.0.0.1:1')
  })
})
