import { feedFaults, simulateCenter, type Simulated, type SimulateOptions } from '../contact-center/index.ts'
import type { Scenario } from './scenario.ts'
import { startMsOf } from './start.ts'

/** A scenario's events as its feed delivers them, in the order of receipt, and the truth; options as `simulateCenter` takes them. */
export function runScenario(scenario: Scenario, seed: number, options: SimulateOptions = {}): Simulated & { faultless: boolean } {
  const startMs = startMsOf(scenario)
  const { events, truth } = simulateCenter(scenario.model, seed, startMs, options)
  if (scenario.faults === undefined) return { events, truth, faultless: true }
  return { events: feedFaults(events, scenario.faults, seed, startMs).map(({ event }) => event), truth, faultless: false }
}
