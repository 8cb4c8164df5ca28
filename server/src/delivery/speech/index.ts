export { createSpeech } from './create-speech.ts'
export { findEngine } from './find-engine.ts'
export type { Speech, Spoken, WantedRate } from './speech.ts'
