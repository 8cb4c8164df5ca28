import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { locateJsonFault } from './locate-json-fault.ts'

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('locateJsonFault', () => {
  it.each<[string, number, number, string]>([
    ['', 1, 1, 'expected a value, but the text ends'],
    ['{"a": x}', 1, 7, 'expected a value, but found "x"'],
    ['{"a":1,}', 1, 8, 'expected a name in double quotes, but found "}"'],
    ["{'a':1}", 1, 2, 'expected a name in double quotes or }, but found "\'"'],
    ['{"a" 1}', 1, 6, 'expected :, but found "1"'],
    ['[1\n 2]', 2, 2, 'expected , or ], but found "2"'],
    ['[1,]', 1, 4, 'expected a value, but found "]"'],
    ['{"a":"b', 1, 8, 'expected " at the end of a string, but the text ends'],
    ['"a\tb"', 1, 3, 'control characters in a string must be escaped, but found "\\t"'],
    ['"\\x"', 1, 2, 'expected a valid escape sequence, but found "\\\\"'],
    ['{} {}', 1, 4, 'expected nothing after the value, but found "{"'],
    ['[01]', 1, 3, 'expected , or ], but found "1"'],
    ['NaN', 1, 1, 'expected a value, but found "N"'],
  ])('%j', (text, line, column, problem) => {
    expect(locateJsonFault(text)).toMatchObject({ line, column, problem })
  })

  it('agrees with JSON.parse on what is JSON, also after a cut or a changed character', () => {
    const cases = fc.tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '}', '"', '\\', '0', 'e', '\n', ':', '\u0001'))
    fc.assert(fc.property(cases, ([text, at, instead]) => {
      const cut = at % (text.length + 1)
      for (const candidate of [text, text.slice(0, cut), text.slice(0, cut) + instead + text.slice(cut + 1)]) {
        expect(locateJsonFault(candidate) === undefined, candidate).toBe(isJson(candidate))
      }
    }), { numRuns: 500 })
  })
})
