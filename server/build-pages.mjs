// Writes the pages' scripts and styles to server/dist/pages/assets (or the folder given as the first argument).
import { fileURLToPath, pathToFileURL } from 'node:url'
import { resolve } from 'node:path'
import { build } from 'esbuild'

const source = (name) => fileURLToPath(new URL(`src/pages/browser/${name}`, import.meta.url))

/**
 * The demo's center has no public holidays, and their calendars are ten times as large as the rest.
 * @type {import('esbuild').Plugin}
 */
const withoutHolidays = {
  name: 'without-holidays',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^date-holidays$/ }, () => ({ path: 'date-holidays', namespace: 'without' }))
    onLoad({ filter: /./, namespace: 'without' }, () => ({ contents: 'export default class { isHoliday() { return false } }' }))
  },
}

/** @param {string} directory where the files go */
export async function buildPages(directory) {
  await build({
    entryPoints: ['wallboard.ts', 'wait.ts', 'status.ts', 'demo.ts', '../../pipeline/demo-worker.ts', 'demo-live.ts', 'feeds.ts', 'renew.ts', 'pages.css'].map(source), outdir: directory, entryNames: '[name]', bundle: true, minify: true, format: 'esm', platform: 'browser',
    conditions: ['source'], plugins: [withoutHolidays], target: ['es2022', 'safari16.4'], legalComments: 'inline', logLevel: 'warning',
  })
}

if (process.argv[1] && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  await buildPages(process.argv[2] ?? fileURLToPath(new URL('dist/pages/assets', import.meta.url)))
}
