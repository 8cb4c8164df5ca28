import { existsSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { ChainHead } from './chain/chain-entry.ts'
import { verifyLines } from './chain/verify-lines.ts'
import { readLines } from './files/read-lines.ts'
import type { Stamp } from './time-stamp/check-stamp.ts'

export interface CheckedFile {
  path: string; book: string; entries: number; erased: number; head: string; sealed: boolean; begins: number
  /** The time stamp of its head that lies beside it. */
  stamp?: Stamp
}
export type Checked = { ok: true; files: CheckedFile[] } | { ok: false; path: string; line?: number; why: string }

/** For whoever asks on the first day. */
const NOTHING_YET = 'a day\'s file is written once its day (UTC) has ended'
const DAY_FILE = /^\d{4}-\d{2}-\d{2}\.ndjson$/
const STAMP_FILE = /^\d{4}-\d{2}-\d{2}\.tsr$/

/** The day files and time stamps under a path: itself, or all in it and its folders, by folder and day. */
async function dayFiles(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path]
  const found: string[] = []
  for (const entry of (await readdir(path, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.isDirectory()) found.push(...await dayFiles(join(path, entry.name)))
    else if (DAY_FILE.test(entry.name) || STAMP_FILE.test(entry.name)) found.push(join(path, entry.name))
  }
  return found
}

/**
 * Checks sealed days and archives, with no server: every line, the chain from day to day in each folder, and the seals. Only the
 * newest day of a folder may lack its seal. With `head` some day must end in that hash: one that was sent out of the house. A time stamp beside a
 * day (`.tsr`) must be of its head and rightly signed; with `trusted` (certificates, PEM) by whom one of them vouches for.
 */
export async function verifyFolder(path: string, head?: string, trusted?: string): Promise<Checked> {
  const files: CheckedFile[] = []
  if (!existsSync(path)) return { ok: false, path, why: `there is no such file or folder; ${NOTHING_YET}` }
  const found = await dayFiles(path)
  const paths = found.filter((file) => !STAMP_FILE.test(basename(file)))
  const lone = found.find((file) => STAMP_FILE.test(basename(file)) && !existsSync(dayOfStamp(file)))
  if (lone !== undefined) return { ok: false, path: lone, why: 'it is the time stamp of a day that is not there' }
  let before: { folder: string; head: ChainHead; book: string; sealed: boolean; path: string } | undefined
  for (const file of paths) {
    const folder = dirname(file)
    const bad = (why: string, line?: number): Checked => ({ ok: false, path: file, why, ...(line === undefined ? {} : { line }) })
    let checked
    try {
      checked = await verifyLines(readLines(file), basename(file, '.ndjson'))
    } catch (error) {
      return bad(`it cannot be read: ${error instanceof Error ? error.message : String(error)}`)
    }
    if (!checked.ok) return bad(checked.why, checked.line)
    const { book, entries, erased, seal } = checked
    const last = before?.folder === folder ? before : undefined
    if (last !== undefined && !last.sealed) return { ok: false, path: last.path, why: 'it has no seal, and a later day follows' }
    if (last !== undefined && book !== undefined && last.book !== book) return bad(`it belongs to ${book}, the day before to ${last.book}`)
    if (last !== undefined && checked.before !== undefined && checked.before !== last.head.hash) {
      return bad('it does not go on from the day before: a day is missing or was changed', 1)
    }
    if (entries === 0 && seal === undefined) return bad('it is empty')
    const begins = checked.head.n - entries + 1
    if (last === undefined && begins === 1 && checked.before !== '0'.repeat(64)) return bad('its first entry is number 1, and names one before it', 1)
    before = { folder, head: checked.head, book: book ?? '', sealed: seal !== undefined, path: file }
    const stamp = await stampOf(file, seal?.head, trusted)
    if (typeof stamp === 'string') return { ok: false, path: stampFile(file), why: stamp }
    files.push({ path: file, book: book ?? '', entries, erased, head: checked.head.hash, sealed: seal !== undefined, begins, ...(stamp === undefined ? {} : { stamp }) })
  }
  if (files.length === 0) return { ok: false, path, why: `there is no day file (YYYY-MM-DD.ndjson) in it; ${NOTHING_YET}` }
  if (head !== undefined && !files.some((file) => file.sealed && file.head === head.toLowerCase())) return { ok: false, path, why: `no sealed day ends in the hash ${head}` }
  return { ok: true, files }
}

const stampFile = (dayFile: string): string => dayFile.replace(/\.ndjson$/, '.tsr')
const dayOfStamp = (file: string): string => file.replace(/\.tsr$/, '.ndjson')

/** The time stamp beside a day; a text says what is wrong with it. */
async function stampOf(dayFile: string, head: string | undefined, trusted: string | undefined): Promise<Stamp | string | undefined> {
  const file = stampFile(dayFile)
  if (file === dayFile || !existsSync(file)) return undefined
  if (head === undefined) return 'it stamps a day that has no seal'
  const { checkStamp } = await import('./time-stamp/check-stamp.ts')
  const checked = await checkStamp(await readFile(file), head, trusted)
  return checked.ok ? checked.stamp : checked.why
}
