export { anySessions } from './any-sessions.ts'
