export * from './port.ts'
export * from './entries.ts'
