import { describe, expect, it } from 'vitest'
import type { AgentView, LiveCenter } from '../../contact-center/index.ts'
import { readCurve } from '../curve.ts'
import { forecastPool } from '../forecast-pool.ts'
import type { ClassCurve, PoolForecast } from '../forecast.ts'
import { CenterLearning } from '../learning/center-learning.ts'
import { liveCenterStub, stubAgent, stubChanges, type StubPool, waitingKeys } from '../testing/live-center-stub.ts'
import { seededDraw } from './seeded-draw.ts'
import { whySimulate } from './why-simulate.ts'

const NOW = 4_000_000
const HANDLE_SECONDS = 100

/** Exponential handle times in `queues` unless a law is given, and gold arrivals at one a minute where asked for. */
function learned({ seconds = (u: number): number => -Math.log(u) * HANDLE_SECONDS, gold = false, queues = ['a'] } = {}): CenterLearning {
  const learning = new CenterLearning()
  const draw = seededDraw(7)
  const nobody = liveCenterStub([])
  for (let i = 0; i < 2000; i += 1) {
    for (const queue of queues) {
      const service = { contact: 'x', queue, pool: 'p', channel: 'voice' as const, startedAtMs: 0, endedAtMs: 1000 * seconds(draw()) }
      const stay = { contact: 'x', kind: 'customer' as const, queue, pool: 'p', channel: 'voice' as const, priority: 0, startedAtMs: 0, endedAtMs: 900_000, outcome: 'answered' as const }
      learning.observe(stubChanges({ settledServices: [service], settledStays: [stay] }), nobody, NOW - 3600_000)
    }
  }
  for (let second = gold ? -3600 : 0; second < 0; second += 60) {
    const joined = [0, 1].map((priority) => ({ contact: 'x', queue: 'a', place: 1, priority, atMs: NOW + second * 1000 }))
    learning.observe(stubChanges({ joined }), nobody, NOW + second * 1000)
  }
  return learning
}
const center = (pool: Partial<StubPool> & Pick<StubPool, 'queues'>): LiveCenter => liveCenterStub([{ id: 'p', ...pool }], NOW)
const onCall = (id: string, more: Partial<AgentView> = {}): AgentView =>
  stubAgent(id, { state: 'on-contact', serving: [{ contact: `of-${id}`, queue: 'a', startedAtMs: NOW - 50_000 }], ...more })
const agents = (count: number, more: Partial<AgentView> = {}): AgentView[] => Array.from({ length: count }, (_, index) => onCall(`x${index}`, more))
function curveOf(forecast: PoolForecast, queue = 'a', priority = 0): ClassCurve {
  const found = forecast.classes.find((one) => one.queue === queue && one.priority === priority)
  if (!found || 'unknown' in found) throw new Error(`no curve: ${JSON.stringify(found)}`)
  return found
}
const why = (live: LiveCenter, learning: CenterLearning): string | undefined => {
  const pool = live.pool('p')!
  return whySimulate(pool, pool.queues.map((id) => live.queue(id)!), learning, NOW)
}
const a = { id: 'a', feedLevel: 3 as const, waiting: waitingKeys(10, 'c', 0, NOW - 60_000) }

describe('when pools whose agents are told are simulated', () => {
  const eight = (seconds?: (u: number) => number): CenterLearning => learned(seconds ? { seconds } : {})
  it.each([
    ['nothing: one skill, one priority, memoryless', center({ agents: agents(8), queues: [a] }), eight(), undefined],
    ['agents who take more than one contact', center({ agents: agents(8, { capacity: 3 }), queues: [a] }), eight(), 'concurrency'],
    ['agents of several skill sets', center({ agents: [...agents(4, { queues: ['a'] }), ...agents(4, { queues: ['a', 'b'] })], queues: [a, { ...a, id: 'b' }] }), eight(), 'skills'],
    ['priorities still to come', center({ agents: agents(8), queues: [a] }), learned({ gold: true }), 'overtaking'],
    ['handle times far from memoryless', center({ agents: agents(8), queues: [a] }), eight((u) => 90 + 20 * u), 'ages'],
    ['the same with so many agents that ages even out', center({ agents: agents(80), queues: [a] }), eight((u) => 90 + 20 * u), undefined],
    ['no services seen', center({ agents: agents(8, { capacity: 3 }), queues: [a] }), new CenterLearning(), undefined],
    ['agents not told', center({ agents: agents(8, { capacity: 3 }), queues: [{ ...a, feedLevel: 2 }] }), eight(), undefined],
    ['e-mail', center({ agents: agents(8, { capacity: 3 }), queues: [{ ...a, channel: 'email' }] }), eight(), undefined],
  ])('[WF28] %s', (_what, live, learning, reason) => {
    expect(why(live, learning)).toBe(reason)
    const { classes } = forecastPool(live, learning, 'p', NOW)
    expect(classes.some((one) => 'basedOn' in one && one.basedOn === 'simulation')).toBe(reason !== undefined)
  })
})

