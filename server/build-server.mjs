// Writes the server as one program to server/dist/bundle: a start reads a handful of files instead of some thousand.
import { cpSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const at = (path) => fileURLToPath(new URL(path, import.meta.url))

/** What a CommonJS package expects to be there. */
const COMMON_JS = `import { createRequire as createRequireHere } from 'node:module'
import { fileURLToPath as pathHere } from 'node:url'
const require = createRequireHere(import.meta.url), __filename = pathHere(import.meta.url), __dirname = pathHere(new URL('.', import.meta.url))`

rmSync(at('dist/bundle'), { recursive: true, force: true })
await build({
  entryPoints: [at('dist/main.js')], outdir: at('dist/bundle'), bundle: true, splitting: true, platform: 'node', format: 'esm', target: 'node20.19',
  sourcemap: true, legalComments: 'linked', logLevel: 'warning', banner: { js: COMMON_JS },
  // Binaries of its own, and two that ws takes where they are installed.
  external: ['classic-level', 'bufferutil', 'utf-8-validate'],
})
// Read beside the program.
cpSync(at('src/feeds/webhook/mappings'), at('dist/bundle/mappings'), { recursive: true, filter: (path) => !path.endsWith('.ts') })
