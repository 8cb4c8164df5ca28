import type { Board, Display } from '@queuecast/client-sdk/protocol'

/** What a visitor may move. */
export interface LineSetting { perHour: number; agents: number }
export const DEMO_SETTING: LineSetting = { perHour: 126, agents: 8 }
/** Simulated seconds a second. */
export const DEMO_SPEED = 10

export const DEMO_LANGUAGES = ['nl', 'fr', 'en'] as const
export type DemoLanguage = (typeof DEMO_LANGUAGES)[number]

/** The usual ways to announce a wait, named by what they compute. */
export const USUAL_FORMULAS = ['place-times-handle', 'last-wait', 'running-average'] as const
export type UsualFormula = (typeof USUAL_FORMULAS)[number]
/** Who says how long it will take. */
export type Speaker = 'queuecast' | UsualFormula
/** Seconds. */
export type Said = Partial<Record<Speaker, number>>

/** How a speaker did: of the callers who were told a wait on joining and were answered. Shares from 0 to 1. */
export interface Score { told: number; longerShare?: number; saidSeconds?: number; waitedSeconds?: number }

/** One customer who is followed. */
export interface DemoCaller {
  lang: DemoLanguage
  contact: string
  display: Display
  /** What an IVR would say now; empty is silence. */
  spoken: string
  /** What was said on joining, by whom. */
  said: Said
  waitedSeconds: number
  over: boolean
}

/** What the page of the demo draws. */
export interface DemoFrame { board: Board; callers: DemoCaller[]; scores: Record<Speaker, Score> }
/** A frame, and whether it still goes in fast motion to where the demo begins. */
export interface DemoNews { frame: DemoFrame; starting: boolean }

/** What the page tells the simulation. */
export type DemoOrder =
  | { kind: 'setting'; setting: LineSetting }
  /** Of the page, for the names of queues. */
  | { kind: 'language'; lang: string }
  | { kind: 'speed'; speed: number }
  | { kind: 'feed'; connected: boolean }
  | { kind: 'running'; running: boolean }
