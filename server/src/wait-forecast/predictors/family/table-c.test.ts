import { describe, expect, it } from 'vitest'
import { headOfLineWait, lastToEnterServiceWait, markovianWait, meanOfLastWaits, queueLengthWait, scheduledGaussianWait, scheduledWait, serviceSteps } from './index.ts'
import { CONTACTS, expectAgreement, RUNS, TIMEOUT_MS } from './testing/agrees.ts'
import { changesOf, planReader } from './testing/cyclic-staffing.ts'
import { exponential, type Random } from './testing/random.ts'
import { type Figures, replicate } from './testing/replicate.ts'
import { type LineScore, simulateLine } from './testing/simulate-line.ts'
import { waitersOnly } from './testing/waiters-only.ts'

/** Sinusoids over a day: with handle times of five minutes, and of six hours. */
const [SLOW, FAST] = [0.022, 1.571]
/** Longer than nearly any wait here. */
const HORIZON = 2.5
/** One contact in so many is asked: schedules are dear, and neighbours say the same. */
const ASKED = 4

interface Setting { frequency: number; arrivals(at: number): number; most: number; agents(at: number): number }

const swinging = (frequency: number): Pick<Setting, 'frequency' | 'arrivals' | 'most'> => ({ frequency, most: 210, arrivals: (at) => 140 * (1 + 0.5 * Math.sin(frequency * at)) })
const SETTINGS: Record<string, Setting> = {
  'arrivals swing over hours': { ...swinging(SLOW), agents: () => 100 },
  'arrivals swing within few waits': { ...swinging(FAST), agents: () => 100 },
  'staff swings against them over hours': { ...swinging(SLOW), agents: (at) => 100 - 30 * Math.sin(SLOW * at) },
  'staff swings against them within few waits': { ...swinging(FAST), agents: (at) => 100 - 30 * Math.sin(FAST * at) },
  'staff comes and goes in steps': { frequency: Math.PI / 2, most: 110, arrivals: () => 110, agents: (at) => (at % 4 < 2 ? 120 : 70) },
}

/** Errors of QL, QLm of the staff now, QLm(t) of the staff on duty, the same of the whole plan, LES, HOL, Avg-LES, NI. */
function run({ frequency, arrivals, most, agents }: Setting, seed: number): LineScore {
  const cycle = (2 * Math.PI) / frequency
  const cycles = Math.ceil(Math.max(1, CONTACTS / 120 / cycle))
  const perCycle = cycle * (most === 210 ? 140 : most)
  const changes = changesOf(agents, cycle * (cycles + 2) + 20, 0.005)
  const planFrom = planReader(changes, HORIZON)
  const gap = (random: Random, now: number): number => {
    let at = now
    do at += exponential(random, most)
    while (random() * most > arrivals(at))
    return at - now
  }
  // With staff that changes thirty times within a wait, the Gaussian short cut; else the exact law.
  const scheduled = changes.length > 30 * cycles ? scheduledGaussianWait : scheduledWait
  let count = 0
  return simulateLine({ agents: 100, staffing: changes, leavePerSecond: 1, gap }, (situation, { now, busy }) => {
    count += 1
    if (count % ASKED > 0) return undefined
    const plan = planFrom(now)
    const known = { ahead: situation.ahead, leavePerSecond: 1, servicePerSecond: plan[0]!.agents }
    const onDuty = plan.map(({ fromSeconds, agents }) => ({ fromSeconds, servicePerSecond: agents }))
    return [
      queueLengthWait(known)!, markovianWait(known)!, scheduled({ ...known, schedule: onDuty })!, scheduled({ ...known, schedule: serviceSteps(plan, 1, busy) })!,
      lastToEnterServiceWait(situation) ?? 0, headOfLineWait(situation) ?? 0, meanOfLastWaits(waitersOnly(situation)) ?? 0,
    ]
  }, { seed, contacts: Math.round(cycles * perCycle), warmUp: 1500, remembered: 20 })
}

/** Mean wait of the served, then squared errors in thousandths: QL, QLm, QLm(t), LES, HOL, Avg-LES(10), the mean. */
const ROWS: [setting: string, wait: number, ...errors: number[]][] = [
  ['arrivals swing over hours', 485.1, 56.3, 3.704, 3.69, 7.371, 7.252, 7.562, 56.2],
  ['arrivals swing within few waits', 346.5, 18.3, 2.792, 2.783, 15.07, 14.44, 17.71, 37.5],
  ['staff swings against them over hours', 631.5, 249, 5.466, 5.41, 10.83, 10.7, 10.98, 127],
  ['staff swings against them within few waits', 443.8, 203, 32, 16.75, 35.5, 31.9, 46, 44.3],
  ['staff comes and goes in steps', 314.6, 58, 30.8, 19.45, 58.5, 36.5, 58.4, 37.9],
]
const NAMES = ['QL', 'QLm', 'QLm(t)', 'LES', 'HOL', 'Avg-LES', 'mean']
/** Where each column of the table stands in what `run` says; 3 is the whole plan, which the table does not have. */
const COLUMNS = [0, 1, 2, 4, 5, 6, 7]

describe('table C: M(t)/M/s(t)+M', () => {
  it.each(ROWS)('[WF38] %s', (name, wait, ...errors) => {
    const figures: Figures = replicate(RUNS, (seed) => run(SETTINGS[name]!, seed))
    expectAgreement('mean wait', figures.meanWait, wait, 0.2)
    for (const [index, published] of errors.entries()) {
      expectAgreement(NAMES[index]!, figures.ase(COLUMNS[index]!), published, 0.5)
      // Published QLm(t) drains a liquid; with constant staff ours is QLm.
      const same = index === 1 || (index === 2 && name.startsWith('arrivals'))
      if (!same) expectAgreement(`${NAMES[index]} / QLm`, figures.ratio(COLUMNS[index]!, 1), published / errors[1]!, 0.5)
    }
    expect(figures.ratio(3, 2).mean, 'whole plan / staff on duty').toBeLessThan(1.01)
  }, TIMEOUT_MS)

  it.each(['staff swings against them within few waits', 'staff comes and goes in steps'])('[WF34] %s: who comes takes a contact at once and who goes finishes one, a sixth of the squared error', (name) => {
    const figures = replicate(RUNS / 2, (seed) => run(SETTINGS[name]!, seed))
    expect(figures.ratio(3, 2).mean + 4 * figures.ratio(3, 2).error).toBeLessThan(0.25)
  }, TIMEOUT_MS)
})
