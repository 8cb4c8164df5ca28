import type { Changes, LiveCenter, OrderKey, PoolView } from '../../contact-center/index.ts'
import { classKey, creditOf, type OrderCredits } from './order-credits.ts'

/** One contact in line with its order as routing was learned to see it: epoch milliseconds, earlier is sooner. */
export interface LearnedPlace { key: OrderKey; queue: string; credited: boolean; orderMs: number }

/** Orders nearer than about this are told apart by chance. */
const SOFT_MS = 20_000
const LEAST_CREDIT_MS = 1000

/** A contact whose `since` is earlier than its joining stands as if it had come then. */
export function isCredited(contact: string, live: LiveCenter): boolean {
  const phase = live.contact(contact)?.phase
  return phase !== undefined && 'sinceMs' in phase && phase.queuedAtMs - phase.sinceMs >= LEAST_CREDIT_MS
}

/** Everybody in the lines of a pool. Who waits in several of them stands in each. */
export function learnedOrder(pool: PoolView, live: LiveCenter, credits: OrderCredits): LearnedPlace[] {
  const places: LearnedPlace[] = []
  for (const queue of pool.queues) {
    for (const key of live.line(queue) ?? []) {
      const credited = isCredited(key.contact, live)
      places.push({ key, queue, credited, orderMs: key.sinceMs - creditOf(credits, classKey(queue, credited)) * 1000 })
    }
  }
  return places
}

/** How many go before a contact of this priority and order; those of about the same order count in part, itself not at all. */
export function softAhead(places: readonly LearnedPlace[], contact: string | undefined, priority: number, orderMs: number): number {
  let ahead = 0
  for (const { key, orderMs: other } of places) {
    if (key.priority < priority || key.contact === contact) continue
    ahead += key.priority > priority ? 1 : 1 / (1 + Math.exp((other - orderMs) / SOFT_MS))
  }
  return ahead
}

/** In which order one stood who left its line. */
export function keyOf({ contact, priority, atMs, waitedSeconds }: Changes['departed'][number], live: LiveCenter): OrderKey {
  const stay = live.contact(contact)?.stays.findLast((one) => one.kind === 'queued')
  return { priority, sinceMs: stay?.sinceMs ?? atMs - waitedSeconds * 1000, contact }
}
