import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cumulants } from '../../laws/hypoexponential-cumulants.ts'
import { markovianWait, scheduledGaussian, scheduledMoments, scheduledWait, type ServiceStep, serviceSteps, type WaitMoments } from './index.ts'
import { departFrom, normalLaw } from './pure-death.ts'

const relative = (a: number, b: number): number => Math.abs(a / b - 1)
const rate = fc.double({ min: 0.1, max: 50, noNaN: true })

/** The p_k equations as they stand, by small steps of Runge and Kutta that end at each change; S by the trapezium with its first correction. */
function byIntegration(ahead: number, schedule: readonly ServiceStep[], leave: number): WaitMoments {
  let p = Array.from({ length: ahead + 1 }, (_, k): number => (k === ahead ? 1 : 0))
  let [mean, square] = [0, 0]
  for (const [index, step] of schedule.entries()) {
    const until = Math.min(schedule[index + 1]?.fromSeconds ?? Infinity, step.fromSeconds + (40 + 3 * ahead) / Math.max(step.servicePerSecond, 1))
    const count = Math.ceil((until - step.fromSeconds) * (step.servicePerSecond + ahead * leave + 1) * 10)
    const h = (until - step.fromSeconds) / count
    const slope = (q: readonly number[]): number[] => q.map((share, k) => (step.servicePerSecond + (k + 1) * leave) * (q[k + 1] ?? 0) - (step.servicePerSecond + k * leave) * share)
    const along = (q: readonly number[], d: readonly number[], by: number): number[] => q.map((share, k) => share + by * d[k]!)
    const total = (q: readonly number[]): number => q.reduce((all, share) => all + share, 0)
    for (let i = 0; i < count; i += 1) {
      const [before, down, at] = [total(p), total(slope(p)), step.fromSeconds + i * h]
      const a = slope(p), b = slope(along(p, a, h / 2)), c = slope(along(p, b, h / 2)), d = slope(along(p, c, h))
      p = p.map((share, k) => share + (h / 6) * (a[k]! + 2 * b[k]! + 2 * c[k]! + d[k]!))
      const [after, downAfter] = [total(p), total(slope(p))]
      mean += (h * (before + after)) / 2 + (h * h * (down - downAfter)) / 12
      square += h * (at * before + (at + h) * after) + (h * h * (before + at * down - after - (at + h) * downAfter)) / 6
    }
  }
  return { meanSeconds: mean, varianceSeconds2: square - mean * mean }
}

