import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { FIRST_EPOCH } from '../epoch.ts'
import type { LogRecord } from '../port.ts'
import { EmbeddedLog } from './embedded-log.ts'
import { type Level, openFolder } from './open-folder.ts'

let folder: string
let db: Level
let log: EmbeddedLog
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'queuecast-log-'))
  db = await openFolder(folder)
  log = new EmbeddedLog(db, [FIRST_EPOCH], [{ id: '0-0', seq: 0 }], { now: Date.now, wallMs: Date.now }, () => undefined)
})
afterEach(async () => {
  await log.close()
  await rm(folder, { recursive: true, force: true })
})

/** Makes the next write fail as a full disk does: `written` says whether it is in the file all the same. */
function failNextWrite(written: boolean): void {
  const batch = db.batch.bind(db) as (...args: unknown[]) => Promise<void>
  db.batch = (async (...args: unknown[]) => {
    db.batch = batch as typeof db.batch
    if (written) await batch(...args)
    throw new Error('no space left on device')
  }) as unknown as typeof db.batch
}

it.each([[false, ['a', 'c']], [true, ['a', 'b', 'c']]])('opens its folder again after a failed write (written: %s) and misses nothing', async (written, expected) => {
  const records: LogRecord[] = []
  let done: (() => void) | undefined
  const all = new Promise<void>((resolve) => { done = resolve })
  log.follow(0, { epoch: FIRST_EPOCH, id: '0-0', seq: 0 }, {
    onEntries: (entries) => {
      records.push(...entries)
      if (records.at(-1)?.body === 'c') done?.()
    },
    onLost: (why) => { throw new Error(why) },
    onAvailable: () => undefined,
  })
  await log.append(0, 'a')
  failNextWrite(written)
  await expect(log.append(0, 'b')).rejects.toMatchObject({ name: 'StoreUnavailable', message: 'the data folder took no entry: no space left on device' })
  await log.append(0, 'c')
  await all
  expect(records.map(({ body }) => body)).toEqual(expected)
  expect(records.map(({ seq }) => seq)).toEqual(expected.map((_, index) => index + 1))
})

it('writes all that waits in one synced batch', async () => {
  const sizes: number[] = []
  const batch = db.batch.bind(db) as (operations: unknown[], options: unknown) => Promise<void>
  db.batch = (async (operations: unknown[], options: { sync?: boolean }) => {
    expect(options.sync).toBe(true)
    sizes.push(operations.length)
    await batch(operations, options)
  }) as unknown as typeof db.batch
  await Promise.all(Array.from({ length: 100 }, (_, index) => log.append(0, `${index}`)))
  expect(sizes).toEqual([100])
  db.batch = batch as unknown as typeof db.batch
})

it('removes chunks that a crash left between rounds', async () => {
  const { id } = await log.append(0, 'a')
  await log.writeSnapshot(0, { epoch: FIRST_EPOCH, id, seq: 1 }, [{ name: 'kept', body: 'K' }])
  await db.put('chunk/00000/0000000001-9-dead/left', 'L')
  await log.tidy()
  expect((await db.keys({ gte: 'chunk/', lt: 'chunk0' }).all()).map((key) => key.split('/').at(-1))).toEqual(['kept'])
  expect((await log.latestSnapshot(0))?.chunks).toEqual([{ name: 'kept', body: 'K' }])
})
