export { simulateCenter, type Simulated, type Truth } from './simulate-center.ts'
export { createRandom, exponential } from './random.ts'
