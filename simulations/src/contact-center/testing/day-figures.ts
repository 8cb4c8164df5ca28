import type { CenterModel } from '../model.ts'
import type { Observer } from '../observer.ts'
import type { Contact } from '../state.ts'

/** What one simulated day came to, as the reference library counts it. */
export interface DayFigures {
  arrived: number
  served: number
  abandoned: number
  /** Served within the acceptable waiting time. */
  inTarget: number
  abandonedInTarget: number
  /** In target by type and period of arrival. */
  inTargetBy: number[][]
  waitedSumSeconds: number
  waitedServedSumSeconds: number
  waits: number
  /** Agents' time with contacts before the day's end. */
  busySeconds: number
}

/** Adds up a day; `periodSeconds` cuts it for `inTargetBy`. */
export function dayFigures({ types, endSeconds }: CenterModel, targetSeconds: number, periodSeconds: number): Observer & { figures: DayFigures } {
  const figures: DayFigures = {
    arrived: 0, served: 0, abandoned: 0, inTarget: 0, abandonedInTarget: 0, inTargetBy: Array.from({ length: types.length }, () => [0, 0, 0]),
    waitedSumSeconds: 0, waitedServedSumSeconds: 0, waits: 0, busySeconds: 0,
  }
  const waited = (contact: Contact, now: number): number => now - contact.queuedSeconds
  return {
    figures,
    queued() { figures.arrived += 1 },
    answered(contact, _agent, now) {
      const waitedSeconds = waited(contact, now)
      figures.served += 1
      figures.waitedSumSeconds += waitedSeconds
      figures.waitedServedSumSeconds += waitedSeconds
      if (waitedSeconds > 0) figures.waits += 1
      if (waitedSeconds >= targetSeconds) return
      figures.inTarget += 1
      const row = figures.inTargetBy[contact.type.index] ?? []
      const period = Math.min(row.length - 1, Math.floor(contact.queuedSeconds / periodSeconds))
      row[period] = (row[period] ?? 0) + 1
    },
    abandoned(contact, now) {
      const waitedSeconds = waited(contact, now)
      figures.abandoned += 1
      figures.waits += 1
      figures.waitedSumSeconds += waitedSeconds
      if (waitedSeconds < targetSeconds) figures.abandonedInTarget += 1
    },
    handled(contact, _agent, now) {
      figures.busySeconds += Math.max(0, Math.min(now, endSeconds) - contact.answeredSeconds)
    },
  }
}
