import type { Channel } from '@queuecast/client-sdk/protocol'
import type { ContactView, OrderKey } from '../view.ts'
import { type ContactState, emptyContactState } from './contact-state.ts'
import type { ExtraItem, ItemKey, OwnItem } from './timeline.ts'

/** Where a contact stands in lines, as committed. */
export interface Standing { queues: string[]; key: OrderKey; startedAtMs: number; feed: string; channel: Channel }
/** A service that counts against an agent's capacity, as committed. */
export interface Serving { agent: string; queue: string; startedAtMs: number }
/** A stay that learning already had, by kind, agent and time, so that a refold never gives it twice. */
export interface SettledSpan { kind: 'queued' | 'with-agent'; agent?: string; startedAtMs: number; endedAtMs: number }

/** All that is kept of one contact; the part that a snapshot holds. */
export interface ContactMemory {
  id: string
  /** What events older than the kept ones folded to, and the last of them. */
  base: ContactState
  baseThrough?: ItemKey
  events: OwnItem[]
  extras: ExtraItem[]
  settled: SettledSpan[]
  /** The window of a scheduled callback that log time has reached: the contact is in its line again. */
  openedWindowMs?: number
  /** The earlier contact's clock, where this one follows another. */
  inheritedClockMs?: number
}

/** A contact with what the fold committed of it. */
export interface ContactRecord extends ContactMemory {
  state: ContactState
  standing?: Standing
  serving: Serving[]
  open: boolean
  /** Built on reading, dropped by each commit. */
  view?: ContactView
}

export const newMemory = (id: string): ContactMemory => ({ id, base: emptyContactState, events: [], extras: [], settled: [] })

export const newRecord = (memory: ContactMemory): ContactRecord => ({ ...memory, state: emptyContactState, serving: [], open: false })

/** The part of a record that a snapshot keeps; the rest is folded again. */
export function memoryOf(record: ContactRecord): ContactMemory {
  const { id, base, baseThrough, events, extras, settled, openedWindowMs, inheritedClockMs } = record
  return {
    id, base, events, extras, settled, ...(baseThrough === undefined ? {} : { baseThrough }),
    ...(openedWindowMs === undefined ? {} : { openedWindowMs }), ...(inheritedClockMs === undefined ? {} : { inheritedClockMs }),
  }
}
