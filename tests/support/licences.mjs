#!/usr/bin/env node
// Lists what is installed at run time, with its licence: `node tests/support/licences.mjs` writes docs/licences.md, `--check` compares.
// Read from package-lock.json alone: what this machine happens to have installed does not matter, except for licences the lock leaves out.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = new URL('../../', import.meta.url)
/** Licences that ask for no more than their notice to be kept. */
const TAKEN = new Set(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD', 'BlueOak-1.0.0', 'CC0-1.0', 'Unlicense', 'MIT-0', 'Python-2.0', 'PSF-2.0'])
/** Each with what it was checked for. */
const CHECKED = {
  '@jmespath-community/jmespath': 'MPL-2.0: used unchanged; its own files stay open',
  'date-holidays-parser': '(ISC AND CC-BY-3.0): names of holidays, from Wikipedia; named here',
  'date-holidays': '(ISC AND CC-BY-3.0): names of holidays, from Wikipedia; named here',
}

const { packages } = JSON.parse(readFileSync(new URL('package-lock.json', root), 'utf8'))
const rows = new Map()
for (const [path, { version, license, dev, link, devOptional, optional }] of Object.entries(packages)) {
  if (!path.includes('node_modules/') || dev || devOptional || link) continue
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
  let found = license
  const own = new URL(`${path}/package.json`, root)
  if (found === undefined && existsSync(own)) {
    const manifest = JSON.parse(readFileSync(own, 'utf8'))
    found = manifest.license ?? manifest.licenses?.map(({ type }) => type).join(' OR ')
  }
  rows.set(`${name} ${version}`, { name, version, licence: found ?? 'unknown', optional: optional === true })
}
const sorted = [...rows.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1))
const fits = (licence) => licence.replace(/[()]/g, '').split(' OR ').some((choice) => choice.split(' AND ').every((one) => TAKEN.has(one.trim())))
const wrong = sorted.filter(({ name, licence }) => !fits(licence) && !Object.hasOwn(CHECKED, name))

const text = `# Licences

What is installed with \`npm ci --omit=dev\`; made by \`node tests/support/licences.mjs\` from \`package-lock.json\`, compared in the tests.

| package | version | licence |
|---|---|---|
${sorted.map(({ name, version, licence }) => `| ${name} | ${version} | ${CHECKED[name] ?? licence} |`).join('\n')}
`
const file = fileURLToPath(new URL('docs/licences.md', root))
if (wrong.length > 0) {
  console.error(`look at the licence of: ${wrong.map(({ name, version, licence }) => `${name} ${version} (${licence})`).join(', ')}`)
  process.exit(1)
}
if (process.argv.includes('--check')) {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    console.error('docs/licences.md is not up to date: node tests/support/licences.mjs')
    process.exit(1)
  }
} else writeFileSync(file, text)
console.log(`${sorted.length} packages`)
