export * from './display.ts'
export * from './frames.ts'
