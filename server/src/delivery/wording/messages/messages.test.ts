import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, it } from 'vitest'
import { MESSAGE_KEYS, MESSAGES, WORDED_LANGUAGES } from './index.ts'

/** The names of the arguments a message takes, also inside plurals. */
function argumentsOf(text: string, language: string): string[] {
  const found = new Set<string>()
  const walk = (elements: readonly unknown[]): void => {
    for (const element of elements as { type: number; value?: string; options?: Record<string, { value: unknown[] }> }[]) {
      // 0 is literal text and 7 is #; all others name an argument.
      if (element.type !== 0 && element.type !== 7 && element.value !== undefined) found.add(element.value)
      for (const option of Object.values(element.options ?? {})) walk(option.value)
    }
  }
  walk(new IntlMessageFormat(text, language).getAst())
  return [...found].sort()
}

describe.each(WORDED_LANGUAGES)('messages in %s', (language) => {
  it('[WO1] has exactly the keys of all languages, none empty', () => {
    expect(Object.keys(MESSAGES[language]).sort()).toEqual([...MESSAGE_KEYS].sort())
    expect(Object.values(MESSAGES[language]).filter((text) => text.trim() === '')).toEqual([])
  })

  it.each(MESSAGE_KEYS)('[WO1] %s compiles and takes the same arguments as in English', (key) => {
    expect(argumentsOf(MESSAGES[language][key], language)).toEqual(argumentsOf(MESSAGES.en[key], 'en'))
  })

  it('[WO5] nothing shouts or hurries', () => {
    for (const text of Object.values(MESSAGES[language])) expect(text).not.toMatch(/!|\b[A-Z]{2,}\b|\.\.\.|…/)
  })
})
