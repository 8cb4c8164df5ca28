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
    switch (typeof sent) {
      case 'string':
        // What JSON must escape is longer in any text than here, so such a text is never of this length.
        this.jsonLength += sent === read ? sent.length + 2 : Number.NaN
        return
      case 'number':
        this.jsonLength += sent === read ? digitsOf(sent) : Number.NaN
        return
      case 'object':
        if (isFields(sent) && isFields(read)) this.#addFields(sent, read)
        else this.jsonLength = Number.NaN
        return
      default:
        this.jsonLength += sent === read ? String(sent).length : Number.NaN
    }
  }

  #addFields(sent: Record<string, unknown>, read: Record<string, unknown>): void {
    const isList = Array.isArray(sent)
    let taken = 0
    for (const name in sent) {
      if (!Object.hasOwn(read, name)) {
        this.unknown += 1
        this.jsonLength = Number.NaN
        continue
      }
      taken += 1
      if (!isList) this.jsonLength += name.length + '"":'.length
      this.add(sent[name], read[name])
    }
    this.jsonLength += '{}'.length + Math.max(0, taken - 1)
  }
}

const isFields = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Most numbers are instants of this century. */
const digitsOf = (value: number): number => (value >= 1e12 && value < 1e13 && Number.isInteger(value) ? 13 : String(value).length)
