import { type Paged, PagedMap, rowsOnPages, type StateSheet } from '../contact-center/index.ts'
import type { WaitPromise } from './figures.ts'
import { stepBelow } from './bound-steps.ts'
import { MOST_PRIORITIES, PriorityInserts } from './priority-inserts.ts'
import { nextPromise, shownBound, type PromiseMove } from './promise.ts'
import type { InLine, Place, Reading } from './reading.ts'
import { WakeList } from './wake-list.ts'

/** A revision is shown until a minute after the client said that it has it. */
export const REVISION_SHOWN_FOR_MS = 60_000

/** What is kept of one contact, JSON-safe. */
interface KeptJson {
  promise: WaitPromise | undefined
  /** A display was served, also before there was a promise. */
  watched: boolean
  /** A bound was offered where the show mode lets it be seen; only then can a revision be told. */
  said: boolean
  /** Sum and line of the priority inserts when the promise was made. */
  insertsAbove: number
  insertsLine: string
  /** The newest revision reached the customer at this instant. */
  revisionToldAtMs: number | undefined
  /** The contact center knew it; else it is kept for as long as a token lives. */
  seen: boolean
  sinceMs: number
}
export interface Kept extends KeptJson, Paged {}
export interface PromiseBookSnapshot {
  /** Those that are on no sheet. */
  kept: [string, KeptJson][]
  inserts: [string, [number, number][]][]
  successors: [string, string][]
  secondMs: number
}

const SHEET_PREFIX = 'promises-'

/** Every contact's promise, and who goes on with whose. */
export class PromiseBook {
  readonly inserts: PriorityInserts
  readonly #kept = new PagedMap<Kept>()
  /** Contacts whose token was shown and that the contact center did not know then: few. */
  readonly #unseen = new Set<string>()
  #successors: Map<string, string>
  #earlier: Map<string, string>
  #wakes: WakeList
  #secondMs: number
  /** The names of lines, by queue and priority. */
  readonly #lines = new Map<string, Map<number, string>>()

  constructor(from: PromiseBookSnapshot = { kept: [], inserts: [], successors: [], secondMs: 0 }, sheets: ReadonlyMap<string, string> = new Map()) {
    this.inserts = PriorityInserts.restore(from.inserts)
    for (const [contact, kept] of [...rowsOnPages<KeptJson>(SHEET_PREFIX, sheets), ...from.kept]) this.#kept.add(contact, copyOf(kept))
    this.#successors = new Map(from.successors)
    this.#earlier = new Map(from.successors.map(([earlier, later]) => [later, earlier]))
    this.#secondMs = from.secondMs
    this.#wakes = new WakeList(from.secondMs)
    for (const [contact, kept] of this.#kept) {
      if (!kept.seen) this.#unseen.add(contact)
      this.#wakeFor(contact, kept, Math.max(from.secondMs, kept.promise?.madeAtMs ?? 0))
    }
  }

  get(contact: string): Kept | undefined {
    return this.#kept.get(contact)
  }

