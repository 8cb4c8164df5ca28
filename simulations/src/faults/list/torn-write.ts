import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEmbeddedLog } from '@queuecast/server/event-log'
import type { Fault } from '../fault.ts'
import { eachOf } from '../kit/http.ts'

const TAIL_BYTES = 64 * 1024
const SHORT_CUTS = 60
const AT_ONCE = 4
/** In memory where there is such a folder: what is tried is the reading, and each of 65,536 openings syncs some files. */
const MEMORY = '/dev/shm'
/** Written anew by each opening. */
const LEFT_OUT = ['LOG', 'LOCK']

/**
 * The log file of the embedded store is cut in its last 64 KB: what lay wholly before the cut is there, and
 * nothing is half there. The truth is the size of the file after each acknowledged append.
 */
export const tornWrite: Fault = {
  name: 'torn-write', what: 'the embedded log is cut at each byte of its last 64 KB (short: at drawn bytes)', short: true,
  async run(run) {
    const folder = await mkdtemp(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'queuecast-torn-'))
    run.atEnd(() => rm(folder, { recursive: true, force: true }))
    const whole = join(folder, 'whole')
    const { file, sizes, bodies } = await writeLog(whole, run.random)
    const bytes = await readFile(join(whole, file))
    const first = Math.max(sizes[0] ?? 0, bytes.length - TAIL_BYTES)
    const cuts = run.scale === 'long'
      ? Array.from({ length: bytes.length - first }, (_, i) => first + i)
      : Array.from({ length: SHORT_CUTS }, () => first + Math.floor(run.random() * (bytes.length - first)))
    const beside = await Promise.all((await readdir(whole)).filter((name) => name !== file && !LEFT_OUT.includes(name))
      .map(async (name) => ({ name, content: await readFile(join(whole, name)) })))
    await eachOf(cuts, AT_ONCE, async (cut) => {
      const torn = await mkdtemp(join(folder, 'cut-'))
      for (const { name, content } of beside) await writeFile(join(torn, name), content)
      await writeFile(join(torn, file), bytes.subarray(0, cut))
      const expected = bodies.slice(0, sizes.filter((size) => size <= cut).length)
      const found = await readAll(torn)
      await rm(torn, { recursive: true, force: true })
      if (typeof found === 'string') run.violated('lost', `cut at byte ${cut}: ${found}`)
      else if (found.length < expected.length) run.violated('lost', `cut at byte ${cut}: ${found.length} of ${expected.length} entries are there`)
      else if (found.some((body, index) => body !== bodies[index]) || found.length > expected.length) run.violated('twice', `cut at byte ${cut}: what is there is not what was written before it`)
    })
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
