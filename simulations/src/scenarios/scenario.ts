import type { CenterModel, FeedFaults } from '../contact-center/index.ts'

/** A simulated contact center with a name that says what it shows. */
export interface Scenario {
  name: string
  /** What it shows, in one sentence. */
  shows: string
  /** Where its clocks hang. */
  timeZone: string
  /** Its first instant by that clock, `2026-01-05T08:00`. */
  startsAt: string
  model: CenterModel
  /** What its feed does to its events; a perfect feed unless given. */
  faults?: FeedFaults
}
