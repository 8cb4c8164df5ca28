import { type ChainHead, EMPTY_HEAD, entryHash, headOf, itemHash } from './chain-entry.ts'
import { type FileLine, parseLine, type Seal } from './line.ts'

export type Verified =
  | { ok: true; book: string | undefined; entries: number; erased: number; before: string | undefined; head: ChainHead; seal: Seal | undefined }
  | { ok: false; line: number; why: string }

/**
 * Checks a file's lines, each with its line feed: each is written as it must be, its number and hash follow the line before, its payloads are those that were
 * hashed, and its seal is of this day (`YYYY-MM-DD`, as the file is named), which no hash covers. Names the first bad line, from 1. What came before the first
 * line is not known here: `before` is what it says of it.
 */
export async function verifyLines(lines: AsyncIterable<string> | Iterable<string>, day?: string): Promise<Verified> {
  let head: ChainHead = EMPTY_HEAD
  let book: string | undefined
  let before: string | undefined
  let first = 0
  let [number, entries, erased] = [0, 0, 0]
  let seal: Seal | undefined
  for await (const whole of lines) {
    number += 1
    const bad = (why: string): Verified => ({ ok: false, line: number, why })
    if (!whole.endsWith('\n')) return bad('it does not end with a line feed: the file was cut')
    const text = whole.slice(0, -1)
    if (seal !== undefined) return bad('it stands after the seal')
    const parsed: FileLine | string = parseLine(text)
    if (typeof parsed === 'string') return bad(parsed)
    if (parsed.kind === 'seal') {
      seal = parsed.seal
      if (day !== undefined && seal.day !== day) return bad(`the seal is of ${seal.day}, the file of ${day}`)
      const why = sealFault(seal, { book, entries, first, head, before })
      if (why !== undefined) return bad(why)
      continue
    }
    const { entry, payloads } = parsed.line
    if (book !== undefined && entry.book !== book) return bad(`it belongs to ${entry.book}, not to ${book}`)
    if (before !== undefined && entry.prev !== head.hash) return bad('its "prev" is not the hash of the line before')
    if (before !== undefined && entry.n !== head.n + 1) return bad(`its number is ${entry.n}, not ${head.n + 1}`)
    if (entryHash(entry) !== entry.hash) return bad('its hash is not that of its content')
    if (payloads.length !== entry.items.length) return bad('it has not as many payloads as hashes')
    for (const [index, payload] of payloads.entries()) {
      if (payload === undefined) erased += 1
      else if (itemHash(payload) !== entry.items[index]) return bad(`its payload ${index + 1} is not the one that was hashed`)
    }
    if (before === undefined) first = entry.n
    before ??= entry.prev
    book = entry.book
    head = headOf(entry)
    entries += 1
  }
  return { ok: true, book, entries, erased, before, head, seal }
}

interface Seen { book: string | undefined; entries: number; first: number; head: ChainHead; before: string | undefined }

function sealFault(seal: Seal, { book, entries, first, head, before }: Seen): string | undefined {
  if (seal.entries !== entries) return `the seal counts ${seal.entries} entries, the file has ${entries}`
  if (entries === 0) return seal.previous === seal.head ? undefined : 'the seal of an empty day moves the head'
  if (seal.book !== book) return `the seal is of ${seal.book}, the file of ${String(book)}`
  if (seal.head !== head.hash || seal.last !== head.n) return 'the seal\'s head is not the last entry'
  return seal.previous === before && seal.first === first ? undefined : 'the seal does not begin where the file does'
}
