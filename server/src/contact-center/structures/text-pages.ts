import { Sheet } from './sheet.ts'
import { WideMap } from './wide-map.ts'

/** A chunk is no longer, but for a text that is; a place is chunk times this plus offset, so that 2 GB of places are small integers. */
const CHUNK_BYTES = 65_536
/** A chunk begins with so much: most pages of small centers hold a text or two. */
const FIRST_BYTES = 512
const LINE_END = 10
// Not Node's Buffer: the demo folds in the browser.
const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** Lines follow each other without a gap but for `holes`, from and to in turn: those that were deleted, in the order of deletion. */
interface Chunk { page: TextPage; bytes: Uint8Array; used: number; holes: number[] }

/** Texts that a snapshot writes together. */
export class TextPage {
  /** Its owner's name for it. */
  readonly number: number
  readonly sheet = new Sheet()
  /** How many there are. */
  size = 0
  /** Numbers of its chunks. */
  readonly chunks: number[] = []

  constructor(number: number) {
    this.number = number
  }
}

/**
 * Very many texts by id that rest until they are forgotten, as bytes beside the heap: the garbage collector, which stands still the
 * longer the more objects there are, sees of a text its id alone. Each is on a page, and lies there as a snapshot writes it: id and
 * text, a line each. Neither may hold a line's end; in JSON none does.
 */
export class TextPages {
  readonly #places = new WideMap<number>()
  readonly #chunks: (Chunk | undefined)[] = []
  readonly #free: number[] = []

  has(id: string): boolean {
    return this.#places.has(id)
  }

  get(id: string): string | undefined {
    const place = this.#places.get(id)
    return place === undefined ? undefined : this.#textAt(place)
  }

  /** Puts the text of an id that has none. */
  add(id: string, text: string, page: TextPage): void {
    page.sheet.changes()
    page.size += 1
    const line = encoder.encode(`${JSON.stringify(id)}\n${text}\n`)
    const number = this.#roomFor(page, line.length)
    const chunk = this.#chunks[number] as Chunk
    chunk.bytes.set(line, chunk.used)
    this.#places.add(id, number * CHUNK_BYTES + chunk.used)
    chunk.used += line.length
  }

  /** The page it was on, undefined where there was none. */
  delete(id: string): TextPage | undefined {
    return this.#remove(id, (sheet) => sheet.changes())
  }

  /** The same where restoring leaves it out by itself: the page's sheet stays as good as it was. */
  runOut(id: string): TextPage | undefined {
    return this.#remove(id, (sheet) => sheet.shrinks())
  }

  /** The page's ids and texts as lines, in the order in which they came; `textsOf` reads them. */
  lines(page: TextPage): string {
    return page.chunks.map((number) => linesIn(this.#chunks[number] as Chunk)).join('').slice(0, -1)
  }

  /** Its bytes are zeroed; strings that were made of them go with the next collections. */
  #remove(id: string, tell: (sheet: Sheet) => void): TextPage | undefined {
    const place = this.#places.get(id)
    if (place === undefined) return undefined
    const { page, bytes, holes } = this.#chunkAt(place)
    tell(page.sheet)
    const begin = offsetOf(place)
    const end = bytes.indexOf(LINE_END, textFrom(bytes, begin)) + 1
    bytes.fill(0, begin, end)
    holes.push(begin, end)
    this.#places.delete(id)
    page.size -= 1
    if (page.size === 0) this.#letGo(page)
    return page
  }

  #letGo(page: TextPage): void {
    for (const number of page.chunks.splice(0)) {
      this.#chunks[number] = undefined
      this.#free.push(number)
    }
  }

  #textAt(place: number): string {
    const { bytes } = this.#chunkAt(place)
    const from = textFrom(bytes, offsetOf(place))
    return decoder.decode(bytes.subarray(from, bytes.indexOf(LINE_END, from)))
  }

  #chunkAt(place: number): Chunk {
    return this.#chunks[Math.floor(place / CHUNK_BYTES)] as Chunk
  }

  /** The number of the page's newest chunk, with room for so many bytes. */
  #roomFor(page: TextPage, bytes: number): number {
    const newest = page.chunks.at(-1)
    const chunk = newest === undefined ? undefined : this.#chunks[newest]
    if (newest !== undefined && chunk !== undefined && chunk.used + bytes <= CHUNK_BYTES) {
      if (chunk.used + bytes > chunk.bytes.length) chunk.bytes = grown(chunk, bytes)
      return newest
    }
    const number = this.#free.pop() ?? this.#chunks.length
    this.#chunks[number] = { page, bytes: new Uint8Array(Math.max(bytes, FIRST_BYTES)), used: 0, holes: [] }
    page.chunks.push(number)
    return number
  }
}

const offsetOf = (place: number): number => place % CHUNK_BYTES
/** Behind the id's line that begins here. */
const textFrom = (bytes: Uint8Array, begin: number): number => bytes.indexOf(LINE_END, begin) + 1

function grown({ bytes, used }: Chunk, more: number): Uint8Array {
  const larger = new Uint8Array(Math.min(CHUNK_BYTES, Math.max(2 * bytes.length, used + more)))
  larger.set(bytes.subarray(0, used))
  return larger
}

function linesIn({ bytes, used, holes }: Chunk): string {
  if (holes.length === 0) return decoder.decode(bytes.subarray(0, used))
  const pairs = Array.from({ length: holes.length / 2 }, (_, index): [number, number] => [holes[2 * index] ?? 0, holes[2 * index + 1] ?? 0]).sort(([a], [b]) => a - b)
  let from = 0
  let lines = ''
  for (const [begin, end] of [...pairs, [used, used] as const]) {
    lines += decoder.decode(bytes.subarray(from, begin))
    from = end
  }
  return lines
}
