import { WORDED_LANGUAGES, type WordedLanguage } from './messages/index.ts'
import { remembered } from './remembered.ts'

/** Said where the center has no language that can be said. */
const LAST_RESORT: WordedLanguage = 'en'

/** In no language tag. */
const BETWEEN = '\n'

const baseOf = (tag: string): string => tag.toLowerCase().split('-')[0] ?? ''

/** The language of the sentences for a BCP 47 tag. */
export const wordedLanguage: (tag: string) => WordedLanguage = remembered((tag: string) => {
  const base = baseOf(tag)
  return WORDED_LANGUAGES.find((language) => language === base) ?? LAST_RESORT
})

/** Asked for every display, of the few lists that centers and clients have. */
const choices = new WeakMap<readonly string[], (wanted: string) => string>()

/**
 * The center's language that serves best: the first wanted tag that the center has, exactly or by its base (`nl-BE` and `nl` serve
 * one another); else the center's first. Languages without sentences are passed over; with none left it is `en`.
 */
export function chooseLanguage(wanted: readonly string[], languages: readonly string[]): string {
  let choice = choices.get(languages)
  if (choice === undefined) choices.set(languages, (choice = remembered((list: string) => choose(list.split(BETWEEN), languages))))
  return choice(wanted.length === 1 ? wanted[0] ?? '' : wanted.join(BETWEEN))
}

function choose(wanted: readonly string[], languages: readonly string[]): string {
  const offered = languages.filter((language) => WORDED_LANGUAGES.some((one) => one === baseOf(language)))
  for (const tag of wanted) {
    const exact = offered.find((language) => language.toLowerCase() === tag.toLowerCase())
    const found = exact ?? offered.find((language) => baseOf(language) === baseOf(tag))
    if (found !== undefined) return found
  }
  return offered[0] ?? LAST_RESORT
}