describe('a simulated pool', () => {
  it('[WF29] agrees with formulas at the seam: slots of chat that are memoryless', () => {
    const learning = learned()
    const live = center({ agents: agents(4, { capacity: 2, serving: [1, 2].map((k) => ({ contact: `k${k}`, queue: 'a', startedAtMs: NOW - 1000 })) }), queues: [a] })
    const [simulated, formulas] = [undefined, 0].map((effort) => curveOf(forecastPool(live, learning, 'p', NOW, effort)))
    expect(simulated!.basedOn).toBe('simulation')
    expect(formulas!.basedOn).toBe('queue-length')
    for (const place of [1, 4, 10, 11, 20]) {
      const ratio = readCurve(simulated!, place).meanSeconds / readCurve(formulas!, place).meanSeconds
      expect(ratio, `at ${place}`).toBeGreaterThan(0.85)
      expect(ratio, `at ${place}`).toBeLessThan(1.15)
    }
  })
  it('[WF29] too large for its work it is left to formulas', () => {
    const large = center({ agents: agents(200, { capacity: 2 }), queues: [{ ...a, waiting: waitingKeys(2000, 'c', 0, NOW - 60_000) }] })
    expect(curveOf(forecastPool(large, learned(), 'p', NOW)).basedOn).toBe('queue-length')
  })
  it('[WF28] who is nearly done counts: constant handle times', () => {
    const learning = learned({ seconds: () => HANDLE_SECONDS })
    const nearlyDone = [10, 30, 50, 70].map((left, i) => onCall(`x${i}`, { serving: [{ contact: `k${i}`, queue: 'a', startedAtMs: NOW - (HANDLE_SECONDS - left) * 1000 }] }))
    const curve = curveOf(forecastPool(center({ agents: nearlyDone, queues: [a] }), learning, 'p', NOW))
    for (const [place, seconds] of [[1, 10], [2, 30], [3, 50], [4, 70]] as const) expect(Math.abs(readCurve(curve, place).meanSeconds - seconds)).toBeLessThan(12)
  })
  it('[WF28] the lower class waits for those who still come, the higher does not', () => {
    const live = center({ agents: agents(4), queues: [{ ...a, waiting: [...waitingKeys(2, 'g', 1, NOW - 9000), ...waitingKeys(10, 'c', 0, NOW - 60_000)] }] })
    const [calm, busy] = [learned(), learned({ gold: true })].map((learning) => forecastPool(live, learning, 'p', NOW))
    expect(readCurve(curveOf(busy!), 12).meanSeconds).toBeGreaterThan(1.3 * readCurve(curveOf(calm!), 12).meanSeconds)
    expect(readCurve(curveOf(busy!, 'a', 1), 1).meanSeconds / readCurve(curveOf(calm!, 'a', 1), 1).meanSeconds).toBeCloseTo(1, 0)
  })
  it('[WF53] agents at rest or signed out serve nobody', () => {
    const mean = (more: AgentView[]): number =>
      readCurve(curveOf(forecastPool(center({ agents: [...agents(4, { capacity: 2 }), ...more], queues: [a] }), learned(), 'p', NOW)), 10).meanSeconds
    expect(mean([stubAgent('rest', { state: 'not-ready' }), stubAgent('gone', { state: 'signed-out' })])).toBe(mean([]))
  })
  it('[WF53] a told end of a rest or of a shift counts', () => {
    const mean = (more: AgentView[], busy: AgentView[] = agents(4, { capacity: 2 })): number =>
      readCurve(curveOf(forecastPool(center({ agents: [...busy, ...more], queues: [a] }), learned(), 'p', NOW)), 10).meanSeconds
    expect(mean([stubAgent('rest', { state: 'not-ready', untilMs: NOW + 10_000, capacity: 2 })])).toBeLessThan(0.9 * mean([]))
    expect(mean([stubAgent('late', { state: 'not-ready', untilMs: NOW - 1, capacity: 2 })])).toBe(mean([]))
    const leaving = [...agents(2, { capacity: 2 }), ...[8, 9].map((i) => onCall(`x${i}`, { capacity: 2, untilMs: NOW + 1000 }))]
    expect(mean([], leaving)).toBeGreaterThan(1.3 * mean([]))
  })
  it('[WF18] has a row for who waits in several queues, no longer than in either', () => {
    const both = waitingKeys(1, 'both', 0, NOW - 5000)
    const staff = [...agents(4, { queues: ['a'] }), ...[1, 2].map((i) => onCall(`b${i}`, { queues: ['b'] })), onCall('ab', { queues: ['a', 'b'] })]
    const live = center({ agents: staff, queues: [{ ...a, waiting: [...a.waiting, ...both] }, { id: 'b', feedLevel: 3, waiting: [...waitingKeys(5, 'd', 0, NOW - 60_000), ...both] }] })
    const learning = learned({ queues: ['a', 'b'] })
    learning.observe(stubChanges({ contacts: new Set(['both0']) }), live, NOW)
    const forecast = forecastPool(live, learning, 'p', NOW)
    const row = forecast.contacts.find(({ contact }) => contact === 'both0')
    expect(row?.wait.meanSeconds).toBeLessThanOrEqual(readCurve(curveOf(forecast, 'a'), 11).meanSeconds + 1e-9)
    expect(row?.wait.meanSeconds).toBeLessThanOrEqual(readCurve(curveOf(forecast, 'b'), 6).meanSeconds + 1e-9)
  })
  it('[WF16] is the same whenever it is asked for', () => {
    const live = center({ agents: agents(4, { capacity: 2 }), queues: [a] })
    const learning = learned()
    const first = forecastPool(live, learning, 'p', NOW)
    expect(forecastPool(live, learning, 'p', NOW)).toEqual(first)
    expect(curveOf(forecastPool(live, learning, 'p', NOW + 1000))).not.toEqual(curveOf(first))
  })
})
