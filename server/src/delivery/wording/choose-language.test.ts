import { describe, expect, it } from 'vitest'
import { chooseLanguage } from './choose-language.ts'

describe('chooseLanguage', () => {
  it.each([
    [['fr'], ['nl', 'fr'], 'fr'],
    [['nl-BE'], ['nl', 'fr'], 'nl'],
    [['nl'], ['fr', 'nl-BE'], 'nl-BE'],
    [['NL-be', 'fr'], ['nl', 'nl-BE'], 'nl-BE'],
    [['es', 'de'], ['nl', 'de'], 'de'],
    [['es'], ['nl', 'de'], 'nl'],
    [[], ['fr', 'nl'], 'fr'],
    [['es'], ['es', 'fr'], 'fr'],
    [['es'], ['es'], 'en'],
    [['*', ''], [], 'en'],
  ])('[WO8] wanted %j of %j is %s', (wanted, languages, chosen) => {
    expect(chooseLanguage(wanted, languages)).toBe(chosen)
  })
})
