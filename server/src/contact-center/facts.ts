import type { Channel } from '@queuecast/client-sdk/protocol'
import type { ContactEvent } from './contact-event.ts'

/** What a queue may tell customers. `shadow`: computed and scored, nothing told. */
export type ShowMode = 'off' | 'shadow' | 'place' | 'wait' | 'both'

/** How a feed promises life; decides when it is judged stale. */
export type Alive =
  | { kind: 'heartbeat'; intervalSeconds: number }
  | { kind: 'poll'; intervalSeconds: number }
  | { kind: 'events-only'; maxSilenceSeconds?: number }

/** Opening hours as configured. Times of day are local to the center's time zone, `HH:MM-HH:MM`. */
export interface Hours {
  weekly: Partial<Record<'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun', string[]>>
  /** A country code of the `date-holidays` library (`BE`, `BE-VLG`), closed on its public holidays. */
  holidays?: string
  /** `YYYY-MM-DD` → times of that day; an empty list is closed. */
  exceptions?: Record<string, string[]>
  /** `HH:MM`: nobody joins after it. */
  lastEntry?: string
  atClose?: 'serve-all' | 'turn-away'
}

export interface QueueCost { text: Record<string, string>; perMinute?: number; currency?: string; freeWhileWaiting?: boolean }

/** Configuration of one queue, as far as the fold and the display read it. */
export interface QueueFacts {
  id: string
  channel?: Channel
  name?: Record<string, string>
  show?: ShowMode
  public?: boolean
  hours?: Hours
  cost?: QueueCost
  callback?: { available: boolean; requestUrl?: string; limit?: number }
  entryMeans?: 'dialled' | 'connected' | 'menuChoice' | 'humanAsked'
}

/** Configuration of one center, as far as a fold reads it. It enters the log, so every node folds the same. */
export interface CenterFacts {
  id: string
  generation: number
  name: Record<string, string>
  languages: string[]
  timeZone: string
  show: ShowMode
  public: boolean
  purpose: 'live' | 'test'
  queues: QueueFacts[]
  feeds: { name: string; alive: Alive }[]
  /** Seconds after which a contact that nobody closed expires, by channel. */
  expirySeconds?: Partial<Record<Channel, number>>
  /** The rules that the fold follows from here on (`FOLD_RULES`); absent is 1. */
  rules?: number
}

/** How far a display got. `served` is written once, by the serving node, when the first display is served. */
export type ReceiptLevel = 'served' | 'received' | 'shown'

/** What a display said when it was first served: the serving node writes it down, since the fold may have moved on. */
export interface ServedFigures {
  asOfMs: number
  queue?: string
  position?: number
  positionFirm?: boolean
  boundSeconds?: number
  share?: number
  basedOn?: string
  language?: string
  sentence?: string
  duties?: { kind: string; charter: string; rule: string }[]
}

/** The center's own totals of one local day, to stand beside ours. */
export interface DayTotals { date: string; queue?: string; offered?: number; answered?: number; abandoned?: number }

/** One fact of one center, in the order of the log. */
export type CenterFact =
  /** `replayOf`: once more, of the event that was set aside at this position; where it no longer is, nothing. */
  | { kind: 'event'; feed: string; receivedAtMs: number; event: ContactEvent; replayOf?: string }
  | { kind: 'config'; config: CenterFacts }
  | { kind: 'show'; queue: string; show: ShowMode; generation: number }
  | { kind: 'receipt'; contact: string; seq: number; level: ReceiptLevel; via: string; figures?: ServedFigures }
  | { kind: 'totals'; totals: DayTotals[]; receivedAtMs: number }
  /** Erasure of one contact: `by` says which kind of key asked. */
  | { kind: 'erase'; contact: string; by: string }
  /** A charter that the center adheres to from a later day on, as `PUT /charters` took it. */
  | { kind: 'charter'; body: unknown; recordedAtMs: number }
  /** What was learned beforehand, as the forecast's room writes it; taken from here on. */
  | { kind: 'learning'; learning: unknown }
