import type { PageLanguage } from '../words.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { fr } from './fr.ts'
import { nl } from './nl.ts'
import type { ReportWords } from './report-words.ts'

export const REPORT_WORDS: Record<PageLanguage, ReportWords> = { nl, fr, de, en }
export type { ReportWords }
