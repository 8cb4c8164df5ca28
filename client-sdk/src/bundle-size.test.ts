import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { expect, it } from 'vitest'

interface Bundle { readonly name: string; readonly format: 'esm' | 'iife' }
const { BUNDLES, bundleOptions } = await import(new URL('../browser-bundles.mjs', import.meta.url).href) as {
  BUNDLES: readonly Bundle[]
  bundleOptions(bundle: Bundle): Parameters<typeof build>[0]
}

/** Bytes after gzip -9; why these: docs/decisions/0040-size-of-the-browser-bundles.md. */
const CEILINGS: Readonly<Record<string, number>> = { 'queue-status.js': 35_000, 'queue-status.global.js': 35_000, 'watch-position.js': 26_500 }

it.each(BUNDLES.map((bundle) => [bundle.name, bundle] as const))('%s stays under its ceiling and holds nothing of Node', async (name, bundle) => {
  const { outputFiles } = await build({ ...bundleOptions(bundle), write: false, outfile: fileURLToPath(new URL(`../dist/browser/${name}`, import.meta.url)) })
  const script = outputFiles?.[0]
  expect(script).toBeDefined()
  expect(gzipSync(script!.contents, { level: 9 }).length).toBeLessThanOrEqual(CEILINGS[name] ?? 0)
  // The bundle is for browsers: nothing of Node may have come along.
  expect(script!.text).not.toMatch(/require\(["'](node:)?(fs|net|tls|crypto|url)["']\)/)
})
