import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { ChainLine } from '../chain/chain-entry.ts'
import { compareLogIds } from '../compare-log-ids.ts'
import { DayFiles } from '../files/day-files.ts'
import { type ArchivedBody, eventsBook } from './event-archive.ts'

/** What one log entry held for a center; `erased` bodies are left out. */
export interface ArchivedEntry { log: string; atMs: number; bodies: ArchivedBody[]; erased: number }

/** The centers of a folder of archives: one folder a center, or the folder of one center itself. */
export async function archivedCenters(folder: string): Promise<{ center: string; folder: string }[]> {
  const inside = await readdir(folder, { withFileTypes: true })
  if (inside.some((one) => one.isFile() && one.name.endsWith('.ndjson'))) return [{ center: basename(folder), folder }]
  return inside.filter((one) => one.isDirectory()).map(({ name }) => ({ center: name, folder: join(folder, name) }))
}

/** The entries of one center out of the archives of one or several nodes, in the order of the log, each once. */
export async function* readArchive(center: string, folders: readonly string[]): AsyncGenerator<ArchivedEntry> {
  const readers = folders.map((folder) => linesOf(new DayFiles(folder, eventsBook(center))))
  const heads = await Promise.all(readers.map((reader) => reader.next()))
  for (;;) {
    let least: number | undefined
    heads.forEach((head, index) => {
      const best = least === undefined ? undefined : heads[least]
      if (head.done !== true && (best === undefined || best.done === true || compareLogIds(head.value.entry.log, best.value.entry.log) < 0)) least = index
    })
    const taken = least === undefined ? undefined : heads[least]
    if (taken === undefined || taken.done === true) return
    const { entry, payloads } = taken.value
    const bodies = payloads.flatMap((payload) => (payload === undefined ? [] : [JSON.parse(payload.text) as ArchivedBody]))
    yield { log: entry.log, atMs: entry.atMs, bodies, erased: payloads.length - bodies.length }
    for (const [index, reader] of readers.entries()) {
      while (heads[index]?.done === false && compareLogIds(heads[index].value.entry.log, entry.log) <= 0) heads[index] = await reader.next()
    }
  }
}

async function* linesOf(files: DayFiles): AsyncGenerator<ChainLine> {
  for (const day of await files.days()) yield* files.lines(day)
}
