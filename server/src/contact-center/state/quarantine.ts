import type { Quarantined } from '../view.ts'

const KEPT = 1_000

/** Events set aside, newest last and bounded; the counters by feed are not. */
export class Quarantine {
  #list: Quarantined[] = []
  readonly #counts = new Map<string, { tooLate: number; other: number }>()

  add(entry: Quarantined): void {
    this.#list.push(entry)
    if (this.#list.length > 2 * KEPT) this.#list = this.#list.slice(-KEPT)
    const counts = this.#counts.get(entry.feed) ?? { tooLate: 0, other: 0 }
    if (entry.reason === 'too-late') counts.tooLate++
    else counts.other++
    this.#counts.set(entry.feed, counts)
  }

  get list(): readonly Quarantined[] {
    return this.#list.length > KEPT ? this.#list.slice(-KEPT) : this.#list
  }

  countOf(feed: string): { tooLate: number; other: number } {
    return this.#counts.get(feed) ?? { tooLate: 0, other: 0 }
  }

  toJson(): QuarantineJson {
    return { list: this.list, counts: [...this.#counts] }
  }

  static fromJson(json: QuarantineJson): Quarantine {
    const quarantine = new Quarantine()
    quarantine.#list = [...json.list]
    for (const [feed, counts] of json.counts) quarantine.#counts.set(feed, { ...counts })
    return quarantine
  }
}

export interface QuarantineJson { list: readonly Quarantined[]; counts: [string, { tooLate: number; other: number }][] }
