import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** What the version after this one may change: it writes entries and snapshots that this one does not know, and reads both. */
const CHANGES = [
  ['event-log/entries.js', 'ENTRY_FORMAT = 2', 'ENTRY_FORMAT = 3'],
  ['pipeline/center-fold.js', 'FOLD_VERSION = 5', 'FOLD_VERSION = 6'],
] as const

/** The built server as the next version would be, in a folder of its own. */
export function makeNewerVersion(): { main: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'queuecast-newer-'))
  cpSync(join(ROOT, 'server/dist'), join(folder, 'server/dist'), { recursive: true, filter: (path) => !path.endsWith('.d.ts') && !path.endsWith('.map') })
  cpSync(join(ROOT, 'server/package.json'), join(folder, 'server/package.json'))
  for (const name of ['node_modules', 'client-sdk']) symlinkSync(join(ROOT, name), join(folder, name))
  for (const [file, from, to] of CHANGES) {
    const path = join(folder, 'server/dist', file)
    const text = readFileSync(path, 'utf8')
    if (!text.includes(from)) throw new Error(`${file} does not hold ${from}: write here what the next version changes`)
    writeFileSync(path, text.replace(from, to))
  }
  return { main: join(folder, 'server/dist/main.js'), remove: () => rmSync(folder, { recursive: true, force: true }) }
}
