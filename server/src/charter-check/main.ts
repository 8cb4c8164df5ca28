import { readFile } from 'node:fs/promises'
import { checkCharter, PRESET_DATA, presetIds } from '../charter/index.ts'

/** `charter:check -- FILE`: explains every fault of a charter with its path; names of shipped charters work too. Exit status 1: faults, 2: nothing to read. */
async function main(name: string | undefined): Promise<void> {
  if (name === undefined) return refuse(`Give a file or the name of a shipped charter: npm run charter:check -- FILE\nShipped: ${presetIds().join(', ')}`)
  let data: unknown
  if (Object.hasOwn(PRESET_DATA, name)) data = PRESET_DATA[name]
  else {
    let text: string
    try {
      text = await readFile(name, 'utf8')
    } catch (error) {
      return refuse(`${name}: cannot be read (${(error as Error).message}), and no shipped charter has this name`)
    }
    try {
      data = JSON.parse(text)
    } catch (error) {
      return refuse(`${name}: is not JSON: ${(error as Error).message}`)
    }
  }
  const { ok, lines } = checkCharter(data)
  for (const line of lines) console.log(line)
  if (!ok) process.exitCode = 1
}

function refuse(message: string): void {
  console.error(message)
  process.exitCode = 2
}

await main(process.argv[2])
