import type { CenterModel } from '../contact-center/index.ts'
import type { Scenario } from './scenario.ts'

const BRUSSELS = { timeZone: 'Europe/Brussels', startsAt: '2026-01-05T09:00' }

interface Pool { hours: number; agents: number; meanHandleSeconds: number; meanPatienceSeconds: number; queues: { queue: string; channel: 'voice' | 'chat'; perHour: number }[]; openingRush?: number }

/** One pool of agents who serve all queues alike, first come first served; everything exponential. */
const pool = ({ hours, agents, meanHandleSeconds, meanPatienceSeconds, queues, openingRush = 1 }: Pool): CenterModel => ({
  endSeconds: hours * 3600,
  types: queues.map(({ queue, channel, perHour }) => ({
    type: queue, queue, channel, arrivalsPerHour: openingRush === 1 ? [{ fromSeconds: 0, value: perHour }] : [{ fromSeconds: 0, value: perHour * openingRush }, { fromSeconds: 30, value: perHour }],
    handle: { law: 'exponential', meanSeconds: meanHandleSeconds }, patience: { law: 'exponential', meanSeconds: meanPatienceSeconds },
  })),
  groups: [{ group: 'agent', types: queues.map(({ queue }) => queue), staff: [{ fromSeconds: 0, value: agents }] }],
})

export const PLAIN_DAYS: readonly Scenario[] = [
  {
    name: 'steady-day', ...BRUSSELS,
    shows: 'A support desk somewhat too small for its calls: a line of a few minutes, most of them served.',
    model: pool({
      hours: 8, agents: 8, meanHandleSeconds: 240, meanPatienceSeconds: 420,
      queues: [{ queue: 'support', channel: 'voice', perHour: 105 }, { queue: 'billing', channel: 'chat', perHour: 30 }],
    }),
  },
  {
    name: 'busy-minute', ...BRUSSELS,
    shows: 'Short contacts in quick succession, so that places move every few seconds: made for looking at the demo.',
    model: pool({
      // Whoever looks at the demo should not have to wait for a line.
      hours: 2, agents: 6, meanHandleSeconds: 35, meanPatienceSeconds: 240, openingRush: 4,
      queues: [{ queue: 'support', channel: 'voice', perHour: 600 }, { queue: 'chat', channel: 'chat', perHour: 240 }],
    }),
  },
]
