import { clockOf, constant, dayShape, exponentialOf, HOUR, lognormalOf } from './building.ts'
import type { Scenario } from './scenario.ts'

const NINE = { timeZone: 'Europe/Brussels', startsAt: '2026-01-06T09:00' }
const WEEK = { timeZone: 'Europe/Brussels', startsAt: '2026-01-05T07:30' }
const week = clockOf(WEEK)
const WORKDAYS = ['2026-01-05', '2026-01-06', '2026-01-07', '2026-01-08', '2026-01-09', '2026-01-10']
const voice = { channel: 'voice' as const, patience: exponentialOf(420) }

/** The settings in which the forecast's error is measured against the oracle; not yet elsewhere among the scenarios. */
export const MEASURED_SETTINGS: readonly Scenario[] = [
  {
    name: 'overload-twenty', ...NINE,
    shows: 'Twenty agents, a fifth too few, everything memoryless: the textbook case, whose best possible forecast is known exactly.',
    model: {
      endSeconds: 12 * HOUR,
      types: [{ type: 'support', queue: 'support', ...voice, arrivalsPerHour: constant(360), handle: exponentialOf(240) }],
      groups: [{ group: 'desk', types: ['support'], staff: constant(20) }],
    },
  },
  {
    name: 'overload-hundred', ...NINE,
    shows: 'A hundred agents, a tenth too few, everything memoryless: a long line that moves evenly.',
    model: {
      endSeconds: 8 * HOUR,
      types: [{ type: 'support', queue: 'support', ...voice, arrivalsPerHour: constant(1650), handle: exponentialOf(240) }],
      groups: [{ group: 'desk', types: ['support'], staff: constant(100) }],
    },
  },
  {
    name: 'lognormal-eight', ...NINE,
    shows: 'Eight agents whose contacts are mostly short and sometimes very long: how long each has lasted already matters.',
    model: {
      endSeconds: 24 * HOUR,
      types: [{ type: 'support', queue: 'support', ...voice, arrivalsPerHour: constant(130), handle: lognormalOf(240, 0.8) }],
      groups: [{ group: 'desk', types: ['support'], staff: constant(8) }],
    },
  },
  {
    name: 'six-weekdays', ...WEEK,
    shows: 'Monday to Saturday with their hours of rush and calm, staffed in two shifts with lunch in turns.',
    model: {
      endSeconds: week.at('2026-01-10T18:00'),
      types: [{
        type: 'support', queue: 'support', ...voice, handle: exponentialOf(240),
        arrivalsPerHour: week.steps(Object.assign({}, ...WORKDAYS.map((day, i) => dayShape(day, [190, 165, 155, 155, 150, 90][i] ?? 150)))),
      }],
      groups: [{
        group: 'desk', types: ['support'], staysUntilServed: true, shifts: [
          { agents: 3, present: WORKDAYS.map((day) => week.span(`${day}T08:00`, `${day}T18:00`)), breaks: WORKDAYS.map((day) => week.span(`${day}T12:00`, `${day}T12:45`)) },
          { agents: 3, present: WORKDAYS.map((day) => week.span(`${day}T08:30`, `${day}T16:30`)), breaks: WORKDAYS.map((day) => week.span(`${day}T12:45`, `${day}T13:30`)) },
          { agents: 4, present: WORKDAYS.slice(0, 5).map((day) => week.span(`${day}T09:00`, `${day}T17:30`)), breaks: WORKDAYS.map((day) => week.span(`${day}T13:30`, `${day}T14:15`)) },
        ],
      }],
    },
  },
  {
    name: 'priority-quarter', ...NINE,
    shows: 'One caller in four goes before all others: the wait of the rest depends on who has not called yet.',
    model: {
      endSeconds: 12 * HOUR,
      types: [
        { type: 'standard', queue: 'support', ...voice, arrivalsPerHour: constant(240), handle: exponentialOf(240) },
        { type: 'gold', queue: 'support', ...voice, priority: 1, arrivalsPerHour: constant(80), handle: exponentialOf(240) },
      ],
      groups: [{ group: 'desk', types: ['gold', 'standard'], staff: constant(20) }],
    },
  },
]
