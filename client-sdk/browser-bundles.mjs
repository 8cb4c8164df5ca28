import { fileURLToPath } from 'node:url'

const source = (path) => fileURLToPath(new URL(`src/${path}`, import.meta.url))

/**
 * The bundles for pages without a build of their own. `queue-status.js` and `watch-position.js` are modules;
 * `queue-status.global.js` is for a plain script tag and offers `window.Queuecast`.
 * Target: browsers with constructable style sheets (Safari 16.4, Chrome 73, Firefox 101).
 */
export const BUNDLES = [
  { name: 'queue-status.js', entry: source('element/bundle.ts'), format: 'esm' },
  { name: 'queue-status.global.js', entry: source('element/bundle.ts'), format: 'iife' },
  { name: 'watch-position.js', entry: source('index.ts'), format: 'esm' },
]

/**
 * Socket.IO is used over WebSockets only; our own fallbacks do the rest. What engine.io-client brings for its other
 * transports is left out. A release that names them otherwise fails the build, not the page.
 * @type {import('esbuild').Plugin}
 */
const withoutOtherTransports = {
  name: 'without-other-transports',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]engine\.io-client[\\/]build[\\/]esm[\\/]transports[\\/]polling-xhr\.js$/ }, () => ({ contents: 'export class XHR {}' }))
    onLoad({ filter: /[\\/]engine\.io-client[\\/]build[\\/]esm[\\/]transports[\\/]webtransport\.js$/ }, () => ({ contents: 'export class WT {}' }))
  },
}

/** @param {(typeof BUNDLES)[number]} bundle @returns {import('esbuild').BuildOptions} */
export function bundleOptions(bundle) {
  return {
    entryPoints: [bundle.entry], bundle: true, minify: true, platform: 'browser', format: bundle.format, target: ['es2022', 'safari16.4'],
    ...(bundle.format === 'iife' ? { globalName: 'Queuecast' } : {}), legalComments: 'inline', plugins: [withoutOtherTransports], logLevel: 'warning', metafile: true,
  }
}
