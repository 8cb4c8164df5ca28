/** Where a JSON text breaks: 1-based line and column, and what was found there. */
export interface JsonFault { line: number; column: number; offset: number; problem: string }

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const PLAIN_STRING_PART = /[\x20\x21\x23-\x5b\x5d-\uffff]*/y
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
const LITERAL = /true|false|null/y

/**
 * Finds the first place where a text stops being JSON (RFC 8259); undefined where it is JSON. Run only after `JSON.parse` failed,
 * whose messages do not always say where. Keeps its own stack: nesting of any depth is safe.
 */
export function locateJsonFault(text: string): JsonFault | undefined {
  let at = 0
  const open: ('{' | '[')[] = []
  const fault = (problem: string): JsonFault => {
    const before = text.slice(0, at)
    const line = before.split('\n').length
    const found = at >= text.length ? 'the text ends' : `found ${JSON.stringify(String.fromCodePoint(text.codePointAt(at) ?? 0))}`
    return { line, column: at - before.lastIndexOf('\n'), offset: at, problem: `${problem}, but ${found}` }
  }
  const match = (pattern: RegExp): boolean => {
    pattern.lastIndex = at
    if (!pattern.test(text)) return false
    at = pattern.lastIndex
    return true
  }
  const space = (): void => {
    while (at < text.length && ' \t\n\r'.includes(text.charAt(at))) at += 1
  }
  /** Reads a string whose opening quote is at hand; the answer is what is wrong with it. */
  const string = (): string | undefined => {
    at += 1
    for (;;) {
      match(PLAIN_STRING_PART)
      if (text[at] === '"') {
        at += 1
        return undefined
      }
      if (text[at] !== '\\') return at >= text.length ? 'expected " at the end of a string' : 'control characters in a string must be escaped'
      if (!match(ESCAPE)) return 'expected a valid escape sequence'
    }
  }

  let wants: 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'after' = 'value'
  for (;;) {
    space()
    const char = text.charAt(at)
    if (wants === 'after') {
      const inside = open.at(-1)
      if (inside === undefined) return at < text.length ? fault('expected nothing after the value') : undefined
      if (char === ',') {
        at += 1
        wants = inside === '{' ? 'key' : 'value'
      } else if (char === (inside === '{' ? '}' : ']')) {
        at += 1
        open.pop()
      } else return fault(inside === '{' ? 'expected , or }' : 'expected , or ]')
    } else if (wants === 'key' || wants === 'key-or-end') {
      if (char === '}' && wants === 'key-or-end') {
        at += 1
        open.pop()
        wants = 'after'
        continue
      }
      if (char !== '"') return fault(wants === 'key' ? 'expected a name in double quotes' : 'expected a name in double quotes or }')
      const problem = string()
      if (problem !== undefined) return fault(problem)
      space()
      if (text[at] !== ':') return fault('expected :')
      at += 1
      wants = 'value'
    } else if (char === ']' && wants === 'value-or-end') {
      at += 1
      open.pop()
      wants = 'after'
    } else if (char === '{' || char === '[') {
      at += 1
      open.push(char)
      wants = char === '{' ? 'key-or-end' : 'value-or-end'
    } else if (char === '"') {
      const problem = string()
      if (problem !== undefined) return fault(problem)
      wants = 'after'
    } else if (match(NUMBER) || match(LITERAL)) wants = 'after'
    else return fault('expected a value')
  }
}
