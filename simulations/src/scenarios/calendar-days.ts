import { clockOf, dayShape, exponentialOf, lognormalOf } from './building.ts'
import type { Scenario } from './scenario.ts'

const ZONE = 'Europe/Brussels'

/** A center that never closes, from the evening before a clock change to noon after it; shifts change at six by the clock. */
function clockChange(name: string, shows: string, [before, day]: readonly [string, string]): Scenario {
  const scenario = { timeZone: ZONE, startsAt: `${before}T22:00` }
  const { at, span, steps } = clockOf(scenario)
  return {
    name, shows, ...scenario,
    model: {
      endSeconds: at(`${day}T12:00`),
      types: [{
        type: 'support', queue: 'support', channel: 'voice', handle: lognormalOf(240), patience: exponentialOf(480),
        arrivalsPerHour: steps({ [`${before}T22:00`]: 40, [`${day}T06:00`]: 70, [`${day}T08:00`]: 140 }),
      }],
      groups: [{
        group: 'desk', types: ['support'], staysUntilServed: true, shifts: [
          { agents: 3, present: [span(`${before}T22:00`, `${day}T06:00`)] },
          { agents: 8, present: [span(`${day}T06:00`, `${day}T14:00`)] },
        ],
      }],
    },
  }
}

/** Whit Monday 2026, a public holiday in Belgium, and the Tuesday after it. */
function holiday(): Scenario {
  const scenario = { timeZone: ZONE, startsAt: '2026-05-25T07:00' }
  const { at, span, steps } = clockOf(scenario)
  const day = '2026-05-26'
  return {
    name: 'holiday', ...scenario,
    shows: 'On a public holiday callers find the door closed; on the day after it they all come back.',
    model: {
      endSeconds: at(`${day}T18:00`),
      types: [{
        type: 'support', queue: 'support', channel: 'voice', open: [span(`${day}T08:00`, `${day}T18:00`)], handle: lognormalOf(240), afterWork: exponentialOf(30), patience: exponentialOf(420),
        arrivalsPerHour: steps({ ...dayShape('2026-05-25', 25), ...dayShape(day, 170) }),
      }],
      groups: [{
        group: 'desk', types: ['support'], staysUntilServed: true,
        shifts: [{ agents: 11, present: [span(`${day}T08:00`, `${day}T18:00`)], breaks: [span(`${day}T12:00`, `${day}T12:30`)] }, { agents: 2, present: [span(`${day}T11:30`, `${day}T18:00`)] }],
      }],
    },
  }
}

export const CALENDAR_DAYS: readonly Scenario[] = [
  clockChange('clock-forward', 'The night in March that has no hour from two to three: the night shift is an hour shorter, and no wait is.', ['2026-03-28', '2026-03-29']),
  clockChange('clock-back', 'The night in October with two hours from two to three: every instant happens once, and no wait is an hour too long.', ['2026-10-24', '2026-10-25']),
  holiday(),
]
