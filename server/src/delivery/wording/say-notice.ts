import { formatMessage } from './format-message.ts'
import { wordedLanguage } from './choose-language.ts'
import { sayTime } from './say-time.ts'

export interface NoticeToSay { text: Readonly<Record<string, string>>; expectedEndMs?: number }

/** The center's own words in this language, by its base, in one of the center's languages, or whatever there is. */
export function noticeText(text: Readonly<Record<string, string>>, lang: string, centerLanguages: readonly string[]): string | undefined {
  const base = lang.split('-')[0] ?? lang
  const regional = Object.keys(text).find((tag) => tag.toLowerCase().startsWith(`${base.toLowerCase()}-`))
  for (const tag of [lang, base, ...(regional === undefined ? [] : [regional]), ...centerLanguages]) {
    const found = text[tag]
    if (found !== undefined && found.trim() !== '') return found
  }
  return Object.values(text).find((words) => words.trim() !== '')
}

/** The notice as it is told, with its expected end where the zone to say it in is known. */
export function sayNotice(notice: NoticeToSay, lang: string, nowMs: number, options: { centerLanguages: readonly string[]; timeZone?: string | undefined }): string | undefined {
  const words = noticeText(notice.text, lang, options.centerLanguages)
  if (words === undefined || notice.expectedEndMs === undefined || options.timeZone === undefined || notice.expectedEndMs <= nowMs) return words
  const language = wordedLanguage(lang)
  return `${words} ${formatMessage(language, 'notice.expected-end', { time: sayTime(notice.expectedEndMs, nowMs, language, options.timeZone) })}`
}
