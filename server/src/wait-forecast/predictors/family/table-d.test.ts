import { describe, expect, it } from 'vitest'
import { lastToEnterServiceWait, queueLengthWait, twoClassMoments } from './index.ts'
import { CONTACTS, expectAgreement, RUNS, TIMEOUT_MS } from './testing/agrees.ts'
import { exponential } from './testing/random.ts'
import { replicate } from './testing/replicate.ts'
import { simulateLine } from './testing/simulate-line.ts'

/** Two classes, the higher going before: high QL, low mean wait, low QL, LES and two-class formula; squared errors in thousandths. */
const ROWS: [agents: number, overtakers: number, arrivals: number, high: number, wait: number, ql: number, les: number, twoClass: number][] = [
  [10, 3, 6, 14.27, 1421, 728.9, 710.9, 379.1],
  [10, 6, 3, 24.83, 2473, 6663, 4731, 2471],
  [50, 15, 32, 0.5729, 477.5, 66.5, 44.9, 25.58],
  [50, 30, 17, 0.9959, 825.7, 640.6, 281.7, 165.2],
]

describe('table D: M/M/s, two classes', () => {
  it.each(ROWS)('[WF39] %s agents, %s of higher and %s of lower priority', (agents, overtakersPerSecond, arrivals, high, wait, ql, les, twoClass) => {
    const setup = { agents, overtakersPerSecond, gap: (random: () => number) => exponential(random, arrivals) }
    const known = { servicePerSecond: agents, overtakersPerSecond }
    let [variances, asked] = [0, 0]
    const low = replicate(RUNS, (seed) => simulateLine(setup, (situation) => {
      const moments = twoClassMoments(situation)!
      variances += moments.varianceSeconds2
      asked += 1
      return [queueLengthWait(situation)!, lastToEnterServiceWait(situation) ?? 0, moments.meanSeconds]
    }, { seed, contacts: CONTACTS, warmUp: CONTACTS / 5, known }))
    expectAgreement('low mean wait', low.meanWait, wait, 1)
    expectAgreement('two-class', low.ase(2), twoClass, 1)
    expectAgreement('QL / two-class', low.ratio(0, 2), ql / twoClass, 0.4)
    expectAgreement('LES / two-class', low.ratio(1, 2), les / twoClass, 0.4)
    const told = (1000 * variances) / asked
    expect(Math.abs(told / low.ase(2).mean - 1), 'the variance told is the squared error').toBeLessThan(0.1)
    const first = replicate(RUNS, (seed) => simulateLine(setup, (situation) => [queueLengthWait(situation)!], { seed, contacts: CONTACTS / 2, warmUp: 2000, known, score: 'overtakers' }))
    expectAgreement('high QL', first.ase(0), high, 0.3)
  }, TIMEOUT_MS)
})
