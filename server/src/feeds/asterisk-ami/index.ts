export { opaqueIdOf, queueIdOf, type AmiEvent } from './ami-event.ts'
export { QueueOrder } from './queue-order.ts'
export type { AmiTranslatorOptions } from './desk.ts'
export { createAmiTranslator, type AmiTranslator } from './translate.ts'
