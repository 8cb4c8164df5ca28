import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const files = (folder: string): string[] => readdirSync(folder).flatMap((name) => {
  const path = join(folder, name)
  return statSync(path).isDirectory() ? (['dist', 'node_modules'].includes(name) ? [] : files(path)) : name.endsWith('.test.ts') ? [path] : []
})
const tests = ['server/src', 'client-sdk/src', 'simulations/src', 'tests'].flatMap((folder) => files(join(root, folder)))
  .map((path) => ({ name: relative(root, path).replace(/\.test\.ts$/, ''), text: readFileSync(path, 'utf8').replaceAll("\\'", "'") }))

/** Rows of the threat model: threat, what is done, what shows it. */
const rows = [...readFileSync(join(root, 'docs/security.md'), 'utf8').matchAll(/^\| (?!threat|holder|---)([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)]
  .map(([, threat = '', done = '', shown = '']) => ({ threat, done, shown }))

/** What was asked for, and the words by which its row is found. */
const ASKED = [
  'another center', 'another contact', 'guessed ids', 'forged webhooks', 'replayed webhooks', 'token in addresses and logs', 'CSRF', 'CORS', 'cross-site WebSocket', 'header injection',
  'log injection', 'prototype pollution', 'ReDoS', 'decompression bombs', 'slow headers and bodies', 'batches', 'socket floods', 'exhaustion by one center', 'enumeration by timing', 'XSS', 'SSRF',
  'stolen key', 'floods of requests',
]

/** The tests that a row names: `e2e` before a name is `tests/end-to-end`; a name may have its folder before it. */
function namedTests(shown: string): string[] {
  return [...shown.matchAll(/(e2e )?((?:`[\w/.-]+`(?:, )?)+)/g)].flatMap(([, e2e, names = '']) =>
    [...names.matchAll(/`([\w/.-]+)`/g)].map((match) => `${e2e === undefined ? '' : 'end-to-end/'}${(match[1] ?? '').replace(/\.test$/, '')}`))
}

describe('docs/security.md', () => {
  it('has a row for each threat that was asked about', () => {
    expect(ASKED.filter((threat) => !rows.some((row) => row.threat.includes(threat)))).toEqual([])
  })

  it.each(rows.map((row) => [row.threat, row] as const))('%s: what shows it exists', (_threat, { shown }) => {
    const named = namedTests(shown)
    expect(named.length).toBeGreaterThan(0)
    const found = named.map((name) => tests.filter((test) => test.name === `tests/${name}` || test.name.endsWith(`/${name}`)))
    expect(named.filter((_name, index) => found[index]?.length === 0)).toEqual([])
    const texts = found.flat().map(({ text }) => text).join('\n')
    const titles = [...shown.matchAll(/\*([^*]+)\*/g)].map((match) => (match[1] ?? '').replace(/…$/, ''))
    expect(titles.filter((title) => !texts.includes(title))).toEqual([])
  })
})
