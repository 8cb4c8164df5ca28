import { SortedList } from './sorted-list.ts'

interface Deadline { dueMs: number; key: string }

const compareDeadlines = (a: Deadline, b: Deadline): number => a.dueMs - b.dueMs || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)

/** What falls due in log time, ordered by (due, key): at most one deadline a key. */
export class Deadlines {
  readonly #list = new SortedList<Deadline>(compareDeadlines)
  readonly #byKey = new Map<string, Deadline>()

  get(key: string): number | undefined {
    return this.#byKey.get(key)?.dueMs
  }

  /** Sets, moves, or with undefined drops the key's deadline. */
  set(key: string, dueMs: number | undefined): void {
    const known = this.#byKey.get(key)
    if (known?.dueMs === dueMs) return
    if (known !== undefined) {
      this.#list.remove(known)
      this.#byKey.delete(key)
    }
    if (dueMs === undefined) return
    const deadline = { dueMs, key }
    this.#byKey.set(key, deadline)
    this.#list.add(deadline)
  }

  get nextMs(): number | undefined {
    return this.#list.at(0)?.dueMs
  }

  /** Takes the first key due at or before this instant. */
  takeDue(nowMs: number): string | undefined {
    const first = this.#list.at(0)
    if (first === undefined || first.dueMs > nowMs) return undefined
    this.set(first.key, undefined)
    return first.key
  }

  toJson(): [string, number][] {
    return Array.from(this.#list, ({ key, dueMs }) => [key, dueMs])
  }
}
