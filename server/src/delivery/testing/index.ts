export * from './fake-time.ts'
export * from './memory-source.ts'
export * from './socket-harness.ts'
