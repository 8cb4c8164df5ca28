import { hash, timingSafeEqual } from 'node:crypto'

export type KeyPurpose = 'feed' | 'read' | 'token' | 'ivr' | 'supervisor' | 'inspect' | 'admin'

/** A center's keys as SHA-256 in lower-case hex; feed keys by the feed they name. */
export interface RingCenter {
  id: string
  keys: { feed: Record<string, string[]> } & Record<Exclude<KeyPurpose, 'feed'>, string[]>
}

/** Why a key does not open a door. 401: we do not know who asks; 403: we do, and it may not. */
export interface AccessProblem {
  status: 401 | 403
  code: 'no-key' | 'unknown-key' | 'other-center' | 'wrong-purpose'
  detail: string
}
/** `purpose` is the key's own, so that a handler knows an admin from a feed; `feed` stands with feed keys only. */
export type Authorization = { ok: true; purpose: KeyPurpose; feed?: string } | { ok: false; problem: AccessProblem }

/** Whose key it is. `fingerprint`: the first twelve hex digits of its SHA-256, to name it without telling it. */
export interface KeyHolder { center: string; purpose: KeyPurpose; feed?: string; fingerprint: string }

export interface KeyRing {
  /** Whose key this is, whatever it may open. */
  holder(bearerKey: string): KeyHolder | undefined
  /** Is there a key of this center with this fingerprint that may do what one of the purposes allows? For what was opened with it earlier. */
  holds(center: string, fingerprint: string, purposes: readonly KeyPurpose[]): boolean
  /** May the bearer of this key do, in this center, what one of the purposes allows? */
  authorize(center: string, bearerKey: string | undefined, purposes: readonly KeyPurpose[]): Authorization
}

interface Holder { digest: Buffer; center: string; purpose: KeyPurpose; feed?: string }

/** Purposes that include others: admin may do all, supervisor and inspect include read. */
const includes = (own: KeyPurpose, wanted: KeyPurpose): boolean =>
  own === wanted || own === 'admin' || (wanted === 'read' && (own === 'supervisor' || own === 'inspect'))

/** Longer ones are no keys of ours and are not worth hashing. */
const MAX_KEY_LENGTH = 4096
/** Hex digits of the digest that choose a bucket; the rest is compared in constant time. */
const BUCKET_DIGITS = 8
const FINGERPRINT_DIGITS = 12
/** Names a key in logs: 48 bits of a hash, from which no key of sixteen random characters is found. */
export const fingerprintOf = (sha256Hex: string): string => sha256Hex.slice(0, FINGERPRINT_DIGITS)

/** The keys of all centers, as hashes. A key of another center is told apart, so that a mixed-up configuration is found in minutes. */
export function createKeyRing(centers: readonly RingCenter[]): KeyRing {
  const buckets = new Map<string, Holder[]>()
  for (const { id, keys } of centers) {
    const add = (hex: string, purpose: KeyPurpose, feed?: string): void => {
      const holder: Holder = { digest: Buffer.from(hex, 'hex'), center: id, purpose, ...(feed === undefined ? {} : { feed }) }
      const bucket = hex.slice(0, BUCKET_DIGITS)
      buckets.set(bucket, [...(buckets.get(bucket) ?? []), holder])
    }
    for (const [feed, hashes] of Object.entries(keys.feed)) for (const hex of hashes) add(hex, 'feed', feed)
    for (const purpose of ['read', 'token', 'ivr', 'supervisor', 'inspect', 'admin'] as const) for (const hex of keys[purpose]) add(hex, purpose)
  }

  const byFingerprint = new Map<string, Holder[]>()
  for (const holder of [...buckets.values()].flat()) {
    const name = fingerprintOf(holder.digest.toString('hex'))
    byFingerprint.set(name, [...byFingerprint.get(name) ?? [], holder])
  }

  const holderOf = (key: string): Holder | undefined => {
    const digest = hash('sha256', key, 'buffer')
    const bucket = buckets.get(digest.toString('hex').slice(0, BUCKET_DIGITS)) ?? []
    return bucket.find((holder) => holder.digest.length === digest.length && timingSafeEqual(holder.digest, digest))
  }

  return {
    holder(bearerKey) {
      const found = bearerKey.length > MAX_KEY_LENGTH ? undefined : holderOf(bearerKey)
      if (found === undefined) return undefined
      const { digest, center, purpose, feed } = found
      return { center, purpose, fingerprint: fingerprintOf(digest.toString('hex')), ...(feed === undefined ? {} : { feed }) }
    },
    holds: (center, fingerprint, purposes) =>
      byFingerprint.get(fingerprint)?.some((holder) => holder.center === center && purposes.some((wanted) => includes(holder.purpose, wanted))) === true,
    authorize(center, bearerKey, purposes) {
      if (bearerKey === undefined || bearerKey === '') {
        return refused(401, 'no-key', `this needs a key for ${list(purposes)}: send it as "Authorization: Bearer <key>"`)
      }
      const holder = bearerKey.length > MAX_KEY_LENGTH ? undefined : holderOf(bearerKey)
      if (holder === undefined) return refused(401, 'unknown-key', 'this key is not known here; it may have been mistyped, or replaced in the configuration')
      if (holder.center !== center) return refused(403, 'other-center', `this key belongs to another center than "${center}"; use a key of that center`)
      if (!purposes.some((wanted) => includes(holder.purpose, wanted))) {
        return refused(403, 'wrong-purpose', `this is a key for ${holder.purpose}; this needs one for ${list(purposes)}`)
      }
      return { ok: true, purpose: holder.purpose, ...(holder.feed === undefined ? {} : { feed: holder.feed }) }
    },
  }
}

const refused = (status: 401 | 403, code: AccessProblem['code'], detail: string): Authorization => ({ ok: false, problem: { status, code, detail } })
const list = (purposes: readonly KeyPurpose[]): string => [...new Set([...purposes, 'admin'])].join(' or ')
