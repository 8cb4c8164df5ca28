import { WORDED_LANGUAGES } from '../wording/index.ts'

/**
 * Espeak's voice for a language: that of the words, since a language without words of ours is said in English. Belgian French
 * counts in septante and nonante.
 */
export function voiceOf(lang: string): string {
  const tag = lang.toLowerCase()
  if (tag === 'fr-be' || tag === 'fr-ch') return tag
  const base = tag.split('-', 1)[0] ?? ''
  return WORDED_LANGUAGES.find((language) => language === base) ?? 'en'
}

/** Espeak reads what stands in double brackets as phonemes, so a notice may not hold them. */
export const spokenWords = (text: string): string => text.replaceAll('[[', '[ [').replaceAll(']]', '] ]')
