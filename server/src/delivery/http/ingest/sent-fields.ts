/**
 * Compares what was sent with what was read of it, value by value, and adds up. What was dropped is not looked into, so its size and
 * depth do not matter.
 */
export class SentFields {
  /** Fields that were dropped, because nobody knows them. */
  unknown = 0
  /**
   * Characters of what was read, as the shortest JSON; NaN where it is not what was sent. A text of this length that means the same
   * has no white space and no name twice, so there is nothing in it beside what was read. (Who wrote numbers with exponents could
   * make room for a little; it would mean nothing.)
   */
  jsonLength = 0

  /** Both as `JSON.parse` made them: without inherited fields, and without `undefined`. */
  add(sent: unknown, read: unknown): void {
    if (isFields(sent)) {
      if (isFields(read)) this.#addFields(sent, read)
      else this.jsonLength = Number.NaN
    } else this.jsonLength += sent === read ? lengthOf(sent) : Number.NaN
  }

  #addFields(sent: Record<string, unknown>, read: Record<string, unknown>): void {
    const isList = Array.isArray(sent)
    let length = '{}'.length
    let taken = 0
    for (const name in sent) {
      const value = sent[name]
      // Nothing that is inherited is equal to anything that JSON holds, so what is equal was read.
      if (value !== read[name] || isFields(value)) {
        if (!Object.hasOwn(read, name)) {
          this.unknown += 1
          length = Number.NaN
          continue
        }
        this.add(value, read[name])
      } else length += lengthOf(value)
      taken += 1
      if (!isList) length += name.length + '"":'.length
    }
    this.jsonLength += length + Math.max(0, taken - 1)
  }
}

/** Of a value that is neither a list nor an object. What JSON must escape is longer in any text than here, so such a text is never of this length. */
function lengthOf(value: unknown): number {
  if (typeof value === 'string') return value.length + 2
  // Most numbers are instants of this century.
  return typeof value === 'number' && value >= 1e12 && value < 1e13 && Number.isInteger(value) ? 13 : String(value).length
}

const isFields = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
