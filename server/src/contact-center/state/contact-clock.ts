import type { ContactRecord, Kept } from '../contact/contact-record.ts'
import type { OwnItem } from '../contact/timeline.ts'
import { RULES_WITH_BOTH_STEPS, rulesOf } from '../rules.ts'
import { type CenterState, feedOf } from './center-state.ts'
import { type ClockStep, stepsOf } from './clock-steps.ts'

/** Told before it was sure that the clock was set; more than that keep the time they told. */
const MOST_EARLY = 5_000
/** So long after a clock was set something may still come that the one before told. */
const ON_ITS_WAY_MS = 60_000

/** Which of a feed's clocks told an item: so many times it had been set. Of what comes just after, the clock as late as which it came. */
function clockOf({ position, timeMs }: OwnItem, steps: readonly ClockStep[]): number {
  const receivedMs = Number.parseInt(position, 10)
  const offsetMs = timeMs - receivedMs
  for (let index = steps.length - 1; index >= 0; index--) {
    const step = steps[index]
    if (step === undefined || receivedMs < step.sinceMs) continue
    const isBefore = Math.abs(offsetMs - step.offsetMs) < Math.abs(offsetMs - step.newOffsetMs)
    return isBefore && receivedMs < step.sinceMs + ON_ITS_WAY_MS ? index : index + 1
  }
  return 0
}

/** The clock by which its contact came: all that is told of it is taken in the time of that one (CC48). */
const clockOfContact = ({ events: [first] }: Kept, feed: string, steps: readonly ClockStep[]): number =>
  first === undefined || first.feed !== feed ? steps.length : clockOf(first, steps)

const offsetOfClock = (clock: number, steps: readonly ClockStep[]): number => steps[clock]?.offsetMs ?? steps.at(-1)?.newOffsetMs ?? 0

/** By how much later the contact's own clock would have told this item. */
function laterByMs(kept: Kept, item: OwnItem, steps: readonly ClockStep[]): number {
  const [own, other] = [clockOfContact(kept, item.feed, steps), clockOf(item, steps)]
  return own === other ? 0 : offsetOfClock(own, steps) - offsetOfClock(other, steps)
}

/**
 * The item as its contact's clock would have told it: by the one that told it, it might come before what it follows. As it is while
 * something is noticed that is not sure (`noteEarly`).
 */
export function whenItCame(center: CenterState, kept: Kept, item: OwnItem): OwnItem {
  return feedOf(center, item.feed).memory.seen === undefined ? inItsTime(center, kept, item) : item
}

/** The same, by what is sure. */
export function inItsTime(center: CenterState, kept: Kept, item: OwnItem): OwnItem {
  const { steps } = feedOf(center, item.feed).memory
  const byMs = steps === undefined || rulesOf(center.config) < RULES_WITH_BOTH_STEPS ? 0 : laterByMs(kept, item, steps)
  return byMs === 0 ? item : { ...item, timeMs: item.timeMs + byMs, event: { ...item.event, time: item.event.time + byMs } }
}

/** Remembers an item that may be told by another clock than its contact's, while that is not sure. */
export function noteEarly(center: CenterState, kept: Kept, item: OwnItem): void {
  const { memory } = feedOf(center, item.feed)
  if (memory.seen === undefined || laterByMs(kept, item, stepsOf(memory)) === 0) return
  const { told } = memory.early ??= { sinceMs: memory.seen.sinceMs, told: [] }
  if (told.length < MOST_EARLY) told.push({ contact: item.event.contact, id: item.id })
}

/** What is to be subtracted from the instants of this contact to compare them with log time: by the clock that it came by. */
export function offsetOf(center: CenterState, { kept, state: { feed } }: Pick<ContactRecord, 'kept' | 'state'>): number {
  const known = feedOf(center, feed)
  const steps = rulesOf(center.config) < RULES_WITH_BOTH_STEPS ? [] : known.clockSteps
  return steps[steps.length === 0 ? 0 : clockOfContact(kept, feed, steps)]?.offsetMs ?? known.clockOffsetMs
}

/** Whether somebody whom the feed told of at this instant may have come by an earlier clock of it. */
export const isDoubtful = (center: CenterState, feed: string, ofMs: number): boolean =>
  rulesOf(center.config) >= RULES_WITH_BOTH_STEPS && feedOf(center, feed).clockSteps.some(({ latestMs }) => ofMs <= latestMs)
