import { expect, it } from 'vitest'
import { ELEMENT_WORDS, elementWords, fillWords } from './index.ts'

const places = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort()
const all = Object.entries(ELEMENT_WORDS)

it.each(all)('%s has each word, with the same places to fill as English, calm and without leftovers', (_lang, words) => {
  expect(Object.keys(words).sort()).toEqual(Object.keys(ELEMENT_WORDS.en).sort())
  for (const [key, text] of Object.entries(words)) {
    expect(text.trim()).not.toBe('')
    expect(places(text)).toEqual(places(ELEMENT_WORDS.en[key as keyof typeof words]))
    expect(text).not.toMatch(/!|undefined|TODO/)
  }
})

it('no two languages have the same sentence', () => {
  for (const key of Object.keys(ELEMENT_WORDS.en) as (keyof typeof ELEMENT_WORDS.en)[]) {
    // Single words may be the same in two.
    if (ELEMENT_WORDS.en[key].endsWith('.')) expect(new Set(all.map(([, words]) => words[key])).size, key).toBe(all.length)
  }
})

it('speaks four languages, else English', () => {
  expect(['nl-BE', 'fr', 'de', 'en', 'xx', undefined].map((lang) => elementWords(lang).lang)).toEqual(['nl', 'fr', 'de', 'en', 'en', 'en'])
  expect(elementWords('xx', 'fr-CA').lang).toBe('fr')
})

it('fills places, and leaves unknown ones', () => {
  expect(fillWords('{from} to {to} of {x}', { from: 1, to: 4 })).toBe('1 to 4 of {x}')
})
