import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Writes a file whole or not at all: synced under another name, then renamed. Only this user may read it. */
export async function writeWhole(path: string, lines: AsyncIterable<string> | Iterable<string | Uint8Array>): Promise<void> {
  const folder = dirname(path)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const draft = `${path}.draft`
  const file = await open(draft, 'w', 0o600)
  try {
    let part = ''
    for await (const line of lines) {
      if (typeof line === 'string') part += line
      if (typeof line === 'string' && part.length < 1_000_000) continue
      await file.write(part)
      part = ''
      if (typeof line !== 'string') await file.write(line)
    }
    if (part !== '') await file.write(part)
    await file.sync()
  } catch (error) {
    await file.close()
    await rm(draft, { force: true })
    throw error
  }
  await file.close()
  await rename(draft, path)
  const parent = await open(folder, 'r')
  await parent.sync().finally(() => parent.close())
}

/** Puts the text at the file's end, and resolves once the disk has it. Only this user may read a file that this makes. */
export async function appendSynced(path: string, text: string): Promise<void> {
  const file = await open(path, 'a', 0o600)
  try {
    await file.appendFile(text)
    await file.datasync()
  } finally {
    await file.close()
  }
}
