// Writes the server as one program to server/dist/bundle: a start reads a handful of files instead of some thousand.
import { cpSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const at = (path) => fileURLToPath(new URL(path, import.meta.url))

/** What a CommonJS package expects to be there. */
const COMMON_JS = `import { createRequire as createRequireHere } from 'node:module'
import { fileURLToPath as pathHere } from 'node:url'
const require = createRequireHere(import.meta.url), __filename = pathHere(import.meta.url), __dirname = pathHere(new URL('.', import.meta.url))`

/** Public holidays are a third of the program, and most queues have none: they are a file of their own that is read when the first is asked for. */
const HOLIDAYS = `import { createRequire } from 'node:module'
const require = createRequire(import.meta.url)
export default class { constructor(...args) { return new (require('./holidays.cjs').default)(...args) } }`
const holidaysApart = {
  name: 'holidays-apart',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^date-holidays$/ }, () => ({ path: 'date-holidays', namespace: 'apart' }))
    onLoad({ filter: /.*/, namespace: 'apart' }, () => ({ contents: HOLIDAYS }))
  },
}

const common = { bundle: true, platform: 'node', target: 'node20.19', sourcemap: true, legalComments: 'linked', logLevel: 'warning' }

rmSync(at('dist/bundle'), { recursive: true, force: true })
await build({
  ...common, entryPoints: [at('dist/main.js')], outdir: at('dist/bundle'), splitting: true, format: 'esm', banner: { js: COMMON_JS }, plugins: [holidaysApart],
  // Binaries of its own, and two that ws takes where they are installed.
  external: ['classic-level', 'bufferutil', 'utf-8-validate'],
})
await build({ ...common, stdin: { contents: `export { default } from 'date-holidays'`, resolveDir: at('.') }, outfile: at('dist/bundle/holidays.cjs'), format: 'cjs' })
// Read beside the program.
cpSync(at('src/feeds/webhook/mappings'), at('dist/bundle/mappings'), { recursive: true, filter: (path) => !path.endsWith('.ts') })
