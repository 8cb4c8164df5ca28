import type { ContactRecord } from '../contact/contact-record.ts'
import { contactFromText, contactText, textDueMs } from '../contact/contact-text.ts'

const SECOND_MS = 1000

/** Ended contacts of which everything was given on, as text, until they are forgotten: most of what a busy center remembers. */
export class ContactShelf {
  readonly #texts = new Map<string, string>()
  /** Ids by the full second in which they are forgotten; one that was taken down meanwhile may still be named. */
  readonly #bySecond = new Map<number, string[]>()

  has(id: string): boolean {
    return this.#texts.has(id)
  }

  /** Puts the contact up; the full second, epoch milliseconds, at which it is to be forgotten. */
  put(record: ContactRecord): number {
    return this.#put(record.id, contactText(record))
  }

  /** A record made of the text: what is changed in it is not kept. */
  see(id: string): ContactRecord | undefined {
    const text = this.#texts.get(id)
    return text === undefined ? undefined : contactFromText(id, text).record
  }

  drop(id: string): void {
    this.#texts.delete(id)
  }

  /** The contacts to be forgotten in this second; they stay until they are dropped. */
  *due(secondMs: number): Generator<ContactRecord> {
    const ids = this.#bySecond.get(secondMs) ?? []
    this.#bySecond.delete(secondMs)
    for (const id of ids) {
      const text = this.#texts.get(id)
      if (text !== undefined && secondOf(text) === secondMs) yield contactFromText(id, text).record
    }
  }

  #put(id: string, text: string): number {
    const secondMs = secondOf(text)
    const ids = this.#bySecond.get(secondMs)
    if (ids === undefined) this.#bySecond.set(secondMs, [id])
    else ids.push(id)
    this.#texts.set(id, text)
    return secondMs
  }

  /** Id and text in turn. */
  toJson(): string[] {
    const flat: string[] = []
    for (const [id, text] of this.#texts) flat.push(id, text)
    return flat
  }

  static fromJson(flat: readonly string[]): ContactShelf {
    const shelf = new ContactShelf()
    for (let index = 0; index + 1 < flat.length; index += 2) shelf.#put(flat[index] ?? '', flat[index + 1] ?? '')
    return shelf
  }
}

/** Deadlines run at full seconds, so that the end of the second is the same to the contact. */
const secondOf = (text: string): number => Math.ceil(textDueMs(text) / SECOND_MS) * SECOND_MS
