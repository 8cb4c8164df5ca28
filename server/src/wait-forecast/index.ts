export * from './forecast.ts'
export * from './forecaster-contract.ts'
