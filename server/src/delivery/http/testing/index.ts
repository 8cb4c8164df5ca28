export * from './memory-deps.ts'
