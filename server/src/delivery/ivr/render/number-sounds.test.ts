import { describe, expect, it } from 'vitest'
import { type NumberLanguage, numberSounds } from './number-sounds.ts'

const LANGUAGES: NumberLanguage[] = ['nl', 'fr', 'de', 'en']
/** What a sound is worth; the words that only join are worth nothing. */
const worth = (sound: string): number => (/et$|nl-en$/.test(sound) ? 0 : Number.parseInt(sound.slice('digits/'.length), 10))

/** Adds up what is heard: a hundred multiplies what came before it. */
function heard(sounds: readonly string[]): number {
  let sum = 0
  for (const sound of sounds) sum = sound === 'digits/hundred' ? Math.max(1, sum) * 100 : sum + worth(sound)
  return sum
}

describe('numbers as sounds', () => {
  it.each(LANGUAGES)('[IV4] 1 to 999 in %s add up to themselves', (language) => {
    for (let n = 1; n <= 999; n += 1) for (const gender of ['masculine', 'feminine'] as const) expect(heard(numberSounds(n, language, gender))).toBe(n)
  })

  it.each([
    ['nl', 21, '1 nl-en 20'], ['nl', 17, '17'], ['nl', 30, '30'], ['nl', 99, '9 nl-en 90'], ['nl', 100, 'hundred'], ['nl', 120, 'hundred 20'], ['nl', 222, '2 hundred 2 nl-en 20'],
    ['fr', 17, '17'], ['fr', 20, '20'], ['fr', 21, '20 et 1'], ['fr', 22, '20 2'], ['fr', 70, '60 10'], ['fr', 71, '60 et 11'], ['fr', 72, '60 12'], ['fr', 80, '80'],
    ['fr', 81, '80 1'], ['fr', 91, '80 11'], ['fr', 99, '80 19'], ['fr', 100, 'hundred'], ['fr', 101, 'hundred 1'], ['fr', 120, 'hundred 20'], ['fr', 221, '2 hundred 20 et 1'],
    ['de', 21, '1-and 20'], ['de', 68, '8-and 60'], ['de', 100, 'hundred'], ['de', 101, '1N hundred 1'], ['de', 136, '1N hundred 6-and 30'],
    ['en', 21, '20 1'], ['en', 40, '40'], ['en', 100, '1 hundred'], ['en', 120, '1 hundred 20'],
  ] as const)('[IV4] %s %d', (language, n, files) => {
    expect(numberSounds(n, language)).toEqual(files.split(' ').map((file) => `digits/${file}`))
  })

  it('[IV4] a feminine one in French and German', () => {
    expect(numberSounds(21, 'fr', 'feminine')).toEqual(['digits/20', 'digits/et', 'digits/1F'])
    expect(numberSounds(1, 'de', 'feminine')).toEqual(['digits/1F'])
    expect(numberSounds(1, 'nl', 'feminine')).toEqual(['digits/1'])
  })

  it('[IV4] refuses what it cannot say', () => {
    for (const value of [-1, 1000, 1.5, Number.NaN]) expect(() => numberSounds(value, 'en')).toThrow(RangeError)
  })
})
