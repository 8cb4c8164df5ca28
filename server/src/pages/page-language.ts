import type { Context } from 'hono'
import { parseAccept } from 'hono/utils/accept'
import { PAGE_LANGUAGES, type PageLanguage } from './view/words.ts'

const known = (tag: string): PageLanguage | undefined => PAGE_LANGUAGES.find((lang) => lang === tag.split('-')[0]?.toLowerCase())

/** The language of a page: `?lang=`, else the best the browser accepts, else the center's first that we speak. */
export function pageLanguage(c: Context, centerLanguages: readonly string[]): PageLanguage {
  const accepted = parseAccept(c.req.header('accept-language') ?? '').toSorted((a, b) => b.q - a.q).map(({ type }) => type)
  for (const tag of [c.req.query('lang') ?? '', ...accepted, ...centerLanguages]) {
    const lang = known(tag)
    if (lang !== undefined) return lang
  }
  return 'en'
}

/** What the source is asked for: the page's language, then what else the center speaks. */
export const languagesWanted = (lang: PageLanguage, centerLanguages: readonly string[]): string[] => [...new Set([lang, ...centerLanguages])]

/** A name given by language. */
export function nameIn(names: Readonly<Record<string, string>>, lang: string, otherwise: string): string {
  return names[lang] ?? names['en'] ?? Object.values(names)[0] ?? otherwise
}
