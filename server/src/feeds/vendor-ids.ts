/** How vendors' names become ids of ours, for every source alike. */
export { opaqueIdOf, queueIdOf } from './asterisk-ami/ami-event.ts'
