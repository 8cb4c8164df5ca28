export { writeFakeEngine } from './write-fake-engine.ts'
