import type { LiveCenter, OrderKey, WaitingLine } from '../contact-center/index.ts'
import { lastOfPriority, type LineClass } from './line-classes.ts'

/** One queue of a pool as those see it who wait in another: how far its line competes for the same agents (0 to 1). */
export interface CompetingLine { line: WaitingLine; share: number }

/** A contact that stands in several lines of the pool, with what it is counted too often. */
export interface CountedAgain { key: OrderKey; excess: number }

/**
 * How many stand before a contact with this key over all lines of its pool (longest-waiting first within a priority): those
 * of its own line, the others' by their share, whoever stands in several lines counted once. A whole number.
 */
export function aheadOf(key: OrderKey, lines: readonly CompetingLine[], again: readonly CountedAgain[]): number {
  let ahead = 0
  for (const { line, share } of lines) if (share > 0) ahead += share * (line.placeOf(key) - 1)
  for (const one of again) if (goesBefore(one.key, key)) ahead -= one.excess
  return Math.max(0, Math.round(ahead))
}

const goesBefore = (a: OrderKey, b: OrderKey): boolean =>
  a.priority !== b.priority ? a.priority > b.priority : a.sinceMs !== b.sinceMs ? a.sinceMs < b.sinceMs : a.contact < b.contact

/** The contacts among `several` that stand in two or more of these lines. */
export function countedAgain(several: Iterable<string>, queues: readonly string[], lines: readonly CompetingLine[], live: LiveCenter): CountedAgain[] {
  const again: CountedAgain[] = []
  for (const id of several) {
    const phase = live.contact(id)?.phase
    if (!phase || !('queues' in phase)) continue
    const shares = phase.queues.flatMap((queue) => (live.place(id, queue) === undefined ? [] : lines[queues.indexOf(queue)]?.share ?? []))
    const excess = shares.reduce((sum, share) => sum + share, 0) - Math.max(0, ...shares)
    if (excess > 0) again.push({ key: { priority: phase.priority, sinceMs: phase.sinceMs, contact: id }, excess })
  }
  return again
}

/**
 * Contacts of the pool before who stands at `place` of `own` in a class. Where the class stands now, by the keys there;
 * at its end, for who joins next; beyond, one more a place; before its first, in proportion: as the own line moved up, the others did.
 */
export function aheadAtPlace(place: number, one: LineClass, own: WaitingLine, ahead: (key: OrderKey) => number): number {
  if (place > one.last) return ahead(lastOfPriority(one.priority)) + (place - one.last - 1)
  if (place >= one.first) {
    const key = own.at(place)
    return key ? ahead(key) : place - 1
  }
  if (one.first <= 1) return place - 1
  const first = ahead(own.at(one.first) ?? lastOfPriority(one.priority))
  return Math.max(place - 1, Math.round((first * (place - 1)) / (one.first - 1)))
}
