export { amazonConnectSource } from './source.ts'
