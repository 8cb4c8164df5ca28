import type { Display } from '@queuecast/client-sdk/protocol'
import type { DisplaySource, FoldedChange } from '../contract.ts'
import type { Timers } from '../hub/timers.ts'
import { announceWhen, type Cadence, DEFAULT_CADENCE, type LastSaid, planText, type PromptPlan, promptPlan, ssml } from '../ivr/index.ts'

/** What an IVR is asked to play to one caller. */
export interface Announcement { id: string; contact: string; queue: string; expiresAt: string; plan: PromptPlan; text: string; ssml: string }

/** One connected IVR. */
export interface IvrSubscriber {
  center: string
  announce(announcement: Announcement): void
  stop(id: string): void
}

export interface AnnouncerDeps {
  source: Pick<DisplaySource, 'display' | 'served'>
  /** Contacts that wait in any queue of the center; asked when an IVR joins. */
  waitingContacts(center: string): Iterable<string>
  /** An announcement was played to the end of its figure. */
  played(center: string, contact: string, seq: number): void
  /** Monotonic milliseconds. */
  nowMs(): number
  timers: Timers
  /** How often callers of a queue are spoken to; without it as often as where no charter owes more. */
  cadence?(center: string, queue: string | undefined): Cadence
  failed?(error: unknown): void
}

export interface Announcer {
  /** Speaks to all who wait by voice from now on; returns the way out. */
  join(subscriber: IvrSubscriber): () => void
  /** What an IVR answers; false where the id is not (or no longer) known, or was confirmed before. That one did not play it says nothing of another. */
  answered(center: string, id: string, played: boolean): boolean
  changed(change: FoldedChange): void
  readonly callers: number
  close(): void
}

interface Caller { sinceMs: number; last?: LastSaid; lookAtMs: number; turn: number; queue?: string; playing?: { id: string; seq: number; untilMs: number } }
/** `moved`: queues of which something changed since the last sweep. */
interface Center { subscribers: Set<IvrSubscriber>; callers: Map<string, Caller>; moved: Set<string> }

const SWEEP_MS = 250
/** Displays computed in one sweep, so that it stays short; who is left over comes next. */
const MOST_IN_SWEEP = 500
/** So long the first words wait for a first figure. */
const FIGURE_MS = 3_000

