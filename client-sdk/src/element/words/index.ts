import { de } from './de.ts'
import type { ElementWords } from './element-words.ts'
import { en } from './en.ts'
import { fr } from './fr.ts'
import { nl } from './nl.ts'

export type { ElementWords } from './element-words.ts'

/** A further language is one file like these, and one name here. */
export const ELEMENT_WORDS = { nl, fr, de, en } satisfies Record<string, ElementWords>
type Spoken = keyof typeof ELEMENT_WORDS
const isSpoken = (lang: string): lang is Spoken => Object.hasOwn(ELEMENT_WORDS, lang)

/** The words in the first of `langs` that is spoken here, else in English; `lang` says which. */
export function elementWords(...langs: readonly (string | undefined)[]): ElementWords & { readonly lang: string } {
  const lang = langs.map((wanted) => wanted?.toLowerCase().split('-')[0] ?? '').find(isSpoken) ?? 'en'
  return { lang, ...ELEMENT_WORDS[lang] }
}

/** Fills `{name}` places of a text. */
export const fillWords = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
