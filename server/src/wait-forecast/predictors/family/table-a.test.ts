import { describe, expect, it } from 'vitest'
import { headOfLineWait, lastToEnterServiceWait, meanOfLastWaits, queueLengthWait, refinedHeadOfLineWait } from './index.ts'
import { CONTACTS, expectAgreement, RUNS, TIMEOUT_MS } from './testing/agrees.ts'
import { exponential, type Random } from './testing/random.ts'
import { type Figures, replicate } from './testing/replicate.ts'
import { simulateLine } from './testing/simulate-line.ts'
import { waitersOnly } from './testing/waiters-only.ts'

/** Gaps of Poisson, regular, and hyperexponential arrivals with squared variation 4 and balanced means. */
const GAPS = {
  M: (rate: number) => (random: Random) => exponential(random, rate),
  D: (rate: number) => () => 1 / rate,
  H2: (rate: number) => (random: Random) => {
    const often = (1 + Math.sqrt(0.6)) / 2
    return exponential(random, 2 * rate * (random() < often ? often : 1 - often))
  },
}

function simulate(arrivals: keyof typeof GAPS, agents: number, load: number): Figures {
  const known = { servicePerSecond: agents, arrivalsPerSecond: agents * load }
  return replicate(RUNS, (seed) => simulateLine({ agents, gap: GAPS[arrivals](agents * load) }, (situation) => [
    queueLengthWait(situation)!, lastToEnterServiceWait(situation) ?? 0, headOfLineWait(situation) ?? 0, meanOfLastWaits(waitersOnly(situation)) ?? 0,
    refinedHeadOfLineWait(situation)!,
  ], { seed, contacts: CONTACTS, warmUp: load > 0.9 ? CONTACTS : CONTACTS / 3, remembered: 20, known }))
}

/** Mean wait with its published half-width, then squared errors: QL with its half-width, LES, HOL, Avg-LES(10), in thousandths. */
const ROWS: [arrivals: keyof typeof GAPS, load: number, wait: number, waitHalf: number | undefined, ql: number, qlHalf: number | undefined, les: number, hol: number, average: number][] = [
  ['M', 0.98, 475.6, 22, 4.77, 0.25, 9.84, 9.64, 10.4],
  ['M', 0.95, 195.8, 4.3, 1.958, 0.053, 4.095, 3.905, 4.563],
  ['M', 0.93, 140.4, 2.6, 1.405, 0.025, 2.979, 2.794, 3.402],
  ['M', 0.9, 99.43, 1.4, 0.9928, 0.018, 2.159, 1.981, 2.529],
  ['M', 0.85, 66.42, 0.66, 0.6622, 0.0079, 1.498, 1.329, 1.783],
  ['D', 0.98, 246.4, undefined, 2.467, undefined, 2.618, 2.518, 2.879],
  ['D', 0.95, 100.6, undefined, 1.009, undefined, 1.157, 1.057, 1.383],
  ['D', 0.93, 73.25, undefined, 0.7353, undefined, 0.8823, 0.7829, 1.087],
  ['D', 0.9, 52.12, undefined, 0.5231, undefined, 0.6681, 0.5693, 0.8401],
  ['D', 0.85, 35.13, undefined, 0.3509, undefined, 0.4925, 0.3964, 0.615],
  ['H2', 0.98, 1214, 140, 12.3, 1.7, 60, 59.5, 61.4],
  ['H2', 0.95, 484.4, 19, 4.865, 0.2, 22.7, 22.2, 23.9],
  ['H2', 0.93, 339.8, undefined, 3.391, undefined, 15.36, 14.94, 16.58],
  ['H2', 0.9, 233.9, undefined, 2.328, undefined, 10.05, 9.648, 11.18],
  ['H2', 0.85, 150.1, undefined, 1.5, undefined, 5.972, 5.611, 6.947],
]

describe('table A: GI/M/100, who must wait', () => {
  it.each(ROWS)('[WF37] %s arrivals, load %s: queue length and delay history', (arrivals, load, wait, waitHalf, ql, qlHalf, les, hol, average) => {
    const figures = simulate(arrivals, 100, load)
    expectAgreement('mean wait', figures.meanWait, wait, 1, waitHalf)
    expectAgreement('QL', figures.ase(0), ql, 1, qlHalf)
    // The same waits rule numerator and denominator: ratios are known far better than either.
    expectAgreement('LES / QL', figures.ratio(1, 0), les / ql, 0.3)
    expectAgreement('HOL / QL', figures.ratio(2, 0), hol / ql, 0.3)
    expectAgreement('Avg-LES / QL', figures.ratio(3, 0), average / ql, 0.3)
    // Its λ·w counts Poisson arrivals behind the head; regular ones are one fewer.
    if (arrivals !== 'D') expect(figures.ratio(4, 2).mean, 'refined HOL / HOL').toBeLessThan(1)
  }, TIMEOUT_MS)

  it.each([
    [10, 0.95, 201, 419.4, 400.3], [10, 0.85, 66.98, 151.1, 134.1], [1, 0.9, 10020, 21840, 20040],
  ])('[WF37] M/M/%s, load %s: QL has the exact error 1/((1 − ρ)·s²)', (agents, load, ql, les, hol) => {
    const figures = simulate('M', agents, load)
    const exact = 1000 / ((1 - load) * agents * agents)
    expectAgreement('QL', figures.ase(0), exact, 1)
    expect(Math.abs(ql / exact - 1), 'published QL').toBeLessThan(0.01)
    expectAgreement('LES / QL', figures.ratio(1, 0), les / ql, 0.3)
    expectAgreement('HOL / QL', figures.ratio(2, 0), hol / ql, 0.3)
  }, TIMEOUT_MS)
})
