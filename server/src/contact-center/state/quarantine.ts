import type { ContactEvent } from '../contact-event.ts'
import type { Quarantined, Replayed } from '../view.ts'

const KEPT = 1_000
const KEPT_REPLAYS = 200
/** Larger events are snapshots and long notices; a thousand of these still fit in a few megabytes. */
const KEPT_EVENT_CHARACTERS = 4_096

/** Whether an event is small enough to be kept for its replay. */
const isKept = (event: ContactEvent): boolean => JSON.stringify(event).length <= KEPT_EVENT_CHARACTERS

/** Events set aside, newest last and bounded, and what came of those that were replayed. The counters by feed hold also what is no longer kept. */
export class Quarantine {
  #list: Quarantined[] = []
  #replayed: Replayed[] = []
  readonly #counts = new Map<string, { tooLate: number; other: number }>()

  /** What is too late stays so: its event is not kept. */
  add({ event, ...entry }: Quarantined): void {
    this.#list.push(event !== undefined && entry.reason !== 'too-late' && isKept(event) ? { ...entry, event } : entry)
    if (this.#list.length > 2 * KEPT) this.#list = this.#list.slice(-KEPT)
    this.#count(entry, 1)
  }

  /**
   * Takes an event out for its replay; undefined where it is not there, or no longer. Whoever folds a center's facts alone, as from
   * its archive, counts them otherwise within an entry: there the event's id says which it is.
   */
  take(feed: string, position: string, eventId: string): Quarantined | undefined {
    const entry = this.find(feed, position) ?? this.list.find((one) => one.feed === feed && one.eventId === eventId && entryOf(one.position) === entryOf(position))
    if (entry?.event === undefined) return undefined
    this.#list = this.#list.filter((other) => other !== entry)
    this.#count(entry, -1)
    return entry
  }

  find(feed: string, position: string): Quarantined | undefined {
    return this.list.findLast((entry) => entry.feed === feed && entry.position === position)
  }

  note(replayed: Replayed): void {
    this.#replayed = [...this.#replayed.slice(1 - KEPT_REPLAYS), replayed]
  }

  get list(): readonly Quarantined[] {
    return this.#list.length > KEPT ? this.#list.slice(-KEPT) : this.#list
  }

  get replayed(): readonly Replayed[] {
    return this.#replayed
  }

  countOf(feed: string): { tooLate: number; other: number } {
    return this.#counts.get(feed) ?? { tooLate: 0, other: 0 }
  }

  toJson(): QuarantineJson {
    return { list: this.list, counts: [...this.#counts], ...(this.#replayed.length === 0 ? {} : { replayed: this.#replayed }) }
  }

  static fromJson(json: QuarantineJson): Quarantine {
    const quarantine = new Quarantine()
    quarantine.#list = [...json.list]
    quarantine.#replayed = [...json.replayed ?? []]
    for (const [feed, counts] of json.counts) quarantine.#counts.set(feed, { ...counts })
    return quarantine
  }

  #count({ feed, reason }: Pick<Quarantined, 'feed' | 'reason'>, more: 1 | -1): void {
    const counts = this.#counts.get(feed) ?? { tooLate: 0, other: 0 }
    if (reason === 'too-late') counts.tooLate += more
    else counts.other += more
    this.#counts.set(feed, counts)
  }
}

/** `ms-n/index` → `ms-n` */
const entryOf = (position: string): string => position.split('/')[0] ?? position

/** `replayed` is absent in snapshots from before there were replays. */
export interface QuarantineJson { list: readonly Quarantined[]; counts: [string, { tooLate: number; other: number }][]; replayed?: readonly Replayed[] }
