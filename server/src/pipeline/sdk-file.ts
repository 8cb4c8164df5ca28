import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const FILE_NAME = /^[a-z0-9-]+(\.global)?\.(js|js\.map)$/

/** The text of a bundled file of the client SDK (`queue-status.js`), or undefined where it was not built. */
export function sdkFile(name: string): string | undefined {
  if (!FILE_NAME.test(name)) return undefined
  try {
    return readFileSync(fileURLToPath(import.meta.resolve(`@queuecast/client-sdk/browser/${name}`)), 'utf8')
  } catch {
    return undefined
  }
}
