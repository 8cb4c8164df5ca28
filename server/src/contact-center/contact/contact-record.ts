import type { Channel } from '@queuecast/client-sdk/protocol'
import type { ContactView, OrderKey } from '../view.ts'
import { type ContactState, emptyContactState } from './contact-state.ts'
import type { ExtraItem, ItemKey, OwnItem } from './timeline.ts'

/** What a contact is folded from. Never changed in place: an arrival makes a new one, which is committed or dropped. */
export interface Kept {
  /** What events older than the kept ones folded to, and the last of them. */
  base: ContactState
  baseThrough: ItemKey | undefined
  events: readonly OwnItem[]
  extras: readonly ExtraItem[]
}

/** Where a contact stands in lines, as committed. */
export interface Standing { queues: string[]; key: OrderKey; startedAtMs: number; feed: string; channel: Channel }
/** A service that counts against an agent's capacity, as committed. */
export interface Serving { agent: string; queue: string; startedAtMs: number }
/** A stay that learning already had, by kind, agent and time, so that a refold never gives it twice. */
export interface SettledSpan { kind: 'queued' | 'with-agent'; agent?: string | undefined; startedAtMs: number; endedAtMs: number }

/** Log times at which a contact has to be looked at; the earliest of them is its one deadline. */
export interface DueTimes {
  expiresMs: number | undefined
  settlesMs: number | undefined
  forgottenMs: number | undefined
  /** A scheduled callback's window begins. */
  windowMs: number | undefined
  /** Ended: what it leaves goes to the ledger. */
  ledgerMs: number | undefined
}

/** A contact with what the fold committed of it. */
export interface ContactRecord {
  readonly id: string
  /** Of its one deadline; kept, since every event moves it. */
  readonly deadlineKey: string
  kept: Kept
  settled: readonly SettledSpan[]
  /** What the ledger had of this contact, as a short print; undefined before it was settled. */
  evidencePrint: number | undefined
  due: DueTimes
  /** The window of a scheduled callback that log time has reached: the contact is in its line again. */
  openedWindowMs: number | undefined
  /** The earlier contact's clock, where this one follows another. */
  inheritedClockMs: number | undefined
  state: ContactState
  standing: Standing | undefined
  serving: readonly Serving[]
  open: boolean
  /** What a snapshot holds of it while it rests; dropped when it is taken to be changed. */
  text: string | undefined
  /** Built on reading, dropped by each commit. */
  view: ContactView | undefined
}

/** The name of a contact's deadline. */
export const contactKey = (contact: string): string => `c:${contact}`
/** The name of the deadline of a long line that came as text: it stands for those of all in it. */
export const lineKey = (queue: string): string => `l:${queue}`
/** One of those, which stand in the contacts' texts. */
export const isOfMany = (key: string): boolean => key.startsWith('c:') || key.startsWith('l:')

const nothing: readonly never[] = []
export const emptyKept: Kept = { base: emptyContactState, baseThrough: undefined, events: nothing, extras: nothing }

const nothingDue = (): DueTimes => ({ expiresMs: undefined, settlesMs: undefined, forgottenMs: undefined, windowMs: undefined, ledgerMs: undefined })

export const newRecord = (id: string): ContactRecord => ({
  id, deadlineKey: contactKey(id), kept: emptyKept, settled: nothing, evidencePrint: undefined, due: nothingDue(),
  openedWindowMs: undefined, inheritedClockMs: undefined, state: emptyContactState, standing: undefined, serving: nothing, open: false, text: undefined, view: undefined,
})

/** The part of a record that the fold's snapshot holds; the rest is folded again. */
export type ContactMemory = Pick<ContactRecord, 'id' | 'kept' | 'settled' | 'evidencePrint' | 'due' | 'openedWindowMs' | 'inheritedClockMs'>
