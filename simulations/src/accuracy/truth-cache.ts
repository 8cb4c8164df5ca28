import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { Simulated } from '../contact-center/index.ts'
import { runScenario, type Scenario } from '../scenarios/index.ts'

/** Changes when the simulation or its oracle does, so that nothing old is read. */
const VERSION = 2

/** A simulated scenario with its oracle, from the folder where it was made before: the oracle costs more than the forecast does. */
export function simulated(scenario: Scenario, seed: number, options: { copies: number; cacheFolder?: string }): Simulated {
  const run = (): Simulated => runScenario(scenario, seed, options.copies > 0 ? { forwardCopies: options.copies } : {})
  if (options.cacheFolder === undefined) return run()
  const key = createHash('sha256').update(JSON.stringify([VERSION, scenario, seed, options.copies])).digest('hex').slice(0, 16)
  const file = join(options.cacheFolder, `${scenario.name}-${seed}-${key}.json.gz`)
  if (existsSync(file)) return JSON.parse(gunzipSync(readFileSync(file)).toString()) as Simulated
  const { events, truth } = run()
  mkdirSync(options.cacheFolder, { recursive: true })
  // Two runs may make the same one at the same time.
  const half = `${file}.${process.pid}`
  writeFileSync(half, gzipSync(JSON.stringify({ events, truth })))
  renameSync(half, file)
  return { events, truth }
}
