import type { Context } from 'hono'
import { html } from 'hono/html'
import { parseAccept } from 'hono/utils/accept'
import type { Markup } from './page-response.ts'
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

/** Each language by its own name. */
export const OWN_NAMES: Record<PageLanguage, string> = { nl: 'Nederlands', fr: 'Français', de: 'Deutsch', en: 'English' }

/** The page in the other languages of the center, and in English; `keep` is what else its address says. */
export function languageLinks(lang: PageLanguage, centerLanguages: readonly string[], keep: Readonly<Record<string, string>> = {}): Markup {
  const address = (one: PageLanguage): string => `?${new URLSearchParams({ ...keep, lang: one }).toString()}`
  const spoken = PAGE_LANGUAGES.filter((one) => one === 'en' || centerLanguages.some((tag) => known(tag) === one))
  return html`<nav class="languages">${spoken.map((one) => (one === lang ? html`<span lang="${one}" aria-current="true">${OWN_NAMES[one]}</span> ` : html`<a lang="${one}" hreflang="${one}" href="${address(one)}">${OWN_NAMES[one]}</a> `))}</nav>`
}
