import { describe, expect, it } from 'vitest'
import { WORDED_LANGUAGES } from './messages/index.ts'
import { sayDuration } from './say-duration.ts'

const words = {
  nl: { minute: 'een minuut', minutes: 'minuten', hour: 'een uur', hours: 'uur', half: 'anderhalf uur', and: 'en' },
  fr: { minute: 'une minute', minutes: 'minutes', hour: 'une heure', hours: 'heures', half: 'une heure et demie', and: 'et' },
  de: { minute: 'einer Minute', minutes: 'Minuten', hour: 'einer Stunde', hours: 'Stunden', half: 'anderthalb Stunden', and: 'und' },
  en: { minute: 'a minute', minutes: 'minutes', hour: 'an hour', hours: 'hours', half: 'an hour and a half', and: 'and' },
}

describe.each(WORDED_LANGUAGES)('durations in %s', (language) => {
  const { minute, minutes, hour, hours, half, and } = words[language]

  it('[WO3] 1 to 120 minutes, each with the right plural', () => {
    for (let n = 1; n <= 120; n += 1) {
      const rest = n % 60 === 1 ? minute : `${n % 60} ${minutes}`
      const expected = n < 60 ? rest : n === 60 ? hour : n === 90 ? half : n === 120 ? `2 ${hours}` : `${hour} ${and} ${rest}`
      expect(sayDuration(n * 60, language)).toBe(expected)
      expect(sayDuration(n * 60 - 59, language)).toBe(expected)
    }
  })
})

describe('durations', () => {
  it('[WO3] half hours beyond the first', () => {
    expect(WORDED_LANGUAGES.map((language) => sayDuration(150 * 60, language))).toEqual(['2,5 uur', '2 heures et demie', '2,5 Stunden', '2 and a half hours'])
  })

  it('[WO3] never less than a minute', () => {
    expect(sayDuration(0, 'en')).toBe('a minute')
  })
})
