import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A program that takes espeak's options, as a file of its own; what it was asked stands in `asked`. */
export function writeFakeEngine(): { path: string; asked(): { arguments: string[]; words: string; environment: string[] }[]; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'queuecast-speech-'))
  const path = join(folder, 'fake-engine.mjs')
  // An engine gets no PATH, so the first line names this node itself.
  writeFileSync(path, readFileSync(new URL('fake-engine.mjs', import.meta.url), 'utf8').replace('#!node', `#!${process.execPath}`), { mode: 0o755 })
  writeFileSync(`${path}.notes`, '')
  return {
    path,
    asked: () => (existsSync(`${path}.notes`) ? readFileSync(`${path}.notes`, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as { arguments: string[]; words: string; environment: string[] }) : []),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