describe('schedule-aware queue length', () => {
  it('[WF33] is QLm while staffing does not change, mean and variance', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 200 }), rate, fc.double({ min: 0, max: 2, noNaN: true }), fc.array(fc.double({ min: 0.01, max: 3, noNaN: true }), { maxLength: 3 }), (ahead, servicePerSecond, leavePerSecond, gaps) => {
      let at = 0
      const schedule = [0, ...gaps].map((gap) => ({ fromSeconds: (at += gap), servicePerSecond }))
      const found = scheduledMoments({ ahead, schedule, leavePerSecond })!
      const want = cumulants(servicePerSecond, leavePerSecond, ahead)
      expect(relative(found.meanSeconds, want.mean)).toBeLessThan(1e-5)
      expect(relative(found.varianceSeconds2, want.variance)).toBeLessThan(1e-4)
    }), { numRuns: 60 })
  })

  it.each([
    ['half the staff leaves', [{ fromSeconds: 0, servicePerSecond: 10 }, { fromSeconds: 0.2, servicePerSecond: 5 }]],
    ['a pause with nobody', [{ fromSeconds: 0, servicePerSecond: 10 }, { fromSeconds: 0.3, servicePerSecond: 0 }, { fromSeconds: 1.3, servicePerSecond: 20 }]],
    ['hardly anybody, then many', [{ fromSeconds: 0, servicePerSecond: 1e-7 }, { fromSeconds: 0.5, servicePerSecond: 30 }]],
    ['many small steps', Array.from({ length: 12 }, (_, i) => ({ fromSeconds: i / 10, servicePerSecond: 4 + i }))],
  ])('[WF33] solves the p_k equations: %s', (_, schedule) => {
    for (const [ahead, leavePerSecond] of [[0, 1], [6, 0], [6, 1], [30, 0.3]] as const) {
      const [found, want] = [scheduledMoments({ ahead, schedule, leavePerSecond })!, byIntegration(ahead, schedule, leavePerSecond)]
      expect(relative(found.meanSeconds, want.meanSeconds)).toBeLessThan(1e-5)
      expect(relative(found.varianceSeconds2, want.varianceSeconds2)).toBeLessThan(2e-4)
    }
  })

  it('[WF33] knows nothing of what comes after the wait, and everything of what comes before', () => {
    const now = { fromSeconds: 0, servicePerSecond: 10 }
    const plain = markovianWait({ ahead: 9, servicePerSecond: 10, leavePerSecond: 1 })!
    const wait = (change: ServiceStep): number => scheduledWait({ ahead: 9, leavePerSecond: 1, schedule: [now, change] })!
    expect(relative(wait({ fromSeconds: 30, servicePerSecond: 1 }), plain)).toBeLessThan(1e-9)
    expect(wait({ fromSeconds: 0.3, servicePerSecond: 5 })).toBeGreaterThan(plain)
    expect(wait({ fromSeconds: 0.3, servicePerSecond: 20 })).toBeLessThan(plain)
    expect(relative(wait({ fromSeconds: 0, servicePerSecond: 20 }), markovianWait({ ahead: 9, servicePerSecond: 20, leavePerSecond: 1 })!)).toBeLessThan(1e-9)
    expect(scheduledWait({ ahead: 9, schedule: [now, { fromSeconds: 1, servicePerSecond: 0 }] })).toBeUndefined()
  })

  it('[WF33] has a Gaussian short cut that is right to 4 % from a hundred ahead where staff is halved or doubled', () => {
    for (const leavePerSecond of [0, 1]) for (const ahead of [100, 400]) for (const servicePerSecond of [50, 200]) {
      for (let fromSeconds = 0.1; fromSeconds < 5; fromSeconds += 0.2) {
        const schedule = [{ fromSeconds: 0, servicePerSecond: 100 }, { fromSeconds, servicePerSecond }]
        const [exact, short] = [scheduledMoments({ ahead, schedule, leavePerSecond })!, scheduledGaussian({ ahead, schedule, leavePerSecond })!]
        expect(relative(short.meanSeconds, exact.meanSeconds)).toBeLessThan(0.045)
        expect(relative(Math.sqrt(short.varianceSeconds2), Math.sqrt(exact.varianceSeconds2))).toBeLessThan(0.4)
      }
    }
  })

  it('[WF33] takes over to a normal number ahead without a seam: the mean agrees to 0.05 %', () => {
    for (const [leavePerSecond, after] of [[0, 25], [0, 400], [0.5, 50], [0.5, 400]] as const) {
      for (const seconds of [3, 4.1, 4.3, 4.5]) {
        // What the next step adds, from the exact law of the number ahead and from the normal one.
        const [ahead, rate] = [450, 100]
        const start = new Float64Array(ahead + 1)
        start[ahead] = 1
        const h = leavePerSecond === 0 ? seconds : -Math.expm1(-leavePerSecond * seconds) / leavePerSecond
        const stay = Math.exp(-leavePerSecond * seconds)
        const normal = normalLaw({ mean: ahead * stay - rate * h, variance: (rate + leavePerSecond * ahead) * stay * h }, ahead + 1)
        const exact = departFrom(start, rate, leavePerSecond, seconds)
        const wait = (law: Float64Array): number => law.reduce((sum, share, k) => sum + share * markovianWait({ ahead: k, servicePerSecond: after, leavePerSecond })!, 0)
        expect(Math.abs(wait(normal) - wait(exact))).toBeLessThan(5e-4 * (seconds + wait(exact)))
      }
    }
  })

  it('[WF33] rises with the place', () => {
    const schedule = [{ fromSeconds: 0, servicePerSecond: 100 }, { fromSeconds: 1, servicePerSecond: 0 }, { fromSeconds: 3, servicePerSecond: 60, takenAtOnce: 20 }]
    let last = 0
    for (let ahead = 0; ahead <= 600; ahead += 5) {
      const seconds = scheduledWait({ ahead, schedule, leavePerSecond: 0.1 })!
      expect(seconds).toBeGreaterThan(last)
      last = seconds
    }
  })
})

describe('a staffing plan', () => {
  it('[WF34] lets those who come take a contact each at once', () => {
    const schedule = serviceSteps([{ fromSeconds: -60, agents: 4 }, { fromSeconds: 30, agents: 7 }], 100)
    expect(schedule).toEqual([{ fromSeconds: 0, servicePerSecond: 0.04, takenAtOnce: 0 }, { fromSeconds: 30, servicePerSecond: 0.07, takenAtOnce: 3 }])
    // Nobody is served before but with probability e^−(0.04·30) each; who is among the first three is answered at the change.
    expect(scheduledWait({ ahead: 0, schedule })).toBeCloseTo((1 - Math.exp(-0.04 * 30)) / 0.04, 9)
    expect(scheduledMoments({ ahead: 2, schedule })!.meanSeconds).toBeLessThan(30)
  })

  it('[WF34] takes nobody until surplus agents have finished', () => {
    const down = 100 * Math.log(7 / 4)
    expect(serviceSteps([{ fromSeconds: 0, agents: 7 }, { fromSeconds: 30, agents: 4 }, { fromSeconds: 500, agents: 0 }], 100)).toEqual([
      { fromSeconds: 0, servicePerSecond: 0.07, takenAtOnce: 0 },
      { fromSeconds: 30, servicePerSecond: 0 }, { fromSeconds: 30 + down, servicePerSecond: 0.04 },
      { fromSeconds: 500, servicePerSecond: 0 },
    ])
    // Back before they were down: as many are taken as had gone by then.
    const back = serviceSteps([{ fromSeconds: 0, agents: 4 }, { fromSeconds: 10, agents: 8 }], 100, 7)
    expect(back.at(-1)).toEqual({ fromSeconds: 10, servicePerSecond: 0.08, takenAtOnce: Math.round(8 - 7 * Math.exp(-0.1)) })
  })
})
