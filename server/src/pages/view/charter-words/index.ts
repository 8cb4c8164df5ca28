import type { PageLanguage } from '../words.ts'
import type { CharterWords } from './charter-words.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { fr } from './fr.ts'
import { nl } from './nl.ts'

export const CHARTER_WORDS: Record<PageLanguage, CharterWords> = { nl, fr, de, en }
export type { CharterWords }
