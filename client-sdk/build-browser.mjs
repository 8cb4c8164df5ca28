// Writes client-sdk/dist/browser and says how large each bundle is on the wire.
import { fileURLToPath } from 'node:url'
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { BUNDLES, bundleOptions } from './browser-bundles.mjs'

for (const bundle of BUNDLES) {
  const outfile = fileURLToPath(new URL(`dist/browser/${bundle.name}`, import.meta.url))
  await build({ ...bundleOptions(bundle), outfile })
  const bytes = readFileSync(outfile)
  console.log(`${bundle.name}: ${(bytes.length / 1000).toFixed(1)} kB, ${(gzipSync(bytes, { level: 9 }).length / 1000).toFixed(1)} kB gzip`)
}
