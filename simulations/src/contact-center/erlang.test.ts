import { describe, expect, it } from 'vitest'
import { runToEnd } from './create-run.ts'
import type { Law } from './laws.ts'
import type { CenterModel } from './model.ts'
import type { Observer } from './observer.ts'
import { estimate } from './testing/estimate.ts'

const LONG = process.env['QUEUECAST_LONG_TESTS'] === '1'
const RUNS = LONG ? 400 : 40
const WARM_UP_SECONDS = 2 * 3600
const END_SECONDS = 30 * 3600

/** Erlang B by its recursion, then Erlang C: the probability to wait in M/M/s with offered load a (Erlang 1917). */
function erlangC(s: number, a: number): number {
  let b = 1
  for (let i = 1; i <= s; i++) b = (a * b) / (i + a * b)
  return b / (1 - (a / s) * (1 - b))
}

/** Erlang A (Palm 1957), M/M/s+M by its birth and death chain: P(wait), P(abandon), mean wait of all, in units of the rates. */
function erlangA(s: number, lambda: number, mu: number, theta: number): { waits: number; abandons: number; meanWait: number } {
  let weight = 1
  let total = 1
  let waiting = 0
  let queue = 0
  for (let n = 1; n < s + 5000; n++) {
    weight *= lambda / (n <= s ? n * mu : s * mu + (n - s) * theta)
    total += weight
    if (n >= s) waiting += weight
    if (n > s) queue += (n - s) * weight
  }
  return { waits: waiting / total, abandons: (theta * queue) / (total * lambda), meanWait: queue / (total * lambda) }
}

const center = (agents: number, perHour: number, handle: Law, patience: Law): CenterModel => ({
  endSeconds: END_SECONDS,
  types: [{ type: 'call', queue: 'call', channel: 'voice', arrivalsPerHour: [{ fromSeconds: 0, value: perHour }], handle, patience }],
  groups: [{ group: 'agent', types: ['call'], staff: [{ fromSeconds: 0, value: agents }] }],
})

interface Seen { all: number; waits: number; abandons: number; waitedSeconds: number; virtualSeconds: number; virtuals: number }
function runs(model: CenterModel): Seen[] {
  return Array.from({ length: RUNS }, (_, i) => {
    const seen: Seen = { all: 0, waits: 0, abandons: 0, waitedSeconds: 0, virtualSeconds: 0, virtuals: 0 }
    const counts = (queuedSeconds: number): boolean => queuedSeconds > WARM_UP_SECONDS
    const done = (queuedSeconds: number, now: number): void => {
      if (!counts(queuedSeconds)) return
      seen.all += 1
      seen.waits += now > queuedSeconds ? 1 : 0
      seen.waitedSeconds += now - queuedSeconds
    }
    const observer: Observer = {
      answered: ({ queuedSeconds }, _agent, now) => done(queuedSeconds, now),
      abandoned({ queuedSeconds }, now) {
        done(queuedSeconds, now)
        if (counts(queuedSeconds)) seen.abandons += 1
      },
      virtualStart({ queuedSeconds }, now) {
        if (!counts(queuedSeconds)) return
        seen.virtualSeconds += now - queuedSeconds
        seen.virtuals += 1
      },
    }
    runToEnd(model, 500 + i, observer)
    return seen
  })
}

function expectExact(seen: readonly Seen[], of: (seen: Seen) => number, exact: number): void {
  const ours = estimate(seen.map(of))
  // Three standard errors: these seeds are fixed, and the widths say how much the runs mean.
  expect(Math.abs(ours.mean - exact)).toBeLessThan(ours.half * 1.53)
  expect(ours.half / exact).toBeLessThan(0.2)
}
const share = (part: keyof Seen, whole: keyof Seen) => (seen: Seen): number => seen[part] / seen[whole]

describe('exact formulas', { timeout: LONG ? 1_200_000 : 120_000 }, () => {
  it.each([[10, 9], [30, 27]])('[SC3] Erlang C with %d agents, load %d: who waits, and how long', (s, a) => {
    const meanSeconds = 180
    const seen = runs(center(s, (a * 3600) / meanSeconds, { law: 'exponential', meanSeconds }, { law: 'never' }))
    const waits = erlangC(s, a)
    expectExact(seen, share('waits', 'all'), waits)
    expectExact(seen, share('waitedSeconds', 'all'), (waits * meanSeconds) / (s - a))
    expectExact(seen, share('waitedSeconds', 'waits'), meanSeconds / (s - a))
  })

  it.each([[10, 12], [20, 20], [50, 60]])('[SC3] Erlang A with %d agents, load %d: who waits, who gives up, how long', (s, a) => {
    const meanSeconds = 180
    const patienceSeconds = 240
    const seen = runs(center(s, (a * 3600) / meanSeconds, { law: 'exponential', meanSeconds }, { law: 'exponential', meanSeconds: patienceSeconds }))
    const { waits, abandons, meanWait } = erlangA(s, a / meanSeconds, 1 / meanSeconds, 1 / patienceSeconds)
    expectExact(seen, share('waits', 'all'), waits)
    expectExact(seen, share('abandons', 'all'), abandons)
    expectExact(seen, share('waitedSeconds', 'all'), meanWait)
  })

  it.each([[10, 12], [20, 20]])('[SC4] Virtual waits with %d agents, load %d, of those who abandon too, have the exact mean', (s, a) => {
    const meanSeconds = 180
    const theta = 1 / 240
    const rate = s / meanSeconds
    const seen = runs(center(s, (a * 3600) / meanSeconds, { law: 'exponential', meanSeconds }, { law: 'exponential', meanSeconds: 240 }))
    // E V = Σ_k P(s + k in the system) Σ_{i ≤ k} 1/(s·μ + i·θ), with P by birth and death (PASTA).
    let weight = 1
    let total = 1
    let sum = 0
    let wait = 0
    for (let n = 1; n < s + 3000; n++) {
      const k = n - s
      weight *= (a / meanSeconds) / (n <= s ? n / meanSeconds : rate + k * theta)
      total += weight
      if (k < 0) continue
      wait += 1 / (rate + k * theta)
      sum += weight * wait
    }
    expectExact(seen, share('virtualSeconds', 'virtuals'), sum / total)
  })

  it('[SC3] One agent, lognormal contacts: the mean wait of Pollaczek and Khinchine', () => {
    const meanSeconds = 60
    const load = 0.7
    const seen = runs(center(1, (load * 3600) / meanSeconds, { law: 'lognormal', meanSeconds, cv: 0.8 }, { law: 'never' }))
    expectExact(seen, share('waitedSeconds', 'all'), ((load * meanSeconds) / (1 - load)) * ((1 + 0.8 ** 2) / 2))
  })
})
