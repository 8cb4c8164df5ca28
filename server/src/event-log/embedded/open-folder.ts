import { mkdir } from 'node:fs/promises'
import type { ClassicLevel } from 'classic-level'

/** The database of the embedded store. */
export type Level = ClassicLevel

/**
 * Opens (or makes) the store's folder. Rejects with an Error that names the folder and the fix where another process has it
 * or it cannot be used.
 */
export async function openFolder(folder: string): Promise<Level> {
  try {
    // The folder holds what customers said and the secrets of their tokens.
    await mkdir(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new Error(`the data folder ${folder} cannot be made: ${reason(error)}; set QUEUECAST_DATA_DIR to a folder this process may write`, { cause: error })
  }
  // A program of its own for each kind of machine; a node on Redis does without.
  const { ClassicLevel: Database } = await import('classic-level')
  const db = new Database(folder, { keyEncoding: 'utf8', valueEncoding: 'utf8' })
  try {
    await db.open()
  } catch (error) {
    const locked = codes(error).includes('LEVEL_LOCKED')
    throw new Error(
      locked
        ? `the data folder ${folder} is in use by another process; stop that server, or set QUEUECAST_DATA_DIR to another folder`
        : `the data folder ${folder} cannot be opened: ${reason(error)}; restore it from a backup, or set QUEUECAST_DATA_DIR to another folder`,
      { cause: error },
    )
  }
  return db
}

function codes(error: unknown): string[] {
  if (!(error instanceof Error)) return []
  const code = 'code' in error && typeof error.code === 'string' ? [error.code] : []
  return [...code, ...codes(error.cause)]
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}
