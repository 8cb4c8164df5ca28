import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEmbeddedLog } from '@queuecast/server/event-log'
import type { Fault } from '../fault.ts'

const TAIL_BYTES = 64 * 1024
const SHORT_CUTS = 60
/** A long run cuts at every so many bytes, beginning at its seed: as many runs one after the other cut at each. */
const STRIDE = 16

/**
 * The log file of the embedded store is cut in its last 64 KB: what lay wholly before the cut is there, and
 * nothing is half there. The truth is the size of the file after each acknowledged append.
 */
export const tornWrite: Fault = {
  name: 'torn-write', what: 'the embedded log is cut at every 16th byte of its last 64 KB; 16 seeds cut at each (short: at drawn bytes)', short: true,
  async run(run) {
    const folder = await mkdtemp(join(tmpdir(), 'queuecast-torn-'))
    run.atEnd(() => rm(folder, { recursive: true, force: true }))
    const whole = join(folder, 'whole')
    const { file, sizes, bodies } = await writeLog(whole, run.random)
    const bytes = await readFile(join(whole, file))
    const first = Math.max(sizes[0] ?? 0, bytes.length - TAIL_BYTES)
    const cuts = run.scale === 'long'
      ? Array.from({ length: Math.floor((bytes.length - first) / STRIDE) }, (_, i) => first + i * STRIDE + run.seed % STRIDE)
      : Array.from({ length: SHORT_CUTS }, () => first + Math.floor(run.random() * (bytes.length - first)))
    const torn = join(folder, 'torn')
    for (const cut of cuts) {
      await rm(torn, { recursive: true, force: true })
      await cp(whole, torn, { recursive: true })
      await writeFile(join(torn, file), bytes.subarray(0, cut))
      const expected = bodies.slice(0, sizes.filter((size) => size <= cut).length)
      const found = await readAll(torn)
      if (typeof found === 'string') run.violated('lost', `cut at byte ${cut}: ${found}`)
      else if (found.length < expected.length) run.violated('lost', `cut at byte ${cut}: ${found.length} of ${expected.length} entries are there`)
      else if (found.some((body, index) => body !== bodies[index]) || found.length > expected.length) run.violated('twice', `cut at byte ${cut}: what is there is not what was written before it`)
    }
    run.note(`${cuts.length} cuts of a file of ${bytes.length} bytes with ${bodies.length} entries`)
  },
}

/** Appends one by one until the file is long enough; small and large entries, some over a block of LevelDB. */
async function writeLog(dataDir: string, random: () => number): Promise<{ file: string; sizes: number[]; bodies: string[] }> {
  const log = await openEmbeddedLog({ dataDir, partitions: 1 })
  const sizes: number[] = []
  const bodies: string[] = []
  try {
    const newest = async (): Promise<string> => (await readdir(dataDir)).filter((name) => name.endsWith('.log')).sort().at(-1) ?? ''
    while ((sizes.at(-1) ?? 0) < TAIL_BYTES + 8 * 1024) {
      const body = `${bodies.length} ${'x'.repeat(Math.floor(random() < 0.02 ? random() * 40_000 : random() * 400))}.`
      await log.append(0, body)
      bodies.push(body)
      sizes.push((await stat(join(dataDir, await newest()))).size)
    }
    return { file: await newest(), sizes, bodies }
  } finally {
    await log.close()
  }
}

/** All bodies of the store in their order, or why it does not open. */
async function readAll(dataDir: string): Promise<string[] | string> {
  try {
    const log = await openEmbeddedLog({ dataDir, partitions: 1 })
    try {
      const end = await log.end(0)
      if (end.seq === 0) return []
      return await new Promise<string[] | string>((resolve) => {
        const bodies: string[] = []
        const follower = log.follow(0, { epoch: end.epoch, id: '0-0', seq: 0 }, {
          onEntries(entries) {
            for (const { body } of entries) bodies.push(body)
            if (bodies.length >= end.seq) setImmediate(() => void follower.close().then(() => resolve(bodies)))
          },
          onLost: (why) => resolve(why),
          onAvailable: () => undefined,
        })
      })
    } finally {
      await log.close()
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
