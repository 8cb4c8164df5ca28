export { SCENARIOS, type Scenario } from './scenario.ts'
