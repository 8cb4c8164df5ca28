export { runSoak } from './run-soak.ts'
export type { SoakOptions, SoakResult } from './run-soak.ts'
