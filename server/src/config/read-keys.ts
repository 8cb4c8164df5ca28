import type { CenterConfig, KeyHashes } from './center-config.ts'
import type { CenterEntry, ConfigFile, FeedEntry } from './config-file-schema.ts'
import { MIN_SECRET_LENGTH } from './environment.ts'
import type { Fault } from './fault.ts'
import { hashKey, revealSecret, type SecretReaders } from './key-notation.ts'
import { readLedger } from './read-ledger.ts'
import type { SourceRules } from './source-rules.ts'

/** Reads every key and secret of the file. A key may stand only once in the whole file: it names one center and one purpose. */
export function readCenters(file: ConfigFile, readers: SecretReaders, faults: Fault[], sources: SourceRules = {}): CenterConfig[] {
  const seen = new Map<string, string>()
  return file.centers.map((entry, index) => {
    const path = `centers[${index}]`
    const keys = readKeys(entry, `${path}.keys`, readers, seen, faults)
    const feeds = entry.feeds.map((feed, at) => readFeed(feed, `${path}.feeds[${at}]`, readers, faults, sources))
    const { expirySeconds, quota } = entry
    const webhookSecret = readSecret(entry.webhookSecret, `${path}.webhookSecret`, readers, faults)
    return {
      id: entry.id, generation: file.generation, purpose: entry.purpose, name: entry.name ?? {}, languages: entry.languages, timeZone: entry.timeZone,
      keys, origins: entry.origins, show: entry.show, public: entry.public, tokenLifetimeSeconds: entry.tokenLifetimeSeconds,
      // The schema gives `undefined` for what is not there; in JSON, and so in the log, it is absent.
      queues: JSON.parse(JSON.stringify(entry.queues)) as CenterConfig['queues'],
      feeds,
      ...(expirySeconds === undefined ? {} : { expirySeconds }),
      ...(quota === undefined ? {} : { quota }),
      ...(webhookSecret === undefined ? {} : { webhookSecret }),
      ...(entry.messages === undefined ? {} : { messages: entry.messages }),
      charters: entry.charters,
      ...(entry.ledger === undefined ? {} : { ledger: readLedger(entry.ledger, `${path}.ledger`, readers, faults) }),
    }
  })
}

function readKeys(entry: CenterEntry, path: string, readers: SecretReaders, seen: Map<string, string>, faults: Fault[]): KeyHashes {
  const read = (notations: readonly string[] | undefined, where: string): string[] =>
    (notations ?? []).flatMap((notation, index) => {
      const at = `${where}[${index}]`
      const hashed = hashKey(notation, at, readers)
      if (!hashed.ok) {
        faults.push(hashed.fault)
        return []
      }
      const first = seen.get(hashed.sha256)
      if (first !== undefined) {
        faults.push({ path: at, problem: `is the same key as ${first}`, fix: 'give each purpose, feed and center its own key' })
        return []
      }
      seen.set(hashed.sha256, at)
      return [hashed.sha256]
    })
  const { keys } = entry
  return {
    feed: Object.fromEntries(Object.entries(keys.feed ?? {}).map(([name, notations]) => [name, read(notations, `${path}.feed.${name}`)])),
    read: read(keys.read, `${path}.read`),
    token: read(keys.token, `${path}.token`),
    ivr: read(keys.ivr, `${path}.ivr`),
    supervisor: read(keys.supervisor, `${path}.supervisor`),
    inspect: read(keys.inspect, `${path}.inspect`),
    admin: read(keys.admin, `${path}.admin`),
  }
}

function readSecret(notation: string | undefined, path: string, readers: SecretReaders, faults: Fault[]): string | undefined {
  if (notation === undefined) return undefined
  const revealed = revealSecret(notation, path, readers)
  if (revealed.ok) return revealed.text
  faults.push(revealed.fault)
  return undefined
}

/** A feed's entry with its secrets revealed, and alive as its kind of source is where it does not say. */
function readFeed(feed: FeedEntry, path: string, readers: SecretReaders, faults: Fault[], sources: SourceRules): FeedEntry {
  const read = { ...feed }
  for (const field of ['secret', 'previousSecret', 'accessToken', 'verifyToken', 'ca'] as const) {
    const notation = feed[field]
    if (notation === undefined) continue
    const revealed = revealSecret(notation, `${path}.${field}`, readers)
    if (revealed.ok) read[field] = revealed.text
    else faults.push(revealed.fault)
  }
  if (feed.ari !== undefined) read.ari = { ...feed.ari, secret: readSecret(feed.ari.secret, `${path}.ari.secret`, readers, faults) ?? '' }
  const alive = feed.alive ?? (Object.hasOwn(sources, feed.source) ? sources[feed.source]?.alive : undefined)
  return alive === undefined ? read : { ...read, alive }
}

/** The secrets that contact tokens are signed with, the signing one first; empty where the file names none. */
export function readTokenSecrets(file: ConfigFile, readers: SecretReaders, faults: Fault[]): string[] {
  const notations = file.tokenSecret === undefined ? [] : [file.tokenSecret].flat()
  return notations.flatMap((notation, index) => {
    const path = Array.isArray(file.tokenSecret) ? `tokenSecret[${index}]` : 'tokenSecret'
    const revealed = revealSecret(notation, path, readers)
    if (!revealed.ok) {
      faults.push(revealed.fault)
      return []
    }
    if (revealed.text.length < MIN_SECRET_LENGTH) {
      faults.push({ path, problem: `has ${revealed.text.length} characters`, fix: `use at least ${MIN_SECRET_LENGTH} random ones` })
      return []
    }
    return [revealed.text]
  })
}
