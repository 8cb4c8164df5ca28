import type { DisplayText } from '@queuecast/client-sdk/protocol'
import type { Figure } from '../../display-policy/index.ts'
import { wordedLanguage } from './choose-language.ts'
import { formatMessage } from './format-message.ts'
import { sayNotice } from './say-notice.ts'
import { saySentence } from './say-sentence.ts'

export interface SayOptions {
  /** In which order to look for a notice's words where the wanted language has none. */
  centerLanguages?: readonly string[]
  /** The center's IANA zone; without it no time of day is said. */
  timeZone?: string | undefined
}

/** All that must be told of a figure, in one language (a BCP 47 tag): a client that shows only this is complete. */
export function sayDisplay(figure: Figure, lang: string, options: SayOptions = {}): DisplayText {
  const language = wordedLanguage(lang)
  const text: DisplayText = { lang, sentence: saySentence(figure, language, options.timeZone) }
  if (figure.revision !== undefined) {
    const { reason } = figure.revision
    text.revision = formatMessage(language, reason === undefined ? 'revision' : `revision.${reason}`)
  }
  const notice = figure.notice === undefined ? undefined : sayNotice(figure.notice, lang, figure.asOfMs, { centerLanguages: options.centerLanguages ?? [], timeZone: options.timeZone })
  if (notice !== undefined) text.notice = notice
  return text
}