  /** The contact that goes on for this one, itself where none does. */
  resolve(contact: string): string {
    let current = contact
    for (let next = this.#successors.get(current); next !== undefined; next = this.#successors.get(current)) current = next
    return current
  }

  /** The earlier contacts whose tokens show this one. */
  *earlierThan(contact: string): Iterable<string> {
    for (let earlier = this.#earlier.get(contact); earlier !== undefined && earlier !== contact; earlier = this.#earlier.get(earlier)) yield earlier
  }

  /** The promise of the earlier contact goes on in this one (DP9). */
  follow(contact: string, earlier: string, nowMs: number): void {
    const holder = this.resolve(earlier)
    // A circle is no chain, and a contact goes on for one other only.
    if (holder === contact || this.resolve(contact) === earlier || this.#earlier.has(contact)) return
    const former = this.#successors.get(earlier)
    if (former !== undefined) this.#earlier.delete(former)
    this.#successors.set(earlier, contact)
    this.#earlier.set(contact, earlier)
    const kept = this.#kept.get(holder)
    const own = this.#kept.get(contact)
    if (kept === undefined || own?.promise !== undefined) return
    this.#kept.delete(holder)
    const joined = copyOf(kept)
    joined.watched ||= own?.watched === true
    joined.seen = true
    if (joined.promise !== undefined) joined.promise = { ...joined.promise, watched: joined.watched }
    this.#kept.add(contact, joined)
    this.#wakeFor(contact, joined, nowMs)
  }

  /** Takes a computed bound; what it did to the promise. `visible`: the show mode lets the wait be seen. */
  decide(contact: string, place: Place, reading: Extract<Reading, { known: true }>, nowMs: number, visible: boolean): PromiseMove {
    const kept = this.#of(contact, nowMs)
    const line = this.#lineOf(place)
    const above = this.inserts.above(place.queues, place.priority)
    const insertsAhead = kept.insertsLine === line ? Math.max(0, above - kept.insertsAbove) : 0
    const { promise, move } = nextPromise(
      kept.promise, { p50Seconds: reading.wait.p50Seconds, p90Seconds: reading.wait.p90Seconds, inputs: reading.inputs }, nowMs,
      { watched: kept.watched, insertsAhead },
    )
    if (move === 'kept' && kept.seen) return move
    this.#kept.changes(kept)
    kept.seen = true
    if (move === 'kept') return move
    if (move === 'later' && !kept.said) delete promise.lastRevision
    kept.revisionToldAtMs = undefined
    kept.promise = promise
    kept.insertsAbove = above
    kept.insertsLine = line
    kept.said ||= kept.watched && visible
    this.#wakeFor(contact, kept, nowMs)
    return move
  }

  /** Inserts ahead since the promise was made. */
  insertsAhead(contact: string, phase: InLine): number {
    const kept = this.#kept.get(contact)
    if (kept?.promise === undefined || kept.insertsLine !== this.#lineOf(phase)) return 0
    return Math.max(0, this.inserts.above(phase.queues, phase.priority) - kept.insertsAbove)
  }

  watch(contact: string, nowMs: number, visible: boolean, seen: boolean): void {
    const kept = this.#of(contact, nowMs)
    this.#kept.changes(kept)
    kept.watched = true
    kept.seen ||= seen
    if (!kept.seen) this.#unseen.add(contact)
    if (kept.promise === undefined) return
    kept.said ||= visible
    kept.promise = { ...kept.promise, watched: true }
    this.#wakeFor(contact, kept, nowMs)
  }

  /** The client has what it was sent: a revision need not be repeated for long. */
  told(contact: string, nowMs: number): void {
    const kept = this.#kept.get(contact)
    if (kept?.promise?.lastRevision === undefined || kept.revisionToldAtMs !== undefined) return
    this.#kept.changes(kept)
    kept.revisionToldAtMs = nowMs
    this.#wakes.add(contact, nowMs + REVISION_SHOWN_FOR_MS)
  }

  /** The promise is over: kept, broken, or made void by another agreement. */
  fulfil(contact: string): void {
    const kept = this.#kept.get(contact)
    if (kept?.promise === undefined) return
    this.#kept.changes(kept)
    kept.promise = undefined
    kept.revisionToldAtMs = undefined
  }

  /** The contact is over: what says nothing any more need not be kept for the hour in which it may come back. */
  release(contact: string): void {
    const kept = this.#kept.get(contact)
    if (kept !== undefined && !kept.watched && kept.promise === undefined) this.#kept.delete(contact)
  }

  /** Watched contacts whose shown figure changed, or whose deadline passed, since the second before. */
  wakeUp(secondMs: number): Set<string> {
    const beforeMs = this.#secondMs === 0 ? secondMs - 1000 : this.#secondMs
    this.#secondMs = secondMs
    const changed = new Set<string>()
    for (const contact of this.#wakes.take(secondMs)) {
      const kept = this.#kept.get(contact)
      if (kept === undefined || !changesBetween(kept, beforeMs, secondMs)) continue
      changed.add(contact)
      this.#wakeFor(contact, kept, secondMs)
    }
    return changed
  }

  /** The contact center knows it no more; who went before it is found through it no longer. */
  forget(contact: string): void {
    this.#kept.delete(contact)
    if (this.#successors.has(contact)) return
    let later = contact
    for (let earlier = this.#earlier.get(later); earlier !== undefined; earlier = this.#earlier.get(later)) {
      this.#successors.delete(earlier)
      this.#earlier.delete(later)
      later = earlier
    }
  }

  /** Lets go of tokens of contacts that never came. */
  forgetUnseen(isKnown: (contact: string) => boolean, beforeMs: number): void {
    for (const contact of this.#unseen) {
      const kept = this.#kept.get(contact)
      if (kept?.seen === false && (kept.sinceMs >= beforeMs || isKnown(contact))) continue
      this.#unseen.delete(contact)
      if (kept?.seen === false) this.#kept.delete(contact)
    }
  }

  parts(): { json: PromiseBookSnapshot; sheets: StateSheet[] } {
    const { rows, sheets } = this.#kept.parts(SHEET_PREFIX, jsonOf)
    return { json: { kept: rows, inserts: this.inserts.snapshot(), successors: [...this.#successors], secondMs: this.#secondMs }, sheets }
  }

  #of(contact: string, nowMs: number): Kept {
    let kept = this.#kept.get(contact)
    if (kept === undefined) {
      kept = { promise: undefined, watched: false, said: false, insertsAbove: 0, insertsLine: '', revisionToldAtMs: undefined, seen: false, sinceMs: nowMs, page: 0 }
      this.#kept.add(contact, kept)
    }
    return kept
  }

  /** Names the lines a contact stands in, with its priority; asked for everyone in a line at each new curve. */
  #lineOf({ queues, priority }: Place): string {
    const [queue] = queues
    if (queue === undefined || queues.length > 1) return `${priority} ${queues.join(' ')}`
    let lines = this.#lines.get(queue)
    if (lines === undefined || lines.size >= MOST_PRIORITIES) this.#lines.set(queue, (lines = new Map()))
    let line = lines.get(priority)
    if (line === undefined) lines.set(priority, (line = `${priority} ${queue}`))
    return line
  }

  /** Nobody looks at an unwatched contact's figure, so nothing of it needs a wake-up. */
  #wakeFor(contact: string, { promise, watched, revisionToldAtMs }: Kept, nowMs: number): void {
    if (!watched || promise === undefined) return
    if (promise.deadlineMs > nowMs) this.#wakes.add(contact, promise.deadlineMs - stepBelow(shownBound(promise, nowMs)) * 1000)
    if (revisionToldAtMs !== undefined) this.#wakes.add(contact, revisionToldAtMs + REVISION_SHOWN_FOR_MS)
  }
}

/** All of one shape, whether they have a promise or not: a field that is deleted makes an object slow for good. */
const copyOf = ({ promise, watched, said, insertsAbove, insertsLine, revisionToldAtMs, seen, sinceMs }: KeptJson): Kept =>
  ({ promise, watched, said, insertsAbove, insertsLine, revisionToldAtMs, seen, sinceMs, page: 0 })

const jsonOf = ({ promise, watched, said, insertsAbove, insertsLine, revisionToldAtMs, seen, sinceMs }: Kept): KeptJson =>
  ({ promise, watched, said, insertsAbove, insertsLine, revisionToldAtMs, seen, sinceMs })

function changesBetween({ watched, promise, revisionToldAtMs }: Kept, beforeMs: number, nowMs: number): boolean {
  if (!watched || promise === undefined) return false
  const passed = (atMs: number): boolean => beforeMs < atMs && atMs <= nowMs
  const hides = revisionToldAtMs !== undefined && passed(revisionToldAtMs + REVISION_SHOWN_FOR_MS)
  return hides || passed(promise.deadlineMs) || shownBound(promise, beforeMs) !== shownBound(promise, nowMs)
}
