export { runScenario } from './run-scenario.ts'
export { SCENARIOS } from './scenarios.ts'
export type { Scenario } from './scenario.ts'
export { startMsOf } from './start.ts'
