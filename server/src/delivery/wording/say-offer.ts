import { wordedLanguage } from './choose-language.ts'
import { formatMessage } from './format-message.ts'

/** The offer to be called back, where a charter owes it. */
export const sayOffer = (lang: string): string => formatMessage(wordedLanguage(lang), 'offer.callback')
