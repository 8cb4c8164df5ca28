import { fingerprintOf, type KeyPurpose, type RingCenter } from './key-ring.ts'

/** A key that came or went with a configuration. */
export interface KeyChange { act: 'key-added' | 'key-removed'; center: string; purpose: KeyPurpose; feed?: string; fingerprint: string }

/** What a new configuration changes in the keys: for the audit lines. */
export function changedKeys(before: readonly RingCenter[], after: readonly RingCenter[]): KeyChange[] {
  const [old, next] = [listed(before), listed(after)]
  const only = (own: typeof old, other: typeof old, act: KeyChange['act']): KeyChange[] =>
    [...own].filter(([name]) => !other.has(name)).map(([, key]) => ({ act, ...key }))
  return [...only(next, old, 'key-added'), ...only(old, next, 'key-removed')]
}

function listed(centers: readonly RingCenter[]): Map<string, Omit<KeyChange, 'act'>> {
  const found = new Map<string, Omit<KeyChange, 'act'>>()
  const add = (center: string, hex: string, purpose: KeyPurpose, feed?: string): void => {
    found.set(`${center} ${purpose} ${feed ?? ''} ${hex}`, { center, purpose, ...(feed === undefined ? {} : { feed }), fingerprint: fingerprintOf(hex) })
  }
  for (const { id, keys } of centers) {
    for (const [feed, hashes] of Object.entries(keys.feed)) for (const hex of hashes) add(id, hex, 'feed', feed)
    for (const purpose of ['read', 'token', 'ivr', 'supervisor', 'inspect', 'admin'] as const) for (const hex of keys[purpose]) add(id, hex, purpose)
  }
  return found
}
