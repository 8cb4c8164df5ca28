import type { PageLanguage } from '../words.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { fr } from './fr.ts'
import { nl } from './nl.ts'
import type { RuleWords } from './rule-words.ts'

export const RULE_WORDS: Record<PageLanguage, RuleWords> = { nl, fr, de, en }
export type { RuleWords }
