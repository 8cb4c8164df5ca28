import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

const BUILT = new URL('../../dist/pages/assets/', import.meta.url)
const OWN_FILES = ['pages.css', 'wallboard.js', 'wait.js', 'status.js', 'demo.js', 'demo-worker.js', 'demo-live.js', 'feeds.js', 'renew.js'] as const
const SDK_FILES = ['queue-status.js'] as const
export type AssetName = (typeof OWN_FILES)[number] | (typeof SDK_FILES)[number]

export interface Asset { body: string; hash: string; type: string }

/** Scripts and styles of the pages. Absent ones leave the pages usable: they are rendered on the server. */
export interface PageAssets {
  get(name: string): Asset | undefined
  /** The address of an asset, which changes with its content. */
  href(name: AssetName): string
}

export function createPageAssets(sdkFile: (name: string) => string | undefined, directory: URL = BUILT): PageAssets {
  const loaded = new Map<string, Asset>()

  function read(name: string): string | undefined {
    if (SDK_FILES.some((known) => known === name)) return sdkFile(name)
    if (!OWN_FILES.some((known) => known === name)) return undefined
    try {
      return readFileSync(new URL(name, directory), 'utf8')
    } catch {
      return undefined
    }
  }

  function get(name: string): Asset | undefined {
    const known = loaded.get(name)
    if (known !== undefined) return known
    const body = read(name)
    if (body === undefined) return undefined
    const asset = {
      body, hash: createHash('sha256').update(body).digest('base64url').slice(0, 16),
      type: name.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8',
    }
    loaded.set(name, asset)
    return asset
  }

  return { get, href: (name) => `/v1/assets/${name}?v=${get(name)?.hash ?? ''}` }
}
