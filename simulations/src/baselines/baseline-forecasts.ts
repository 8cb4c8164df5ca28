import type { ContactEvent } from '@queuecast/server/contact-center'
import { DELAY_HISTORY } from './delay-history.ts'
import { LearnedBaselines, type LearnedSaying, type Said } from './learned-baselines.ts'
import { type InLine, ObservedPool, standsBefore } from './observed-pool.ts'
import { queueLength, queueLengthMarkov, queueLengthServed } from './queue-length.ts'

/** What the baselines say of one waiting contact at one instant: means of its remaining wait in seconds, by predictor. */
export interface BaselineForecast {
  contact: string
  queuedAtMs: number
  atMs: number
  /** At queueing all predictors speak, later only those that know the line. */
  means: ReadonlyMap<string, number | undefined>
  /** Nine-feature regression with tracked quantiles, for who is served and for virtual waits; waits tracked by contacts ahead. */
  regressionServed: LearnedSaying
  regressionVirtual: LearnedSaying
  trackedWaits: LearnedSaying
}

export interface BaselineOptions {
  /** Which queues share their agents; all of them unless given. */
  poolOf?: (queue: string) => string
  /** Queues whose contacts the regression flags; unless given, those other than the pool's largest. */
  flagQueue?: (queue: string) => boolean
  everySeconds?: number
  told(forecast: BaselineForecast): void
}

/** Whoever would have been served this much later than it hung up proves nothing. */
const IMPUTE_WITHIN_MS = 1_200_000
const NOBODY: readonly Said[] = []

interface PoolState { pool: ObservedPool; learned: LearnedBaselines; said: Map<string, Said[]>; gone: Map<InLine, { said: Said[]; leftMs: number }> }

/** Replays events, sorted by (time, id), and asks every baseline on joining and at each full 30 s of waiting, with what was known before. */
export function baselineForecasts(events: Iterable<ContactEvent>, options: BaselineOptions): void {
  const { poolOf = () => 'all', everySeconds = 30, told } = options
  const pools = new Map<string, PoolState>()
  const whereIs = new Map<string, PoolState>()
  /** Who is asked next; in order, since all wait the same time for it. */
  const due: { atMs: number; member: string; queuedMs: number; state: PoolState }[] = []
  let nextDue = 0

  const stateOf = (queue: string): PoolState => {
    const name = poolOf(queue)
    let state = pools.get(name)
    if (state === undefined) pools.set(name, (state = { pool: new ObservedPool(), learned: new LearnedBaselines(), said: new Map(), gone: new Map() }))
    return state
  }

  const ask = (state: PoolState, member: InLine, atMs: number): void => {
    const first = atMs === member.queuedMs
    const moment = state.pool.momentOf(member, atMs)
    const flagged = options.flagQueue?.(member.queue) ?? member.queue !== (state.pool.mainQueue ?? member.queue)
    const said = state.learned.say(moment, { credited: member.sinceMs < member.queuedMs || member.priority > 0, flagged }, atMs, first)
    const known = state.said.get(member.contact)
    if (known === undefined) state.said.set(member.contact, [said])
    else known.push(said)
    const means = new Map<string, number | undefined>([['QL', queueLength(moment)], ['QLm', queueLengthMarkov(moment)], ['QLm served', queueLengthServed(moment)]])
    if (first) {
      for (const [name, predictor] of DELAY_HISTORY) means.set(name, predictor(moment))
      means.set('running mean', moment.runningMean)
    }
    told({ contact: member.contact, queuedAtMs: member.queuedMs, atMs, means, regressionServed: said.served, regressionVirtual: said.virtual, trackedWaits: said.tracked })
    due.push({ atMs: atMs + everySeconds * 1000, member: member.contact, queuedMs: member.queuedMs, state })
  }

  const askDue = (untilMs: number): void => {
    for (let next = due[nextDue]; next !== undefined && next.atMs <= untilMs; next = due[++nextDue]) {
      const member = next.state.pool.waiting.get(next.member)
      if (member?.queuedMs === next.queuedMs) ask(next.state, member, next.atMs)
    }
    if (nextDue > 10_000) {
      due.splice(0, nextDue)
      nextDue = 0
    }
  }

  const leave = (contact: string, atMs: number, how: 'answered' | 'abandoned' | 'other'): void => {
    const state = whereIs.get(contact)
    const member = state?.pool.left(contact, atMs, how)
    if (state === undefined || member === undefined) return
    const said = state.said.get(contact)
    state.said.delete(contact)
    if (how === 'abandoned' && said !== undefined) state.gone.set(member, { said, leftMs: atMs })
    if (how !== 'answered') return
    // Who is answered at once has no wait to learn from, but shows when those who gave up before it would have been served.
    if (atMs > member.queuedMs) state.learned.learn(said ?? NOBODY, atMs, true)
    for (const [other, gone] of state.gone) {
      if (atMs > gone.leftMs + IMPUTE_WITHIN_MS) state.gone.delete(other)
      else if (standsBefore(other, member)) {
        state.gone.delete(other)
        state.learned.learn(gone.said, atMs, false)
      }
    }
  }

  for (const event of events) {
    askDue(event.time)
    switch (event.type) {
      case 'contact.queued': case 'contact.requeued': {
        const earlier = whereIs.get(event.contact)?.pool.waiting.get(event.contact)
        leave(event.contact, event.time, 'other')
        const state = stateOf(event.queue)
        whereIs.set(event.contact, state)
        const priority = event.priority ?? 0
        const sinceMs = event.type === 'contact.queued' ? event.since ?? event.time : event.keepsPlace === true ? earlier?.sinceMs ?? event.time : event.time
        const className = `${event.queue} ${priority} ${sinceMs < event.time}`
        state.pool.joined({ contact: event.contact, queue: event.queue, className, priority, sinceMs, queuedMs: event.time })
        const member = state.pool.waiting.get(event.contact)
        if (member !== undefined) ask(state, member, event.time)
        break
      }
      case 'contact.answered':
        leave(event.contact, event.time, 'answered')
        whereIs.get(event.contact)?.pool.staffing.started(event.contact, event.agent ?? `of ${event.contact}`, event.time)
        break
      case 'contact.abandoned': leave(event.contact, event.time, 'abandoned'); break
      case 'contact.left': leave(event.contact, event.time, 'other'); break
      case 'contact.handled': whereIs.get(event.contact)?.pool.staffing.ended(event.contact, event.time); break
      case 'agent.state': {
        const of = new Set((event.queues ?? []).map(stateOf))
        for (const { staffing } of (of.size > 0 ? [...of].map(({ pool }) => pool) : [...pools.values()].map(({ pool }) => pool))) staffing.agentState(event)
        break
      }
      default:
    }
  }
}
