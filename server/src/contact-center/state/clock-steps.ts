/** A clock that was set by less is left to the windows of the offset. */
export const STEP_MS = 3_000
/** What comes within less is a batch that was sent again. */
export const STEP_SEEN_MS = 3_000
/** A delay may look like a clock that was set, so that is only believed after this many events in a row. */
const SURE_AFTER = 10
const KEPT_STEPS = 8
const NONE: readonly ClockStep[] = []

/** A clock that was set. */
export interface ClockStep {
  /** Log time of the first that it told. */
  sinceMs: number
  /** What the clock was off by before, and since. */
  offsetMs: number
  newOffsetMs: number
  /** What was told up to here was told by the clock before; up to `latestMs` it may have been. */
  upToMs: number
  latestMs: number
}

/** Events in a row that look as if the clock had been set, with what it was off by before and the latest that it can have told then. */
export interface SeenStep { sinceMs: number; leastMs: number; mostMs: number; count: number; offsetMs: number; latestMs: number }

export interface StepMemory {
  /** Oldest first. */
  steps?: readonly ClockStep[]
  /** Noticed, and not yet sure. */
  seen?: SeenStep
  /** Events since then, of contacts that came by another clock: once it is sure, or is not so, they are taken in the time of that one. */
  early?: { sinceMs: number; told: { contact: string; id: string }[] }
}

/** An event as the clock of its feed and ours saw it. */
export interface Told {
  nowMs: number
  /** Received minus told. */
  lagMs: number
  toldMs: number
  /** The latest that was told before; undefined before the first event. */
  latestMs: number | undefined
  /** What the feed's clock was off by before this event. */
  offsetMs: number
  /** Whether the newest events before it came as that says: not what is still learned, nor what catches up. Asked only where it matters. */
  steady: () => boolean
}

/**
 * Notes a clock that was set; gives the events that show it once that is sure, for learning to begin anew with them.
 * A delay changes all lags alike too. But what is delayed goes on from the time that was told last, while after a clock was set back what
 * is told begins before it (CC46); and where a delay ends, what was delayed comes in between, each less late than the one before, while
 * after a clock was set ahead nothing is told of the time that it left out (CC47).
 */
export function observeStep(memory: StepMemory, told: Told): SeenStep | undefined {
  const seen = follow(memory.seen, told) ?? begin(told)
  if (seen === undefined || seen.count < SURE_AFTER || told.nowMs < seen.sinceMs + STEP_SEEN_MS) {
    if (seen === undefined) delete memory.seen
    else memory.seen = seen
    return undefined
  }
  memory.steps = [...(memory.steps ?? []).slice(1 - KEPT_STEPS), stepOf(seen)]
  delete memory.seen
  return seen
}

/** All that is known of when the clock was set, oldest first; the last of them may not be sure yet. */
export const stepsOf = ({ steps = NONE, seen }: StepMemory): readonly ClockStep[] => (seen === undefined ? steps : [...steps, stepOf(seen)])

function follow(seen: SeenStep | undefined, { lagMs }: Told): SeenStep | undefined {
  if (seen === undefined) return undefined
  const leastMs = Math.min(seen.leastMs, lagMs)
  const mostMs = Math.max(seen.mostMs, lagMs)
  const isSet = leastMs >= STEP_MS - seen.offsetMs || mostMs <= -STEP_MS - seen.offsetMs
  return isSet && mostMs <= leastMs + STEP_MS ? { ...seen, leastMs, mostMs, count: seen.count + 1 } : undefined
}

function begin({ nowMs, lagMs, toldMs, latestMs, offsetMs, steady }: Told): SeenStep | undefined {
  if (latestMs === undefined) return undefined
  const later = lagMs + offsetMs
  const seen = { sinceMs: nowMs, leastMs: lagMs, mostMs: lagMs, count: 1, offsetMs }
  if (later >= STEP_MS && toldMs <= latestMs - STEP_MS) return { ...seen, latestMs }
  // What it left out was told by none, unless by a clock that was further ahead before.
  if (later <= -STEP_MS && toldMs >= latestMs + STEP_MS && steady()) return { ...seen, latestMs: toldMs - STEP_MS }
  return undefined
}

/** What both clocks can have told, where it was set back, is taken as the new one's, unless it is known whose it is. */
const stepOf = ({ sinceMs, leastMs, offsetMs, latestMs }: SeenStep): ClockStep =>
  ({ sinceMs, offsetMs, newOffsetMs: -leastMs, upToMs: latestMs - Math.max(0, leastMs + offsetMs), latestMs })