/** Decides when each caller is spoken to and what (IV8, IV9); one for a node. Nothing happens in centers without an IVR. */
export function createAnnouncer(deps: AnnouncerDeps): Announcer {
  const cadenceFor = (center: string, queue: string | undefined): Cadence => deps.cadence?.(center, queue) ?? DEFAULT_CADENCE
  const centers = new Map<string, Center>()
  let callOff: (() => void) | undefined

  function sweepSoon(): void {
    callOff ??= deps.timers.after(SWEEP_MS, () => {
      callOff = undefined
      try {
        sweep()
      } catch (error) {
        deps.failed?.(error)
      }
      if (centers.size > 0) sweepSoon()
    })
  }

  function sweep(): void {
    const nowMs = deps.nowMs()
    let left = MOST_IN_SWEEP
    for (const [id, center] of centers) {
      hasten(id, center)
      for (const [contact, caller] of center.callers) {
        if (caller.lookAtMs > nowMs) continue
        if ((left -= 1) < 0) return
        look(id, center, contact, caller, nowMs)
      }
    }
  }

  /** News for those whose queue moved, no sooner than the least gap. */
  function hasten(centerId: string, center: Center): void {
    if (center.moved.size === 0) return
    for (const caller of center.callers.values()) {
      if (caller.last === undefined || caller.queue === undefined || !center.moved.has(caller.queue)) continue
      caller.lookAtMs = Math.min(caller.lookAtMs, caller.last.atMs + cadenceFor(centerId, caller.queue).leastGapMs)
    }
    center.moved.clear()
  }

  const newCaller = (): Caller => ({ sinceMs: deps.nowMs(), lookAtMs: 0, turn: 0 })

  function look(centerId: string, center: Center, contact: string, caller: Caller, nowMs: number): void {
    const display = deps.source.display(centerId, contact, [])
    if (display.channel !== 'voice' || isOver(display)) {
      stop(center, caller, nowMs)
      center.callers.delete(contact)
      return
    }
    if (display.queue !== undefined) caller.queue = display.queue
    const plan = promptPlan(display)
    if (plan.segments.length === 0) stop(center, caller, nowMs)
    if (caller.last === undefined && !display.wait.known && display.wait.reason === 'not-yet' && nowMs - caller.sinceMs < FIGURE_MS) {
      caller.lookAtMs = nowMs + SWEEP_MS
      return
    }
    const what = planText(plan)
    const cadence = cadenceFor(centerId, caller.queue)
    const decided = announceWhen(what, caller.last, nowMs, cadence)
    if ('waitUntilMs' in decided) {
      caller.lookAtMs = decided.waitUntilMs
    } else if ('silent' in decided) {
      caller.lookAtMs = Number.POSITIVE_INFINITY
    } else {
      speak(centerId, center, contact, caller, display, decided.speak === 'repeat' ? promptPlan(display, { repeats: true }) : plan)
      caller.last = { what, atMs: nowMs }
      caller.lookAtMs = nowMs + cadence.repeatMs
    }
  }

  function speak(centerId: string, center: Center, contact: string, caller: Caller, display: Display, plan: PromptPlan): void {
    if (caller.last === undefined) deps.source.served(centerId, contact, display, 'ivr')
    caller.turn += 1
    const id = `${contact}:${display.epoch}:${display.seq}:${caller.turn}`
    caller.playing = { id, seq: display.seq, untilMs: deps.nowMs() + display.freshForSeconds * 1000 }
    const announcement: Announcement = {
      id, contact, queue: display.queue ?? '', expiresAt: plan.expiresAt, plan, text: planText(plan), ssml: ssml(plan),
    }
    for (const subscriber of center.subscribers) subscriber.announce(announcement)
  }

  /** What may still be playing must end: the caller is being connected, or gone. */
  function stop(center: Center, caller: Caller, nowMs: number): void {
    const { playing } = caller
    if (playing === undefined) return
    delete caller.playing
    if (playing.untilMs > nowMs) for (const subscriber of center.subscribers) subscriber.stop(playing.id)
  }

  return {
    join(subscriber) {
      let center = centers.get(subscriber.center)
      if (center === undefined) centers.set(subscriber.center, (center = { subscribers: new Set(), callers: new Map(), moved: new Set() }))
      center.subscribers.add(subscriber)
      for (const contact of deps.waitingContacts(subscriber.center)) if (!center.callers.has(contact)) center.callers.set(contact, newCaller())
      sweepSoon()
      const joined = center
      return () => {
        joined.subscribers.delete(subscriber)
        if (joined.subscribers.size === 0 && centers.get(subscriber.center) === joined) centers.delete(subscriber.center)
      }
    },

    answered(centerId, id, played) {
      const contact = contactOf(id)
      const caller = centers.get(centerId)?.callers.get(contact)
      if (caller?.playing?.id !== id) return false
      if (!played) return true
      const { seq } = caller.playing
      delete caller.playing
      deps.played(centerId, contact, seq)
      return true
    },

    changed(change) {
      const center = centers.get(change.center)
      if (center === undefined) return
      const nowMs = deps.nowMs()
      for (const contact of change.contacts) {
        const caller = center.callers.get(contact)
        // At once, also between sweeps: what plays to who is being connected must end now.
        if (caller === undefined) center.callers.set(contact, newCaller())
        else look(change.center, center, contact, caller, nowMs)
      }
      for (const queue of change.queues) center.moved.add(queue)
    },

    get callers() {
      let sum = 0
      for (const { callers } of centers.values()) sum += callers.size
      return sum
    },

    close() {
      callOff?.()
      centers.clear()
    },
  }
}

/** Contact ids may hold colons themselves: the id's last three parts are ours. */
const contactOf = (id: string): string => id.split(':').slice(0, -3).join(':')

function isOver({ state, wait }: Display): boolean {
  return state === 'answered' || state === 'left' || (state === 'unknown' && !wait.known && wait.reason === 'unknown-contact')
}
