/** A small center: one pool of agents that serves its queues first come, first served. Durations in seconds. */
export interface Scenario {
  name: string
  /** What it shows, in one sentence. */
  shows: string
  hours: number
  agents: number
  meanHandleSeconds: number
  meanPatienceSeconds: number
  queues: { queue: string; channel: 'voice' | 'chat'; arrivalsPerHour: number }[]
}

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'steady-day',
    shows: 'A support desk somewhat too small for its calls: a line of a few minutes, most of them served.',
    hours: 8, agents: 8, meanHandleSeconds: 240, meanPatienceSeconds: 420,
    queues: [{ queue: 'support', channel: 'voice', arrivalsPerHour: 105 }, { queue: 'billing', channel: 'chat', arrivalsPerHour: 30 }],
  },
  {
    name: 'busy-minute',
    shows: 'Short contacts in quick succession, so that places move every few seconds: made for looking at the demo.',
    hours: 2, agents: 6, meanHandleSeconds: 40, meanPatienceSeconds: 300,
    queues: [{ queue: 'support', channel: 'voice', arrivalsPerHour: 430 }, { queue: 'chat', channel: 'chat', arrivalsPerHour: 170 }],
  },
]
