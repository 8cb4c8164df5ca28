import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ChainEntry, ChainLine } from '../chain/chain-entry.ts'
import { lineText, parseLine, type Seal, sealText } from '../chain/line.ts'
import { readLines } from './read-lines.ts'
import { writeWhole } from './write-file.ts'

const DAY_FILE = /^(\d{4}-\d{2}-\d{2})\.ndjson$/

/** Which payloads go: true drops it. */
export type Drops = (line: ChainLine, index: number) => boolean

/** The days of one chain as files, `YYYY-MM-DD.ndjson`, in one folder. */
export class DayFiles {
  readonly folder: string
  readonly #book: string

  constructor(folder: string, book: string) {
    this.folder = folder
    this.#book = book
  }

  path(day: string): string {
    return join(this.folder, `${day}.ndjson`)
  }

  /** The days that have a file, oldest first. */
  async days(): Promise<string[]> {
    const names = await readdir(this.folder).catch((error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? [] : Promise.reject(error)))
    return names.flatMap((name) => DAY_FILE.exec(name)?.[1] ?? []).sort()
  }

  async has(day: string): Promise<boolean> {
    return stat(this.path(day)).then(() => true, () => false)
  }

  /** Entries of a day's file, oldest first. Rejects where a line is none. */
  async* lines(day: string): AsyncGenerator<ChainLine> {
    for await (const text of readLines(this.path(day))) {
      const parsed = parseLine(text.slice(0, -1))
      if (typeof parsed === 'string') throw new Error(`${this.path(day)}: ${parsed}; npm run ledger:verify names the line`)
      if (parsed.kind === 'entry') yield parsed.line
    }
  }

  async sealOf(day: string): Promise<Seal | undefined> {
    let last = ''
    for await (const text of readLines(this.path(day))) last = text
    const parsed = parseLine(last.slice(0, -1))
    return typeof parsed !== 'string' && parsed.kind === 'seal' ? parsed.seal : undefined
  }

  /** Writes a day that is over, with its seal. Without an entry there is no file, and no seal. */
  async seal(day: string, lines: AsyncIterable<ChainLine>): Promise<Seal | undefined> {
    const rest = lines[Symbol.asyncIterator]()
    const first = await rest.next()
    if (first.done === true) return undefined
    const seal = this.newSeal(day, first.value.entry)
    async function* texts(): AsyncGenerator<string> {
      for (let next: IteratorResult<ChainLine> = first; next.done !== true; next = await rest.next()) {
        count(seal, next.value.entry)
        yield `${lineText(next.value)}\n`
      }
      yield `${sealText(seal)}\n`
    }
    await writeWhole(this.path(day), texts())
    return seal
  }

  /** The seal of a day of which nothing is counted yet. */
  newSeal(day: string, { n, prev }: Pick<ChainEntry, 'n' | 'prev'>): Seal {
    return { v: 1, book: this.#book, day, entries: 0, first: n, last: n - 1, previous: prev, head: prev }
  }

  /** Writes a day's file again without some payloads; the chain stays whole. How many went. */
  async dropPayloads(day: string, drops: Drops): Promise<number> {
    let dropped = 0
    const rewritten: string[] = []
    for await (const text of readLines(this.path(day))) {
      const parsed = parseLine(text.slice(0, -1))
      // A line that is none is left for the verifier to find.
      if (typeof parsed === 'string' || parsed.kind === 'seal') {
        rewritten.push(text)
        continue
      }
      const { line } = parsed
      const payloads = line.payloads.map((payload, index) => (payload !== undefined && drops(line, index) ? undefined : payload))
      const gone = payloads.filter((payload, index) => payload === undefined && line.payloads[index] !== undefined).length
      dropped += gone
      rewritten.push(gone === 0 ? text : `${lineText({ entry: line.entry, payloads })}\n`)
    }
    if (dropped > 0) await writeWhole(this.path(day), rewritten)
    return dropped
  }
}

/** Counts the day's next entry. */
export function count(seal: Seal, { n, hash }: Pick<ChainEntry, 'n' | 'hash'>): void {
  seal.entries += 1
  seal.last = n
  seal.head = hash
}
