import { held } from './held.ts'

/**
 * Who is really served before whom: seconds of waiting that a class of contacts is credited by the routing, beyond its
 * `since`. A class is a queue, apart for those whose `since` is earlier than their joining. Plain data.
 */
export type OrderCredits = Record<string, number>

/** Orders nearer than about this many seconds are told apart by chance. */
const SOFT_SECONDS = 15
const STEP = 0.6
const LARGEST = 150

export const classKey = (queue: string, credited: boolean): string => (credited ? `${queue} credited` : queue)
export const creditOf = (credits: OrderCredits, key: string): number => held(credits, key) ?? 0

/** One of class `taken` was served while one of class `passed` waited; `taken` came this much later by `since`, seconds. */
export function countServedBefore(credits: OrderCredits, taken: string, passed: string, laterSeconds: number): void {
  if (taken === passed) return
  const [own, other] = [creditOf(credits, taken), creditOf(credits, passed)]
  const step = STEP * (1 - 1 / (1 + Math.exp((laterSeconds - own + other) / SOFT_SECONDS)))
  credits[taken] = Math.min(LARGEST, own + step)
  credits[passed] = Math.max(-LARGEST, other - step)
}
