import { closestName } from './closest-name.ts'
import type { Fault } from './fault.ts'
import { isProxyNotation } from './proxy-notation.ts'
import { redisUrls } from './redis-notation.ts'

/** What the process environment says, checked. */
export interface Environment {
  port: number
  host: string
  /** Empty: the embedded store. More than one: a Redis cluster, or one `redis-sentinel://` URL a sentinel. */
  redisUrls: string[]
  partitions: number
  /** Partitions this node serves. */
  serve: number[]
  configPath?: string
  dataDir: string
  tokenSecret?: string
  /** Addresses and networks of proxies whose X-Forwarded-For is believed. */
  trustedProxies: string[]
  /** A program with espeak's options, or `off`; without it what is installed is found. */
  speechEngine?: string
}

/** Every variable the server reads, with what it means; `.env.example` is compared with this. */
export const ENVIRONMENT_VARIABLES = {
  PORT: 'TCP port to listen on (8080)',
  HOST: 'address to listen on (0.0.0.0)',
  QUEUECAST_REDIS_URL: 'redis:// or rediss:// address; a comma-separated list is a cluster; redis-sentinel://host,host/master is a master behind sentinels; without it the embedded store is used',
  QUEUECAST_PARTITIONS: 'partitions of the log, fixed at first start (8)',
  QUEUECAST_SERVE: 'partitions this node serves, such as 0-3 or 0,2,5 (all)',
  QUEUECAST_CONFIG: 'path of the JSON configuration file; without it one example center is served',
  QUEUECAST_DATA_DIR: 'folder of the embedded store and of the keys made at first start (.queuecast)',
  QUEUECAST_TOKEN_SECRET: 'at least 32 characters that sign contact tokens; made at first start where it is not given',
  QUEUECAST_SPEECH_ENGINE: 'program that speaks displays as sound, with espeak\'s options, or off (espeak-ng or espeak, where installed)',
  QUEUECAST_TRUSTED_PROXIES: 'addresses or networks, such as 10.0.0.0/8, of the proxies whose X-Forwarded-For is believed (none)',
} as const

/** Shorter secrets can be guessed; RFC 7518, section 3.2 asks for the length of the hash, 32 bytes. */
export const MIN_SECRET_LENGTH = 32
const MAX_PARTITIONS = 1024

export type ParsedEnvironment = { environment: Environment; faults: Fault[] }

/**
 * Reads the environment. All faults are returned together, beside what could be read. `alsoKnown` are names that the
 * configuration file refers to (`env:QUEUECAST_…`), which are no typing errors.
 */
export function parseEnvironment(env: Readonly<Record<string, string | undefined>>, alsoKnown: ReadonlySet<string> = new Set()): ParsedEnvironment {
  const faults: Fault[] = []
  // An empty variable is an unset one: compose files and CI systems write `NAME=`.
  const read = (name: keyof typeof ENVIRONMENT_VARIABLES): string | undefined => (env[name] === '' ? undefined : env[name])
  const known = Object.keys(ENVIRONMENT_VARIABLES)
  for (const name of Object.keys(env)) {
    if (!name.startsWith('QUEUECAST_') || known.includes(name) || alsoKnown.has(name)) continue
    const meant = closestName(name, known)
    faults.push({ path: name, problem: 'is not a setting of Queuecast', fix: meant === undefined ? `known are ${known.join(', ')}` : `did you mean ${meant}?` })
  }

  const partitions = wholeNumber(read('QUEUECAST_PARTITIONS'), 'QUEUECAST_PARTITIONS', 8, 1, MAX_PARTITIONS, faults)
  const environment: Environment = {
    port: wholeNumber(read('PORT'), 'PORT', 8080, 0, 65_535, faults),
    host: read('HOST') ?? '0.0.0.0',
    redisUrls: redisUrls(read('QUEUECAST_REDIS_URL'), faults),
    partitions,
    serve: partitionList(read('QUEUECAST_SERVE'), partitions, faults),
    dataDir: read('QUEUECAST_DATA_DIR') ?? '.queuecast',
    trustedProxies: proxies(read('QUEUECAST_TRUSTED_PROXIES'), faults),
  }
  const configPath = read('QUEUECAST_CONFIG')
  if (configPath !== undefined) environment.configPath = configPath
  const speechEngine = read('QUEUECAST_SPEECH_ENGINE')
  if (speechEngine !== undefined) environment.speechEngine = speechEngine
  const tokenSecret = read('QUEUECAST_TOKEN_SECRET')
  if (tokenSecret !== undefined) {
    if (tokenSecret.length < MIN_SECRET_LENGTH) {
      faults.push({ path: 'QUEUECAST_TOKEN_SECRET', problem: `has ${tokenSecret.length} characters`, fix: `use at least ${MIN_SECRET_LENGTH} random ones` })
    }
    environment.tokenSecret = tokenSecret
  }
  return { environment, faults }
}

function wholeNumber(text: string | undefined, path: string, otherwise: number, min: number, max: number, faults: Fault[]): number {
  if (text === undefined) return otherwise
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (value >= min && value <= max) return value
  faults.push({ path, problem: `is ${JSON.stringify(text)}`, fix: `give a whole number from ${min} to ${max}` })
  return otherwise
}

function proxies(text: string | undefined, faults: Fault[]): string[] {
  const listed = text?.split(',').map((part) => part.trim()) ?? []
  const wrong = listed.find((part) => !isProxyNotation(part))
  if (wrong === undefined) return listed
  faults.push({ path: 'QUEUECAST_TRUSTED_PROXIES', problem: `${JSON.stringify(wrong)} is neither an address nor a network`, fix: 'write addresses or networks, separated by commas, such as 10.0.0.0/8, ::1' })
  return []
}

/** `0-3`, `0,2,5` or a mixture. */
function partitionList(text: string | undefined, partitions: number, faults: Fault[]): number[] {
  const all = Array.from({ length: partitions }, (_, index) => index)
  if (text === undefined) return all
  const chosen = new Set<number>()
  for (const part of text.split(',')) {
    const match = /^\s*(\d{1,4})(?:-(\d{1,4}))?\s*$/.exec(part)
    const from = Number(match?.[1] ?? Number.NaN)
    const to = Number(match?.[2] ?? from)
    if (!(from <= to && to < partitions)) {
      faults.push({
        path: 'QUEUECAST_SERVE', problem: `${JSON.stringify(part)} names no partition`,
        fix: `there are ${partitions} (QUEUECAST_PARTITIONS): write ranges or single ones from 0 to ${partitions - 1}, such as 0-${partitions - 1}`,
      })
      return all
    }
    for (let index = from; index <= to; index += 1) chosen.add(index)
  }
  return [...chosen].sort((a, b) => a - b)
}
