import { clockOf, constant, dayShape, exponentialOf, HOUR, lognormalOf, MINUTE } from './building.ts'
import type { Scenario } from './scenario.ts'

const MONDAY = { timeZone: 'Europe/Brussels', startsAt: '2026-01-05T07:55' }
const NINE = { timeZone: 'Europe/Brussels', startsAt: '2026-01-06T09:00' }
const NIGHT = { timeZone: 'Europe/Brussels', startsAt: '2026-01-06T21:55' }
const monday = clockOf(MONDAY)
const nine = clockOf(NINE)
const night = clockOf(NIGHT)
const PATIENCE = { law: 'hazard', perHour: [{ fromSeconds: 0, value: 20 }, { fromSeconds: 20, value: 5 }, { fromSeconds: 180, value: 9 }] } as const

export const HARD_DAYS: readonly Scenario[] = [
  {
    name: 'monday-surge', ...MONDAY,
    shows: 'The weekend\'s callers all come on Monday morning: the line grows for three hours and then melts.',
    model: {
      endSeconds: monday.at('2026-01-05T18:00'),
      types: [{
        type: 'support', queue: 'support', channel: 'voice', handle: lognormalOf(260), afterWork: exponentialOf(30), patience: PATIENCE,
        arrivalsPerHour: monday.steps({ ...dayShape('2026-01-05', 140), '2026-01-05T08:30': 260, '2026-01-05T10:30': 200 }),
        retrial: { share: 0.4, after: exponentialOf(15 * MINUTE) },
      }],
      groups: [{
        group: 'desk', types: ['support'], staysUntilServed: true, shifts: [
          { agents: 6, present: [monday.span('2026-01-05T08:00', '2026-01-05T16:30')], breaks: [monday.span('2026-01-05T12:00', '2026-01-05T12:30')] },
          { agents: 6, present: [monday.span('2026-01-05T09:30', '2026-01-05T18:00')], breaks: [monday.span('2026-01-05T12:30', '2026-01-05T13:00')] },
        ],
      }],
    },
  },
  {
    name: 'agents-leave-at-once', ...NINE,
    shows: 'A third of the agents leave without notice for an hour, again and again: the forecast must notice by itself.',
    model: {
      endSeconds: 8 * HOUR,
      types: [{ type: 'support', queue: 'support', channel: 'voice', arrivalsPerHour: constant(255), handle: exponentialOf(240), patience: exponentialOf(420) }],
      groups: [{ group: 'desk', types: ['support'], staff: constant(18) }],
      absences: [1, 3, 5].map((hour) => ({ group: 'desk', agents: 6, fromSeconds: hour * HOUR, toSeconds: (hour + 1) * HOUR })),
    },
  },
  {
    name: 'opening-line', ...MONDAY,
    shows: 'Thirty people wait at the door before the first agent sits down: the first forecasts are made of nothing.',
    model: {
      endSeconds: 3 * HOUR,
      types: [{ type: 'desk', queue: 'desk', channel: 'voice', atStart: 30, arrivalsPerHour: constant(60), handle: lognormalOf(200), patience: exponentialOf(15 * MINUTE) }],
      groups: [{ group: 'desk', types: ['desk'], staff: [{ fromSeconds: 5 * MINUTE, value: 5 }] }],
    },
  },
  {
    name: 'closing-time', ...NINE,
    shows: 'At five the door closes with forty waiting: nobody joins any more, and all who wait are served.',
    model: {
      endSeconds: 9 * HOUR,
      types: [{
        type: 'support', queue: 'support', channel: 'voice', open: [nine.span('2026-01-06T09:00', '2026-01-06T17:00')], handle: lognormalOf(240), patience: exponentialOf(25 * MINUTE),
        arrivalsPerHour: nine.steps({ '2026-01-06T09:00': 110, '2026-01-06T16:00': 230, '2026-01-06T17:00': 40 }),
      }],
      groups: [{ group: 'desk', types: ['support'], staysUntilServed: true, shifts: [{ agents: 8, present: [nine.span('2026-01-06T09:00', '2026-01-06T17:00')] }] }],
    },
  },
  {
    name: 'night-shift', ...NIGHT,
    shows: 'Two agents through the night, one of them at rest for half an hour twice: most find nobody waiting, some wait long.',
    model: {
      endSeconds: night.at('2026-01-07T06:00'),
      types: [{ type: 'urgent', queue: 'urgent', channel: 'voice', arrivalsPerHour: constant(9), handle: lognormalOf(420, 1), afterWork: exponentialOf(90), patience: exponentialOf(10 * MINUTE) }],
      groups: [{
        group: 'night', types: ['urgent'], staysUntilServed: true, shifts: [
          { agents: 1, present: [night.span('2026-01-06T22:00', '2026-01-07T06:30')], breaks: [night.span('2026-01-07T01:00', '2026-01-07T01:30')] },
          { agents: 1, present: [night.span('2026-01-06T22:00', '2026-01-07T06:30')], breaks: [night.span('2026-01-07T03:00', '2026-01-07T03:30')] },
        ],
      }],
    },
  },
  {
    name: 'feed-outage', ...NINE,
    shows: 'The feed is slow, repeats and disorders a few events, falls silent for ten minutes and comes back with a snapshot.',
    model: {
      endSeconds: 4 * HOUR,
      types: [{ type: 'support', queue: 'support', channel: 'voice', arrivalsPerHour: constant(130), handle: exponentialOf(240), patience: exponentialOf(420) }],
      groups: [{ group: 'desk', types: ['support'], staff: constant(8) }],
    },
    faults: {
      delay: { law: 'exponential', meanSeconds: 0.4 }, twiceShare: 0.02, disorder: { share: 0.02, withinSeconds: 3 },
      outages: [{ fromSeconds: 2 * HOUR, toSeconds: 2 * HOUR + 10 * MINUTE, after: 'snapshot' }],
    },
  },
  {
    name: 'thousand-agents', ...NINE,
    shows: 'A thousand agents somewhat too few: places fall by four a second, and the wait is nearly certain.',
    model: {
      endSeconds: HOUR,
      types: [{ type: 'national', queue: 'national', channel: 'voice', arrivalsPerHour: constant(16_500), handle: lognormalOf(240), patience: exponentialOf(300) }],
      groups: [{ group: 'hall', types: ['national'], staff: constant(1000) }],
    },
  },
]
