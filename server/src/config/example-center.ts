import { randomBytes } from 'node:crypto'
import { KEY_PURPOSES, type CenterConfig, type KeyHashes, type MadeKey } from './center-config.ts'
import { sha256Hex } from './key-notation.ts'

/** One value for all nodes, set once: the first proposal wins and everybody gets it (the store's `secret`). */
export type SharedSecret = (name: string, propose: () => string) => Promise<string>

export const EXAMPLE_CENTER = 'example'
/** The feed that the example center's feed key names. */
export const EXAMPLE_FEED = 'demo'

/** The center that is served without a configuration file: for trying out, open to tests, everything shown. */
export async function exampleCenter(secret: SharedSecret): Promise<{ center: CenterConfig; madeKeys: MadeKey[] }> {
  const madeKeys: MadeKey[] = []
  for (const purpose of KEY_PURPOSES) {
    const key = await secret(`${EXAMPLE_CENTER}-${purpose}-key`, () => `qc_${purpose}_${randomBytes(24).toString('base64url')}`)
    madeKeys.push({ center: EXAMPLE_CENTER, purpose, ...(purpose === 'feed' ? { feed: EXAMPLE_FEED } : {}), key })
  }
  const keys: KeyHashes = { feed: {}, read: [], token: [], ivr: [], supervisor: [], inspect: [], admin: [] }
  for (const made of madeKeys) {
    if (made.purpose === 'feed') keys.feed[EXAMPLE_FEED] = [sha256Hex(made.key)]
    else keys[made.purpose].push(sha256Hex(made.key))
  }
  const center: CenterConfig = {
    id: EXAMPLE_CENTER, generation: 1, purpose: 'test', languages: ['nl', 'fr', 'de', 'en'], timeZone: 'Europe/Brussels',
    name: { nl: 'Voorbeeld', fr: 'Exemple', de: 'Beispiel', en: 'Example' },
    // A contact token is the proof; for trying out, a page may lie anywhere.
    keys, origins: ['*'], show: 'both', public: true, tokenLifetimeSeconds: 86_400, queues: [], feeds: [], charters: [],
  }
  return { center, madeKeys }
}

/** The text of `keys.json` in the data folder; write it with mode 0600. */
export function keysFileText(madeKeys: readonly MadeKey[]): string {
  const centers: Record<string, Record<string, unknown>> = {}
  for (const { center, purpose, feed, key } of madeKeys) {
    const keys = (centers[center] ??= {})
    keys[purpose] = feed === undefined ? key : { [feed]: key }
  }
  return `${JSON.stringify(centers, undefined, 2)}\n`
}
