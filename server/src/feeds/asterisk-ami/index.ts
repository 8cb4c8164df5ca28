export { opaqueIdOf, queueIdOf, type AmiEvent } from './ami-event.ts'
export type { AmiTranslatorOptions } from './desk.ts'
export { createAmiTranslator, type AmiTranslator } from './translate.ts'
