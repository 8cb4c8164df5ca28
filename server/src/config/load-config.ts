import { randomBytes } from 'node:crypto'
import type { CenterConfig, MadeKey } from './center-config.ts'
import { parseEnvironment, type Environment } from './environment.ts'
import { exampleCenter, type SharedSecret } from './example-center.ts'
import type { Fault } from './fault.ts'
import { envReferences, type SecretReaders } from './key-notation.ts'
import { parseConfigFile, type LocateJsonFault } from './parse-config-file.ts'
import type { RateLimitEntry } from './rate-limit-schema.ts'
import { readCenters, readTokenSecrets } from './read-keys.ts'
import type { SourceRules } from './source-rules.ts'

/** Everything the server is told. */
export interface ServerConfig {
  environment: Environment
  generation: number
  /** Secrets of contact tokens: the first signs, all are accepted. */
  tokenSecrets: string[]
  centers: CenterConfig[]
  /** Requests a minute; what is not named keeps its default. */
  limits: RateLimitEntry
  /** Keys that were made because there is no file; for `keys.json` and the start message. */
  madeKeys: MadeKey[]
}
export type LoadedConfig = { ok: true; config: ServerConfig } | { ok: false; faults: Fault[] }

export interface LoadConfigDeps extends SecretReaders {
  /**
   * Gives the store's shared secrets. Called only when nothing is wrong, so that the store is not opened for a start that fails;
   * a later call (reading again on SIGHUP) may give the store that is already open.
   */
  secretsFor(environment: Environment): SharedSecret | Promise<SharedSecret>
  locateJsonFault?: LocateJsonFault
  /** Kinds of sources that are known beside `http`; without them any kind is taken. */
  sources?: SourceRules
}

/** Reads environment and file; all faults of both are reported together. Rejects only where the store does. */
export async function loadConfig(deps: LoadConfigDeps): Promise<LoadedConfig> {
  const path = deps.env['QUEUECAST_CONFIG']
  const faults: Fault[] = []
  const file = path === undefined || path === '' ? undefined : readConfigFile(path, deps, faults)
  const { environment, faults: environmentFaults } = parseEnvironment(deps.env, file?.references)
  faults.unshift(...environmentFaults)
  if (faults.length > 0) return { ok: false, faults }

  const secret = await deps.secretsFor(environment)
  const example = file === undefined ? await exampleCenter(secret) : undefined
  const tokenSecrets = file?.tokenSecrets ?? []
  if (tokenSecrets.length === 0) {
    tokenSecrets.push(environment.tokenSecret ?? await secret('token-secret', () => randomBytes(32).toString('base64url')))
  }
  return { ok: true, config: {
    environment,
    generation: file?.generation ?? 1,
    tokenSecrets,
    centers: file?.centers ?? (example === undefined ? [] : [example.center]),
    limits: file?.limits ?? {},
    madeKeys: example?.madeKeys ?? [],
  } }
}

interface ReadFile { generation: number; tokenSecrets: string[]; centers: CenterConfig[]; limits: RateLimitEntry; references: Set<string> }

function readConfigFile(path: string, deps: LoadConfigDeps, faults: Fault[]): ReadFile | undefined {
  let text: string
  try {
    text = deps.readFile(path)
  } catch (error) {
    faults.push({ path: 'QUEUECAST_CONFIG', problem: `the file ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}` })
    return undefined
  }
  const parsed = parseConfigFile(text, deps.locateJsonFault, deps.sources)
  if (!parsed.ok) faults.push(...parsed.faults)
  const { file } = parsed
  if (file === undefined) return { generation: 0, tokenSecrets: [], centers: [], limits: {}, references: parsed.ok ? new Set() : parsed.envReferences }
  return {
    generation: file.generation,
    tokenSecrets: readTokenSecrets(file, deps, faults),
    centers: readCenters(file, deps, faults, deps.sources),
    limits: file.limits,
    references: envReferences(file),
  }
}
