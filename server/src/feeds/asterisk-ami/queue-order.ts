import { sinceInOrder } from './since-in-order.ts'

/** A caller as the translator's own model of a queue orders it: higher priority first, then earlier `sinceMs`. */
export interface PlacedCaller { contact: string; priority: number; sinceMs: number }

/** A caller of a QueueStatus reply: `priority` is absent before Asterisk 16.24/18.10/19.2, `sinceMs` is good to a second. */
export interface ReportedCaller {
  contact: string
  priority: number | undefined
  sinceMs: number
  /** What was told of this caller before this connection, if it is the same stay. */
  toldSinceMs?: number
}

/** Where a caller landed, and whose inferred priority had to rise so that it lands there. */
export interface Placement { caller: PlacedCaller; raised: PlacedCaller[] }

/**
 * Asterisk's order of one queue, kept because its events say it only at the moment of joining (`Position`): it inserts by
 * queue priority, first come first within one, and renumbers the others without an event.
 *
 * The queue priority itself is in no event. A caller inserted ahead of others proves that it is above them, and that all
 * ahead of it are at least as high: it gets the lowest known level that says so, and who stands ahead with a lower one is
 * raised. So the order (priority, since) is Asterisk's at every instant, and classes are seen as soon as they show.
 */
export class QueueOrder {
  private callers: PlacedCaller[] = []
  /** Queue priorities seen in this queue (QueueEntry, QUEUE_PRIO): preferred where a level must be guessed. */
  private readonly knownLevels = new Set<number>([0])

  get length(): number { return this.callers.length }

  /** From the head on. */
  contacts(): string[] { return this.callers.map((caller) => caller.contact) }

  /** 1 is next; undefined where the caller is not in this queue. */
  placeOf(contact: string): number | undefined {
    const index = this.callers.findIndex((caller) => caller.contact === contact)
    return index < 0 ? undefined : index + 1
  }

  /**
   * Inserts at `position` (1 is the head; past the end is the end). `told` is the caller's queue priority where known; it
   * is used unless the position contradicts it: the position is what Asterisk did.
   */
  insert(contact: string, position: number, atMs: number, told: number | undefined): Placement {
    this.remove(contact)
    if (told !== undefined) this.knownLevels.add(told)
    const index = Math.min(Math.max(0, position - 1), this.callers.length)
    const ahead = this.callers[index - 1]
    const priority = this.levelBetween(ahead, this.callers[index], told)
    // Two joins in one millisecond, or a clock that stepped back, must not swap places.
    const sinceMs = ahead?.priority === priority ? Math.max(atMs, ahead.sinceMs + 1) : atMs
    const caller = { contact, priority, sinceMs }
    this.callers.splice(index, 0, caller)
    return { caller, raised: this.raiseAheadOf(index) }
  }

  remove(contact: string): PlacedCaller | undefined {
    const index = this.callers.findIndex((caller) => caller.contact === contact)
    return index < 0 ? undefined : this.callers.splice(index, 1)[0]
  }

  /** Takes the order a QueueStatus reply gave, head first. A known caller keeps its `sinceMs` unless that would reorder it. */
  replace(rows: readonly ReportedCaller[]): readonly PlacedCaller[] {
    const before = new Map(this.callers.map((caller) => [caller.contact, caller]))
    this.callers = rows.map((row) => {
      if (row.priority !== undefined) this.knownLevels.add(row.priority)
      const known = before.get(row.contact) ?? (row.toldSinceMs === undefined ? undefined : { sinceMs: row.toldSinceMs, priority: 0 })
      return { contact: row.contact, priority: row.priority ?? known?.priority ?? 0, sinceMs: known?.sinceMs ?? row.sinceMs }
    })
    const told = new Set(rows.filter((row) => row.toldSinceMs !== undefined).map((row) => row.contact))
    // Versions that tell no priority: inferred ones may rise, so that none stands behind a lower one.
    for (let i = this.callers.length - 1, floor = Number.NEGATIVE_INFINITY; i >= 0; i--) {
      const caller = this.callers[i]
      if (caller === undefined) continue
      floor = caller.priority = Math.max(caller.priority, floor)
    }
    for (const level of new Set(this.callers.map((caller) => caller.priority))) {
      const ofLevel = this.callers.filter((caller) => caller.priority === level)
      const instants = sinceInOrder(ofLevel.map(({ contact, sinceMs }) => ({ sinceMs, known: before.has(contact) || told.has(contact) })))
      for (const [i, caller] of ofLevel.entries()) caller.sinceMs = instants[i] ?? caller.sinceMs
    }
    return this.callers
  }

  private levelBetween(ahead: PlacedCaller | undefined, behind: PlacedCaller | undefined, told: number | undefined): number {
    const ceiling = ahead?.priority ?? Number.POSITIVE_INFINITY
    const floor = behind === undefined ? Number.NEGATIVE_INFINITY : behind.priority + 1
    if (told !== undefined && told >= floor) return told
    if (behind === undefined) return Math.min(ceiling, 0)
    const fitting = [...this.knownLevels].filter((level) => level >= floor && level <= ceiling)
    return fitting.length > 0 ? Math.min(...fitting) : floor
  }

  /** Raises who stands ahead of `index` until the order by (priority, since) is the order of the list. */
  private raiseAheadOf(index: number): PlacedCaller[] {
    const raised: PlacedCaller[] = []
    for (let i = index; i > 0; i--) {
      const here = this.callers[i]
      const ahead = this.callers[i - 1]
      if (here === undefined || ahead === undefined || ahead.priority > here.priority) break
      const priority = ahead.sinceMs < here.sinceMs ? here.priority : here.priority + 1
      if (ahead.priority === priority) break
      ahead.priority = priority
      raised.push(ahead)
    }
    return raised
  }
}
