import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { delimiter, isAbsolute, join, resolve } from 'node:path'

/** Programs that take espeak's options, the better one first. */
const ENGINES = ['espeak-ng', 'espeak']

/**
 * Where the engine lies. `wanted`: `off`, a program of this name or path, or whatever is installed. Undefined: there is none, and
 * none was named. Throws where one was named and is not there.
 */
export async function findEngine(wanted: string | undefined, searchPath: string): Promise<string | undefined> {
  if (wanted === 'off') return undefined
  const folders = searchPath.split(delimiter).filter((folder) => folder !== '')
  for (const name of wanted === undefined ? ENGINES : [wanted]) {
    const places = isAbsolute(name) || /[/\\]/.test(name) ? [resolve(name)] : folders.map((folder) => join(folder, name))
    for (const place of places) if (await runs(place)) return place
  }
  if (wanted === undefined) return undefined
  throw new Error(`QUEUECAST_SPEECH_ENGINE: no program ${JSON.stringify(wanted)} can be run; install it, correct the name or path, or set it to off`)
}

const runs = (path: string): Promise<boolean> => access(path, constants.X_OK).then(() => true, () => false)
