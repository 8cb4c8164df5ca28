import { ClassHistory } from './class-history.ts'
import type { BaselineMoment } from './moment.ts'
import { ObservedStaffing } from './observed-staffing.ts'
import { Rate } from './rate.ts'

/** One contact in line. `found`: before it in its own queue when it joined. */
export interface InLine { contact: string; queue: string; className: string; priority: number; sinceMs: number; queuedMs: number; found: number }

/** The order of a line: priority, then `since`, then name. */
export const standsBefore = (a: InLine, b: InLine): boolean =>
  a.priority > b.priority || (a.priority === b.priority && (a.sinceMs < b.sinceMs || (a.sinceMs === b.sinceMs && a.contact < b.contact)))

/** Queues that share their agents, as their events tell of them: what the textbook predictors are computed from. */
export class ObservedPool {
  readonly staffing = new ObservedStaffing()
  readonly waiting = new Map<string, InLine>()
  readonly #all = new ClassHistory()
  readonly #classes = new Map<string, ClassHistory>()
  readonly #arrivals = new Rate(1800)
  readonly #starts = new Rate(900)
  readonly #joinedByQueue = new Map<string, number>()
  #left = 0
  #waitedSeconds = 0
  #lastMs: number | undefined

  joined(member: Omit<InLine, 'found'>): void {
    this.#pass(member.queuedMs)
    this.#arrivals.add()
    this.#joinedByQueue.set(member.queue, (this.#joinedByQueue.get(member.queue) ?? 0) + 1)
    let found = 0
    for (const other of this.waiting.values()) if (other.queue === member.queue && standsBefore(other, { ...member, found: 0 })) found += 1
    this.waiting.set(member.contact, { ...member, found })
  }

  /** Takes it out of the line; undefined where it is not in it. */
  left(contact: string, atMs: number, how: 'answered' | 'abandoned' | 'other'): InLine | undefined {
    const member = this.waiting.get(contact)
    if (member === undefined) return undefined
    this.#pass(atMs)
    this.waiting.delete(contact)
    const waitedSeconds = (atMs - member.queuedMs) / 1000
    this.#waitedSeconds += waitedSeconds
    if (how === 'abandoned') this.#left += 1
    if (how === 'answered') {
      if (waitedSeconds > 0) this.#starts.add()
      this.#all.answered(waitedSeconds, member.found)
      this.#history(member.className).answered(waitedSeconds, member.found)
    }
    return member
  }

  /** The queue that most joined so far. */
  get mainQueue(): string | undefined { return [...this.#joinedByQueue].sort((a, b) => b[1] - a[1])[0]?.[0] }

  momentOf(me: InLine, atMs: number): BaselineMoment {
    this.#pass(atMs)
    const history = this.#history(me.className)
    const own = [...this.waiting.values()].filter((other) => other.className === me.className && other.contact !== me.contact).sort((a, b) => (standsBefore(a, b) ? -1 : 1))
    let ahead = 0, aheadInQueue = 0, poolHeadMs = Infinity
    for (const other of this.waiting.values()) {
      if (other.contact === me.contact) continue
      poolHeadMs = Math.min(poolHeadMs, other.queuedMs)
      if (!standsBefore(other, me)) continue
      ahead += 1
      if (other.queue === me.queue) aheadInQueue += 1
    }
    const first = own[0]
    return {
      ahead, aheadInQueue, lastWaits: history.lastWaits, lastFound: history.lastFound, runningMean: history.mean,
      headWaited: first === undefined ? undefined : (atMs - first.queuedMs) / 1000,
      meanAtSameLength: history.meanAtLength(aheadInQueue),
      inLine: own.map((other, now) => ({ waited: (atMs - other.queuedMs) / 1000, found: other.found, now })),
      poolLastWaits: this.#all.lastWaits, poolHeadWaited: poolHeadMs === Infinity ? undefined : (atMs - poolHeadMs) / 1000,
      arrivalsPerSecond: this.#arrivals.perSecond, startsPerSecond: this.#starts.perSecond,
      slots: this.staffing.slots, perSlotPerSecond: this.staffing.perSlotPerSecond,
      leavesPerSecond: this.#left / Math.max(1, this.#waitedSeconds),
    }
  }

  #pass(atMs: number): void {
    if (this.#lastMs === atMs) return
    this.#lastMs = atMs
    this.#arrivals.pass(atMs)
    this.#starts.pass(atMs, this.waiting.size > 0)
  }

  #history(className: string): ClassHistory {
    let history = this.#classes.get(className)
    if (history === undefined) this.#classes.set(className, (history = new ClassHistory()))
    return history
  }
}
