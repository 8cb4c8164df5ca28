/** Languages whose numbers are known; others are said as in English, as Asterisk does. */
export type NumberLanguage = 'nl' | 'fr' | 'de' | 'en'
/** `feminine`: counts something feminine, such as minutes in French and German. */
export type Gender = 'masculine' | 'feminine'

/**
 * The sound files of a whole number from 0 to 999, by the grammar of the language, with the names that Asterisk's own
 * `say_number` plays (main/say.c; IV4). Throws RangeError otherwise.
 */
export function numberSounds(value: number, language: NumberLanguage, gender: Gender = 'masculine'): string[] {
  if (!Number.isInteger(value) || value < 0 || value > 999) throw new RangeError(`number: ${value} cannot be said; give a whole number from 0 to 999`)
  if (value === 0) return ['digits/0']
  const hundreds = Math.floor(value / 100)
  const rest = value % 100
  return [...hundredSounds(hundreds, rest, language), ...(rest === 0 ? [] : belowHundred(rest, language, gender))]
}

function hundredSounds(hundreds: number, rest: number, language: NumberLanguage): string[] {
  if (hundreds === 0) return []
  const one = hundreds === 1
  switch (language) {
    case 'en': return [`digits/${hundreds}`, 'digits/hundred']
    case 'nl':
    case 'fr': return one ? ['digits/hundred'] : [`digits/${hundreds}`, 'digits/hundred']
    // "hundert", but "ein hundert eins".
    case 'de': return one && rest === 0 ? ['digits/hundred'] : [one ? 'digits/1N' : `digits/${hundreds}`, 'digits/hundred']
    default: return language satisfies never
  }
}

function belowHundred(value: number, language: NumberLanguage, gender: Gender): string[] {
  const tens = Math.floor(value / 10) * 10
  const ones = value % 10
  switch (language) {
    case 'en': return value < 20 ? [`digits/${value}`] : [`digits/${tens}`, ...(ones === 0 ? [] : [`digits/${ones}`])]
    case 'nl': return value < 20 || ones === 0 ? [`digits/${value}`] : [`digits/${ones}`, 'digits/nl-en', `digits/${tens}`]
    case 'de': {
      if (value === 1 && gender === 'feminine') return ['digits/1F']
      return value < 20 || ones === 0 ? [`digits/${value}`] : [`digits/${ones}-and`, `digits/${tens}`]
    }
    case 'fr': return frenchBelowHundred(value, gender)
    default: return language satisfies never
  }
}

/** Seventy is sixty and ten, ninety four times twenty and ten; "et" stands before one and eleven, but not after eighty. */
function frenchBelowHundred(value: number, gender: Gender): string[] {
  if (value === 1) return [gender === 'feminine' ? 'digits/1F' : 'digits/1']
  if (value < 21) return [`digits/${value}`]
  const base = value < 70 ? Math.floor(value / 10) * 10 : value < 80 ? 60 : 80
  const left = value - base
  if (left === 0) return [`digits/${base}`]
  return [`digits/${base}`, ...(base < 80 && left % 10 === 1 ? ['digits/et'] : []), ...frenchBelowHundred(left, gender)]
}
