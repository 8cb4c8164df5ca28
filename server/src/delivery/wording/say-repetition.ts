import type { Wait } from '@queuecast/client-sdk/protocol'
import { wordedLanguage } from './choose-language.ts'
import { formatMessage } from './format-message.ts'
import { sayDuration } from './say-duration.ts'

/** The short form for who heard the same before, so that a spoken line does not seem dead (WO11). */
export function sayRepetition(wait: Wait, lang: string): string {
  const language = wordedLanguage(lang)
  return wait.known ? formatMessage(language, 'repeat.wait', { duration: sayDuration(wait.boundSeconds, language) }) : formatMessage(language, 'repeat.in-line')
}
