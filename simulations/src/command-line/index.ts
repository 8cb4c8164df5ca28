export * from './command-line.ts'
export * from './progress.ts'
