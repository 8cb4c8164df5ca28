import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const workspaces = ['client-sdk/src', 'server/src', 'simulations/src']

/** Pure rooms in the order of the arrow; each may import those before it. */
const PURE = ['contact-center', 'wait-forecast', 'display-policy', 'charter', 'delivery/wording', 'delivery/ivr', 'delivery/outputs', 'promise-evidence']
/** Pure libraries, each with its reason in docs/decisions. */
const PURE_LIBRARIES = [
  'zod', 'zod/mini', 'luxon', 'date-holidays', 'intl-messageformat', '@stdlib/stats-base-dists-beta-quantile', '@stdlib/stats-base-dists-gamma-quantile',
]
/** Shell rooms that the pipeline may know; everyone else keeps to itself. */
const COMPOSERS = ['pipeline', 'main.ts']

/** What delivery and the pipeline agreed on: types only, so anyone may name them. */
const DELIVERY_TYPES = 'server/src/delivery/index.ts'

interface Import { file: string; target: string; typeOnly: boolean }

function files(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) return name === 'dist' || name === 'node_modules' ? [] : files(path)
    return /\.tsx?$/.test(name) ? [path] : []
  })
}
const sources = (folder: string): string[] =>
  files(join(root, folder)).filter((path) => !/\.test\.tsx?$|\.bench\.ts$|\/testing\//.test(path) && !path.endsWith('.d.ts'))

function imports(path: string): Import[] {
  const text = readFileSync(path, 'utf8')
  const found = [...text.matchAll(/^\s*(?:import|export)\s(type\s)?[^'"]*?from\s+['"]([^'"]+)['"]|^\s*import\s+['"]([^'"]+)['"]|import\(['"]([^'"]+)['"]\)/gm)]
  return found.map((match) => {
    const specifier = match[2] ?? match[3] ?? match[4] ?? ''
    return { file: relative(root, path), target: specifier.startsWith('.') ? relative(root, resolve(dirname(path), specifier)) : specifier, typeOnly: match[1] !== undefined }
  })
}

function room(path: string): string {
  const inside = path.replace(/^server\/src\//, '')
  return PURE.find((name) => inside === name || inside.startsWith(`${name}/`)) ?? inside.split('/')[0] ?? inside
}

describe('rooms', () => {
  it('pure rooms import the vocabulary, the protocol, the pure rooms before them and named pure libraries only', () => {
    const wrong: string[] = []
    for (const name of PURE) {
      const allowed = PURE.slice(0, PURE.indexOf(name) + 1)
      for (const path of sources('server/src').filter((path) => room(relative(root, path)) === name)) {
        for (const { file, target } of imports(path)) {
          const ok = target.startsWith('server/src/') ? allowed.includes(room(target)) : PURE_LIBRARIES.includes(target) || target === '@queuecast/client-sdk/protocol'
          if (!ok) wrong.push(`${file} imports ${target}`)
        }
      }
    }
    expect(wrong).toEqual([])
  })

  it('pure rooms use nothing that Node alone has: the demo folds in the browser', () => {
    const wrong = sources('server/src').filter((path) => PURE.includes(room(relative(root, path))))
      .filter((path) => /^[^/*]*\b(Buffer|process|setImmediate|__dirname)\b[.(]/m.test(readFileSync(path, 'utf8')))
    expect(wrong.map((path) => relative(root, path))).toEqual([])
  })

  it('every translator of a feed is pure', () => {
    const wrong = sources('server/src/feeds').filter((path) => /translate[^/]*\.ts$/.test(path)).flatMap(imports)
      .filter(({ target }) => target.startsWith('node:') || ['ioredis', 'hono', 'socket.io'].includes(target))
    expect(wrong).toEqual([])
  })

  it('shell rooms do not import each other: the pipeline hands them functions', () => {
    const wrong: string[] = []
    for (const path of sources('server/src')) {
      const own = room(relative(root, path))
      if (PURE.includes(own) || COMPOSERS.includes(own)) continue
      for (const { file, target, typeOnly } of imports(path)) {
        if (!target.startsWith('server/src/') || (typeOnly && target === DELIVERY_TYPES)) continue
        const other = room(target)
        if (other !== own && !PURE.includes(other)) wrong.push(`${file} imports ${target}`)
      }
    }
    expect(wrong).toEqual([])
  })

  it('the client knows nothing of the server, the server nothing of the simulations', () => {
    const of = (folder: string, pattern: RegExp) => sources(folder).flatMap(imports).filter(({ target }) => pattern.test(target))
    expect(of('client-sdk/src', /@queuecast\/(server|simulations)|^(server|simulations)\//)).toEqual([])
    expect(of('server/src', /@queuecast\/simulations|^simulations\//)).toEqual([])
  })

  it('no file is over 300 lines and the median is under 80', () => {
    const sizes = workspaces.flatMap(sources).map((path) => ({ path: relative(root, path), lines: readFileSync(path, 'utf8').split('\n').length - 1 }))
    expect(sizes.filter(({ lines }) => lines > 300)).toEqual([])
    const sorted = sizes.map(({ lines }) => lines).sort((a, b) => a - b)
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(80)
  })

  it('pure rooms touch no clock, no randomness and no process', () => {
    const wrong = sources('server/src').filter((path) => PURE.includes(room(relative(root, path)))).flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/\b(Date\.now\(|new Date\(\)|Math\.random\(|performance\.now\(|process\.|setTimeout\(|setInterval\()/g)]
        .map((match) => `${relative(root, path)}: ${match[1]}`))
    expect(wrong).toEqual([])
  })
})

describe('SPEC rules', () => {
  const tests = [...workspaces, 'tests'].flatMap((folder) => files(join(root, folder))).filter((path) => path.endsWith('.test.ts'))
    .map((path) => readFileSync(path, 'utf8')).join('\n')
  const specs = workspaces.flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map(String)
    .filter((name) => name.endsWith('SPEC.md')).map((name) => join(root, folder, name)))

  const rulesOf = (path: string): string[] =>
    [...readFileSync(path, 'utf8').matchAll(/^(?:[-*]\s+|#+\s+|\|\s*)?\**`?([A-Z]{2}\d+)`?\**\b/gm)].map((match) => match[1] ?? '')

  it.each(specs.map((path) => [relative(root, path), path]))('each rule of %s is shown by a test that carries its id', (_name, path) => {
    const rules = rulesOf(path)
    expect(rules.length).toBeGreaterThan(0)
    expect([...new Set(rules)].filter((rule) => !new RegExp(`\\b${rule}\\b`).test(tests))).toEqual([])
  })

  it('an id names one rule only', () => {
    const rules = specs.flatMap(rulesOf)
    expect(rules.filter((rule, index) => rules.indexOf(rule) !== index)).toEqual([])
  })
})
