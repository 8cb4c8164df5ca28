import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { transformSync } from 'esbuild'
import { isSafe } from 'redos-detector'
import { describe, expect, it } from 'vitest'
import { parseAst } from 'vite'

const root = fileURLToPath(new URL('../..', import.meta.url))
const files = (folder: string): string[] => readdirSync(folder).flatMap((name) => {
  const path = join(folder, name)
  if (statSync(path).isDirectory()) return ['dist', 'node_modules', 'testing'].includes(name) ? [] : files(path)
  return name.endsWith('.ts') && !name.endsWith('.d.ts') && !name.endsWith('.test.ts') ? [path] : []
})
const sources = ['server/src', 'client-sdk/src'].flatMap((folder) => files(join(root, folder))).map((path) => ({ path: relative(root, path), text: readFileSync(path, 'utf8') }))

/** Quadratic at worst, over texts that are short or our own; the reason stands with each. */
const SHORT_INPUT: Record<string, string> = {
  '\\/+$': 'an address of the configuration',
  '\\{(\\w+)\\}': 'paths of our own routes',
  '`([^`]+)`': 'texts of our own documentation',
  '^-+|-+$': 'no two dashes follow one another there',
  '(\\{\\w+\\})': 'the template of a signature, from the configuration',
  '\\{([^{}]*)\\}': 'the template of a mapping, from the configuration',
  '\\b(?:eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]*|[Bb]earer\\s+\\S+|qc_[a-z]+_[\\w-]{8,}|(?<=:\\/\\/)[^\\s/@]+(?=@))': 'a line of the log, cut before',
  '(file:\\/\\/)?\\/[^ ()]*\\/(?=[^/]+$)': 'a line of a stack trace of our own',
}

interface RegexLiteral { pattern: string; flags: string }
/** Every literal of the file, as the parser sees it. */
function regexLiterals(text: string): RegexLiteral[] {
  const found: RegexLiteral[] = []
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    if ('type' in node && node.type === 'Literal' && 'regex' in node && typeof node.regex === 'object' && node.regex !== null) found.push(node.regex as RegexLiteral)
    for (const inner of Object.values(node)) walk(inner)
  }
  walk(parseAst(transformSync(text, { loader: 'ts', target: 'esnext' }).code))
  return found
}

describe('what no line of code may do', () => {
  it('no page and no widget writes markup that a name could become', () => {
    const wrong = sources.filter(({ path }) => path.startsWith('client-sdk/') || path.includes('/pages/'))
      .flatMap(({ path, text }) => [...text.matchAll(/\b((?:inner|outer)HTML ?\+?=(?!=)|insertAdjacentHTML|document\.write|createContextualFragment|setHTMLUnsafe|raw\()/g)].map((match) => `${path}: ${match[1]}`))
    expect(wrong).toEqual([])
  })

  it('nothing is evaluated, and no command is run but the speech engine: without a shell, without our environment', () => {
    const wrong = sources.flatMap(({ path, text }) => [...text.matchAll(/\b(eval\(|new Function\(|child_process|node:vm)/g)].map((match) => `${path}: ${match[1]}`))
    const speech = 'server/src/delivery/speech/run-engine.ts'
    expect(wrong).toEqual([`${speech}: child_process`])
    expect(sources.find(({ path }) => path === speech)?.text).toMatch(/spawn\(program, \[[^\]]*\], \{ shell: false, env: \{\},/)
  })

  it('the server follows no redirect: an address of the configuration leads nowhere else', () => {
    const calls = sources.filter(({ path }) => path.startsWith('server/') && !path.includes('/browser/'))
      .flatMap(({ path, text }) => [...text.matchAll(/(?:await|return|deps\.|=) ?fetch\((?!\))/g)].map((match) => ({ path, call: text.slice(match.index, match.index + 500) })))
    expect(calls.length).toBeGreaterThan(3)
    expect(calls.filter(({ call }) => !call.includes("redirect: 'error'")).map(({ path }) => path)).toEqual([])
  })

  it('secrets are compared in constant time', () => {
    const wrong = sources.filter(({ path, text }) => path.startsWith('server/') && /createHmac|createHash/.test(text))
      .flatMap(({ path, text }) => [...text.matchAll(/\b(?:digest|signature|hmac|mac)\w* ?[!=]== ?\w*(?:digest|signature|hmac|expected|given)\w*/gi)].map((match) => `${path}: ${match[0]}`))
    expect(wrong).toEqual([])
  })

  it('no regular expression takes longer than its input is long: none backtracks without bound', () => {
    const unsafe: string[] = []
    let checked = 0
    const seen = new Set<string>()
    for (const { path, text } of sources) {
      for (const { pattern, flags } of regexLiterals(text)) {
        const name = `/${pattern}/${flags}`
        if (seen.has(name)) continue
        seen.add(name)
        checked += 1
        const literal = new RegExp(pattern, flags)
        const { safe, error } = isSafe(literal, { maxScore: 2_000, timeout: 60_000 })
        if (!safe && !Object.hasOwn(SHORT_INPUT, pattern)) unsafe.push(`${path}: ${name} (${error})`)
      }
    }
    expect(checked).toBeGreaterThan(100)
    expect(unsafe).toEqual([])
  }, 600_000)
})
