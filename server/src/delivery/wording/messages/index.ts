import { de } from './de.ts'
import { en } from './en.ts'
import { fr } from './fr.ts'
import type { Messages } from './message-keys.ts'
import { nl } from './nl.ts'

export { MESSAGE_KEYS, type MessageKey, type Messages } from './message-keys.ts'

/** The languages in which everything can be said. */
export const WORDED_LANGUAGES = ['nl', 'fr', 'de', 'en'] as const
export type WordedLanguage = (typeof WORDED_LANGUAGES)[number]

export const MESSAGES: Readonly<Record<WordedLanguage, Messages>> = { nl, fr, de, en }
