import { IntlMessageFormat } from 'intl-messageformat'
import { MESSAGES, type MessageKey, type WordedLanguage } from './messages/index.ts'

/** The same few words are said to everyone in a line; beyond this many of one message the remembered ones are dropped. */
const MOST_REMEMBERED = 1000

/** A message of one language, with what was said of it by its values. */
interface Spoken { message: IntlMessageFormat; plain: string | undefined; said: Map<string | number, string> }

const spoken = new Map<WordedLanguage, Map<MessageKey, Spoken>>()

/** One message with its values filled in. Compiled once for each language and key; what was said is remembered. */
export function formatMessage(language: WordedLanguage, key: MessageKey, values?: Readonly<Record<string, string | number>>): string {
  const of = spokenOf(language, key)
  if (values === undefined) return (of.plain ??= String(of.message.format({})))
  const id = idOf(values)
  const known = of.said.get(id)
  if (known !== undefined) return known
  const text = String(of.message.format(values))
  if (of.said.size >= MOST_REMEMBERED) of.said.clear()
  of.said.set(id, text)
  return text
}

/** A message always has the same arguments, in the same order: a single one is told by its value, several by them all in a row. */
function idOf(values: Readonly<Record<string, string | number>>): string | number {
  const all = Object.values(values)
  return all.length === 1 ? all[0] ?? '' : all.join('\n')
}

function spokenOf(language: WordedLanguage, key: MessageKey): Spoken {
  let messages = spoken.get(language)
  if (messages === undefined) spoken.set(language, (messages = new Map()))
  let known = messages.get(key)
  if (known === undefined) messages.set(key, (known = { message: new IntlMessageFormat(MESSAGES[language][key], language), plain: undefined, said: new Map() }))
  return known
}
