import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { ChainHead } from './chain/chain-entry.ts'
import { verifyLines } from './chain/verify-lines.ts'
import { readLines } from './files/read-lines.ts'

export interface CheckedFile { path: string; book: string; entries: number; erased: number; head: string; sealed: boolean; begins: number }
export type Checked = { ok: true; files: CheckedFile[] } | { ok: false; path: string; line?: number; why: string }

/** For whoever asks on the first day. */
const NOTHING_YET = 'a day\'s file is written once its day (UTC) has ended'
const DAY_FILE = /^\d{4}-\d{2}-\d{2}\.ndjson$/

/** The day files under a path: itself, or all in it and its folders, by folder and day. */
async function dayFiles(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path]
  const found: string[] = []
  for (const entry of (await readdir(path, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.isDirectory()) found.push(...await dayFiles(join(path, entry.name)))
    else if (DAY_FILE.test(entry.name)) found.push(join(path, entry.name))
  }
  return found
}

/**
 * Checks sealed days and archives, with no server: every line, the chain from day to day in each folder, and the seals. Only the
 * newest day of a folder may lack its seal. With `head` some day must end in that hash: one that was sent out of the house.
 */
export async function verifyFolder(path: string, head?: string): Promise<Checked> {
  const files: CheckedFile[] = []
  if (!existsSync(path)) return { ok: false, path, why: `there is no such file or folder; ${NOTHING_YET}` }
  const paths = await dayFiles(path)
  let before: { folder: string; head: ChainHead; book: string; sealed: boolean; path: string } | undefined
  for (const file of paths) {
    const folder = dirname(file)
    const bad = (why: string, line?: number): Checked => ({ ok: false, path: file, why, ...(line === undefined ? {} : { line }) })
    let checked
    try {
      checked = await verifyLines(readLines(file))
    } catch (error) {
      return bad(`it cannot be read: ${error instanceof Error ? error.message : String(error)}`)
    }
    if (!checked.ok) return bad(checked.why, checked.line)
    const { book, entries, erased, seal } = checked
    if (seal !== undefined && `${seal.day}.ndjson` !== basename(file)) return bad(`its seal is of ${seal.day}`)
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
    files.push({ path: file, book: book ?? '', entries, erased, head: checked.head.hash, sealed: seal !== undefined, begins })
  }
  if (files.length === 0) return { ok: false, path, why: `there is no day file (YYYY-MM-DD.ndjson) in it; ${NOTHING_YET}` }
  if (head !== undefined && !files.some((file) => file.sealed && file.head === head.toLowerCase())) return { ok: false, path, why: `no sealed day ends in the hash ${head}` }
  return { ok: true, files }
}
