import { clockOf, constant, dayShape, exponentialOf, HOUR, lognormalOf, MINUTE } from './building.ts'
import type { Scenario } from './scenario.ts'

const NINE = { timeZone: 'Europe/Brussels', startsAt: '2026-01-06T09:00' }
const WEEK = { timeZone: 'Europe/Brussels', startsAt: '2026-01-05T08:25' }
const week = clockOf(WEEK)
const WORKDAYS = ['2026-01-05', '2026-01-06', '2026-01-07', '2026-01-08', '2026-01-09', '2026-01-10']

export const SKILLS_AND_CHANNELS: readonly Scenario[] = [
  {
    name: 'skill-mismatch', ...NINE,
    shows: 'Half the callers speak German and two of fourteen agents do: one line stands still while agents sit idle beside it.',
    model: {
      endSeconds: 4 * HOUR,
      types: [
        { type: 'nl', queue: 'helpdesk-nl', channel: 'voice', arrivalsPerHour: constant(60), handle: lognormalOf(240), patience: exponentialOf(600) },
        { type: 'de', queue: 'helpdesk-de', channel: 'voice', arrivalsPerHour: constant(60), handle: lognormalOf(240), patience: exponentialOf(600) },
      ],
      groups: [{ group: 'nl', types: ['nl'], staff: constant(12) }, { group: 'de', types: ['de', 'nl'], picks: 'types-in-order', staff: constant(2) }],
    },
  },
  {
    name: 'shared-agents', ...NINE,
    shows: 'Two queues with agents of their own share six of seventeen, and a few callers are passed on with their place.',
    model: {
      endSeconds: 8 * HOUR,
      types: [
        {
          type: 'sales', queue: 'sales', channel: 'voice', arrivalsPerHour: constant(110), handle: exponentialOf(240), patience: exponentialOf(420),
          transfer: { share: 0.05, to: 'support', keepsPlace: true },
        },
        { type: 'support', queue: 'support', channel: 'voice', arrivalsPerHour: constant(130), handle: exponentialOf(270), patience: exponentialOf(420) },
      ],
      groups: [
        { group: 'sales', types: ['sales'], staff: constant(5) },
        { group: 'support', types: ['support'], staff: constant(6) },
        { group: 'both', types: ['support', 'sales'], staff: constant(6) },
      ],
    },
  },
  {
    name: 'priority-inserts', ...NINE,
    shows: 'A quarter of the callers go before the others, some by priority and some by ninety seconds of credit: a true place that rises again.',
    model: {
      endSeconds: 8 * HOUR,
      types: [
        { type: 'standard', queue: 'support', channel: 'voice', arrivalsPerHour: constant(230), handle: exponentialOf(240), patience: exponentialOf(420) },
        { type: 'gold', queue: 'support', channel: 'voice', priority: 1, arrivalsPerHour: constant(60), handle: exponentialOf(240), patience: exponentialOf(420) },
        { type: 'silver', queue: 'support', channel: 'voice', creditSeconds: 90, arrivalsPerHour: constant(20), handle: exponentialOf(240), patience: exponentialOf(420) },
      ],
      groups: [{ group: 'desk', types: ['gold', 'silver', 'standard'], staff: constant(20) }],
    },
  },
  {
    name: 'chat-concurrency', ...NINE,
    shows: 'Each agent writes with three people at once, and slower with each: what counts is slots, not heads.',
    model: {
      endSeconds: 8 * HOUR,
      types: [{ type: 'chat', queue: 'chat', channel: 'chat', arrivalsPerHour: constant(125), handle: lognormalOf(420), patience: exponentialOf(480) }],
      groups: [{ group: 'chat', types: ['chat'], slots: 3, slowerByLoad: [1, 1.15, 1.35], staff: constant(6) }],
    },
  },
  {
    name: 'callbacks-in-queue', ...NINE,
    shows: 'After two minutes a callback that keeps the place is offered: half accept, and one in five is not reached at first.',
    model: {
      endSeconds: 6 * HOUR,
      types: [{
        type: 'support', queue: 'support', channel: 'voice', arrivalsPerHour: constant(150), handle: lognormalOf(240), afterWork: exponentialOf(20), patience: exponentialOf(480),
        callback: { afterSeconds: 2 * MINUTE, acceptShare: 0.5, noAnswerShare: 0.2 },
      }],
      groups: [{ group: 'desk', types: ['support'], staff: constant(10) }],
    },
  },
  {
    name: 'announced-wait', ...NINE,
    shows: 'Callers are told the last wait: who has less patience mostly hangs up at once, and who stays waits longer than without.',
    model: {
      endSeconds: 8 * HOUR,
      types: [{
        type: 'support', queue: 'support', channel: 'voice', arrivalsPerHour: constant(150), handle: lognormalOf(240), patience: exponentialOf(420),
        announcement: { leaveShare: 0.7, newPatience: exponentialOf(900) },
      }],
      groups: [{ group: 'desk', types: ['support'], staff: constant(8) }],
    },
  },
  {
    name: 'monday-emails', ...WEEK,
    shows: 'Three thousand e-mails lie there on Monday morning: an answer is a matter of days, counted in opening hours.',
    model: {
      endSeconds: week.at('2026-01-08T18:00'),
      types: [{
        type: 'mail', queue: 'mail', channel: 'email', atStart: 3000, handle: lognormalOf(300), patience: { law: 'never' },
        arrivalsPerHour: week.steps(Object.assign({}, ...WORKDAYS.slice(0, 4).map((day) => dayShape(day, 60)))),
      }],
      groups: [{ group: 'mail', types: ['mail'], shifts: [{ agents: 14, present: WORKDAYS.map((day) => week.span(`${day}T08:30`, `${day}T17:30`)) }] }],
    },
  },
]
