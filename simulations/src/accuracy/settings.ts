/** A simulated setting in which the forecast is measured, and what is asked of it there. Ratios are of RMSE to the oracle's. */
export interface Setting {
  scenario: string
  title: string
  atQueueing: number
  allUpdates: number
  /** Agents leave without notice: how soon after each change the error is back. */
  absences?: readonly { fromSeconds: number; toSeconds: number }[]
  /** Upward revisions are reported, not judged. */
  revisionsReported?: true
  /** What is told before is learning, seconds; an hour unless given. */
  learningSeconds?: number
}

const HOUR = 3600

/** The settings of the battery, by scenario. */
export const SETTINGS: readonly Setting[] = [
  { scenario: 'overload-twenty', title: 'M/M/20+M, overloaded', atQueueing: 1.04, allUpdates: 1.08 },
  { scenario: 'overload-hundred', title: 'M/M/100+M, overloaded', atQueueing: 1.04, allUpdates: 1.08 },
  { scenario: 'lognormal-eight', title: 'lognormal handle times (cv 0.8), 8 agents', atQueueing: 1.06, allUpdates: 1.08 },
  { scenario: 'six-weekdays', title: 'six weekdays of time-varying load', atQueueing: 1.06, allUpdates: 1.08 },
  { scenario: 'priority-quarter', title: '25 % priority arrivals, 20 agents', atQueueing: 1.06, allUpdates: 1.08 },
  { scenario: 'shared-agents', title: 'two queues share six of seventeen agents', atQueueing: 1.06, allUpdates: 1.08 },
  { scenario: 'chat-concurrency', title: 'chat, three at a time', atQueueing: 1.06, allUpdates: 1.08 },
  {
    scenario: 'agents-leave-at-once', title: 'a third of the agents leave for an hour, again and again', atQueueing: 1.1, allUpdates: 1.1, revisionsReported: true,
    absences: [1, 3, 5].map((hour) => ({ fromSeconds: hour * HOUR, toSeconds: (hour + 1) * HOUR })),
  },
]
