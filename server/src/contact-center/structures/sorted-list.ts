const CHUNK = 512

/** The first index in `chunk` whose item is not before `item`. */
function lowerBound<T>(chunk: readonly T[], item: T, compare: (a: T, b: T) => number): number {
  let low = 0
  let high = chunk.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compare(chunk[middle] as T, item) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * A sorted list with ranks, as chunks of at most 1,024 items: insert, remove and rank cost a binary search, a move within one
 * chunk and a sum over the chunks' lengths. Items that compare equal are one item.
 */
export class SortedList<T> {
  readonly #compare: (a: T, b: T) => number
  #chunks: T[][] = []
  /** Length of each chunk: a place sums these, and numbers side by side are faster to sum than arrays far apart. */
  #lengths: number[] = []
  #size = 0

  constructor(compare: (a: T, b: T) => number) {
    this.#compare = compare
  }

  get size(): number {
    return this.#size
  }

  /** The first chunk whose last item is not before `item`; the number of chunks where all are. */
  #chunkOf(item: T): number {
    const chunks = this.#chunks
    let low = 0
    let high = chunks.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const chunk = chunks[middle] as T[]
      if (this.#compare(chunk[chunk.length - 1] as T, item) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  #before(chunkIndex: number): number {
    let sum = 0
    const lengths = this.#lengths
    for (let index = 0; index < chunkIndex; index++) sum += lengths[index] as number
    return sum
  }

  /** How many items come before this one, whether or not it is in the list. */
  rank(item: T): number {
    const index = this.#chunkOf(item)
    const chunk = this.#chunks[index]
    return chunk === undefined ? this.#size : this.#before(index) + lowerBound(chunk, item, this.#compare)
  }

  has(item: T): boolean {
    const chunk = this.#chunks[this.#chunkOf(item)]
    if (chunk === undefined) return false
    const found = chunk[lowerBound(chunk, item, this.#compare)]
    return found !== undefined && this.#compare(found, item) === 0
  }

  /** Inserts; false where an equal item is there already. */
  add(item: T): boolean {
    const chunks = this.#chunks
    const last = chunks[chunks.length - 1]
    // Who joins mostly comes last.
    const isLast = last !== undefined && this.#compare(last[last.length - 1] as T, item) < 0
    const index = isLast ? chunks.length - 1 : Math.min(this.#chunkOf(item), chunks.length - 1)
    const chunk = chunks[index]
    if (chunk === undefined) {
      chunks.push([item])
      this.#lengths.push(1)
      this.#size++
      return true
    }
    const offset = isLast ? chunk.length : lowerBound(chunk, item, this.#compare)
    const found = chunk[offset]
    if (found !== undefined && this.#compare(found, item) === 0) return false
    if (offset === chunk.length) chunk.push(item)
    else chunk.splice(offset, 0, item)
    this.#size++
    if (chunk.length > 2 * CHUNK) {
      chunks.splice(index + 1, 0, chunk.splice(CHUNK))
      this.#lengths.splice(index + 1, 0, chunks[index + 1]?.length ?? 0)
    }
    this.#lengths[index] = chunk.length
    return true
  }

  /** Removes; false where no equal item is there. */
  remove(item: T): boolean {
    const index = this.#chunkOf(item)
    const chunk = this.#chunks[index]
    if (chunk === undefined) return false
    const offset = lowerBound(chunk, item, this.#compare)
    const found = chunk[offset]
    if (found === undefined || this.#compare(found, item) !== 0) return false
    if (offset === 0) chunk.shift()
    else chunk.splice(offset, 1)
    this.#size--
    this.#lengths[index] = chunk.length
    if (chunk.length === 0) {
      this.#chunks.splice(index, 1)
      this.#lengths.splice(index, 1)
    } else this.#mergeAround(index)
    return true
  }

  /** Two small neighbours become one, so that the sum over chunks stays short in a line that shrank. */
  #mergeAround(index: number): void {
    const chunk = this.#chunks[index]
    const next = this.#chunks[index + 1]
    if (chunk === undefined || next === undefined || chunk.length + next.length > CHUNK) return
    for (const item of next) chunk.push(item)
    this.#chunks.splice(index + 1, 1)
    this.#lengths.splice(index + 1, 1)
    this.#lengths[index] = chunk.length
  }

  at(index: number): T | undefined {
    if (index < 0 || index >= this.#size) return undefined
    let rest = index
    for (const chunk of this.#chunks) {
      if (rest < chunk.length) return chunk[rest]
      rest -= chunk.length
    }
    return undefined
  }

  /** By hand: a generator costs more than what is done with most items. The list must not change meanwhile. */
  [Symbol.iterator](): IterableIterator<T> {
    const chunks = this.#chunks
    let chunk = 0
    let index = 0
    return {
      [Symbol.iterator]() {
        return this
      },
      next() {
        while (chunk < chunks.length && index >= (chunks[chunk]?.length ?? 0)) {
          chunk += 1
          index = 0
        }
        const items = chunks[chunk]
        if (items === undefined) return { done: true, value: undefined }
        const value = items[index] as T
        index += 1
        return { done: false, value }
      },
    }
  }
}
