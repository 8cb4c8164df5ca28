import type { Random } from '../contact-center/random.ts'

/** What one run of a fault is given. */
export interface FaultRun {
  readonly seed: number
  /** All choices of the run come from here, so that a seed repeats them. Times of the processes themselves are not repeatable. */
  readonly random: Random
  /** `short` is for CI: fewer kills, fewer clients, fewer bytes. */
  readonly scale: 'short' | 'long'
  /** How many clients come at once, where the run was asked for a number. */
  readonly customers?: number
  /** Says that an invariant did not hold; the run goes on, so that all are seen. */
  violated(invariant: Invariant, what: string): void
  /** What was measured, for the result. */
  note(text: string): void
  /** Undone when the run ends, last first, whatever happened. */
  atEnd(undo: () => Promise<unknown> | unknown): void
}

/** What must hold whatever breaks. */
export const INVARIANTS = {
  lost: 'nothing acknowledged is lost',
  twice: 'nothing is counted twice',
  stale: 'no display older than its staleAfter is shown as current',
  split: 'no contact is answered in one place and waiting in another after recovery',
  disagree: 'two nodes never disagree at the same seq',
  back: 'no seq goes back',
  waited: 'nobody is said to have waited longer or shorter than they did',
  memory: 'memory returns to its level',
  serving: 'it serves again by itself',
} as const
export type Invariant = keyof typeof INVARIANTS

/** A way in which things break. */
export interface Fault {
  readonly name: string
  /** One line for the table. */
  readonly what: string
  /** Part of the short run in CI. */
  readonly short?: boolean
  /** Why it cannot be run on this machine; undefined where it can. */
  missing?(): string | undefined
  run(run: FaultRun): Promise<void>
}

export interface Violation { invariant: Invariant; what: string }
export interface RunResult { seed: number; seconds: number; violations: Violation[]; notes: string[] }
/** `skipped` says in words why it did not run. */
export interface FaultResult { fault: string; what: string; runs: RunResult[]; skipped?: string }
