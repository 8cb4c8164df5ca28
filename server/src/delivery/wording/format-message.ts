import { IntlMessageFormat } from 'intl-messageformat'
import { MESSAGES, type MessageKey, type WordedLanguage } from './messages/index.ts'

const compiled = new Map<string, IntlMessageFormat>()

/** One message with its values filled in. Compiled once for each language and key. */
export function formatMessage(language: WordedLanguage, key: MessageKey, values: Readonly<Record<string, string | number>> = {}): string {
  const id = `${language} ${key}`
  let message = compiled.get(id)
  if (message === undefined) compiled.set(id, (message = new IntlMessageFormat(MESSAGES[language][key], language)))
  return String(message.format(values))
}
