import { IntlMessageFormat } from 'intl-messageformat'
import { MESSAGES, type MessageKey, type WordedLanguage } from './messages/index.ts'

/** The same few words are said to everyone in a line; beyond this many the remembered ones are dropped. */
const MOST_REMEMBERED = 5000

const compiled = new Map<string, IntlMessageFormat>()
const said = new Map<string, string>()

/** One message with its values filled in. Compiled once for each language and key; what was said is remembered. */
export function formatMessage(language: WordedLanguage, key: MessageKey, values: Readonly<Record<string, string | number>> = {}): string {
  let id = `${language} ${key}`
  for (const name in values) id += `\n${name} ${values[name]}`
  const known = said.get(id)
  if (known !== undefined) return known
  const text = String(compiledMessage(language, key).format(values))
  if (said.size >= MOST_REMEMBERED) said.clear()
  said.set(id, text)
  return text
}

function compiledMessage(language: WordedLanguage, key: MessageKey): IntlMessageFormat {
  const id = `${language} ${key}`
  let message = compiled.get(id)
  if (message === undefined) compiled.set(id, (message = new IntlMessageFormat(MESSAGES[language][key], language)))
  return message
}
