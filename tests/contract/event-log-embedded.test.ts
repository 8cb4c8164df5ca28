import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { openEmbeddedLog } from '@queuecast/server/event-log'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { followLog, START } from '../support/follow-log.ts'
import { eventLogContract } from './event-log-contract.ts'

const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'queuecast-log-'))

eventLogContract('embedded', async () => {
  const dataDir = await newFolder()
  return {
    open: () => openEmbeddedLog({ dataDir, partitions: 2 }),
    destroy: () => rm(dataDir, { recursive: true, force: true }),
  }
})

describe('embedded event log', () => {
  let dataDir: string
  beforeEach(async () => {
    dataDir = await newFolder()
  })
  afterEach(() => rm(dataDir, { recursive: true, force: true }))

  /** Runs the appending child until it acknowledged so many entries, then kills it; returns all it acknowledged. */
  async function appendAndKill(count: number): Promise<Map<string, string>> {
    const script = fileURLToPath(new URL('../support/append-forever.ts', import.meta.url))
    const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', script, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
    const acknowledged = new Map<string, string>()
    for await (const line of createInterface(child.stdout)) {
      // The last line may be cut by the kill: one without its full stop does not count.
      const [, id = '', body = ''] = /^(\S+) (.+) \.$/.exec(line) ?? []
      if (id !== '') acknowledged.set(id, body)
      if (acknowledged.size === count) child.kill('SIGKILL')
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    return acknowledged
  }

  it('holds every acknowledged entry after kill -9, in a later epoch', async () => {
    const acknowledged = await appendAndKill(500)
    expect(acknowledged.size).toBeGreaterThanOrEqual(500)
    const log = await openEmbeddedLog({ dataDir, partitions: 1 })
    const end = await log.end(0)
    expect(end.epoch).toBe('0000000002')
    const followed = followLog(log, 0, { ...START, epoch: end.epoch })
    await followed.until(({ records }) => records.length === end.seq)
    await log.close()
    expect(followed.records.map(({ seq }) => seq)).toEqual(Array.from({ length: end.seq }, (_, index) => index + 1))
    const kept = new Map(followed.records.map(({ id, body }) => [id, body]))
    expect(Array.from(acknowledged, ([id]) => [id, kept.get(id)])).toEqual(Array.from(acknowledged))
  })

  it('opens a torn tail with the valid prefix', async () => {
    await appendAndKill(200)
    const [file] = (await readdir(dataDir)).filter((name) => name.endsWith('.log'))
    const path = join(dataDir, file!)
    await truncate(path, (await stat(path)).size - 777)
    const log = await openEmbeddedLog({ dataDir, partitions: 1 })
    const { epoch, seq } = await log.end(0)
    expect(seq).toBeGreaterThan(100)
    const { id } = await log.append(0, 'after')
    const followed = followLog(log, 0, { ...START, epoch })
    await followed.until(({ records }) => records.length === seq + 1)
    await log.close()
    expect(followed.records.map((record) => record.seq)).toEqual(Array.from({ length: seq + 1 }, (_, index) => index + 1))
    expect(followed.records.at(-1)).toMatchObject({ id, body: 'after' })
    expect(followed.lost).toEqual([])
  })

  it('keeps a snapshot round over a kill, and follows on from it', async () => {
    await appendAndKill(50)
    let log = await openEmbeddedLog({ dataDir, partitions: 1 })
    const position = await log.end(0)
    expect(await log.writeSnapshot(0, position, [{ name: 'a', body: 'A' }])).toBe(true)
    await log.close()
    const more = await appendAndKill(50)
    log = await openEmbeddedLog({ dataDir, partitions: 1 })
    const round = await log.latestSnapshot(0)
    expect(round).toMatchObject({ position: { id: position.id, seq: position.seq, epoch: '0000000003' }, chunks: [{ name: 'a', body: 'A' }] })
    const followed = followLog(log, 0, round!.position)
    await followed.until(({ records }) => records.length >= more.size)
    await log.close()
    expect(followed.lost).toEqual([])
  })

  it('refuses a second process with words that name the folder', async () => {
    const log = await openEmbeddedLog({ dataDir, partitions: 1 })
    await expect(openEmbeddedLog({ dataDir, partitions: 1 })).rejects.toThrow(`${dataDir} is in use by another process`)
    await log.append(0, 'still fine')
    await log.close()
  })

  it('refuses another number of partitions, naming both', async () => {
    await (await openEmbeddedLog({ dataDir, partitions: 4 })).close()
    await expect(openEmbeddedLog({ dataDir, partitions: 8 })).rejects.toThrow(/log of 4 partitions, not 8; set QUEUECAST_PARTITIONS=4/)
    await (await openEmbeddedLog({ dataDir, partitions: 4 })).close()
  })

  it('refuses a folder that cannot be one, naming it', async () => {
    const path = join(dataDir, 'a-file')
    await writeFile(path, '')
    await expect(openEmbeddedLog({ dataDir: path, partitions: 1 })).rejects.toThrow(`${path} cannot be made`)
    await expect(openEmbeddedLog({ dataDir, partitions: 0 })).rejects.toThrow('partitions must be a whole number')
  })

  it('never lets log time go back, even if the clock does', async () => {
    let [now, monotonicMs] = [1_000_000, 0]
    const log = await openEmbeddedLog({ dataDir, partitions: 1, now: () => now, monotonicMs: () => monotonicMs })
    const ids = [await log.append(0, 'a')]
    now = 500_000
    ids.push(await log.append(0, 'b'), ...await Promise.all([log.append(0, 'c'), log.append(0, 'd')]))
    now = 1_000_001
    monotonicMs = 1
    ids.push(await log.append(0, 'e'))
    await log.close()
    expect(ids.map(({ id }) => id)).toEqual(['1000000-0', '1000000-1', '1000000-2', '1000000-3', '1000001-0'])
  })
})
