import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { changedKeys } from './changed-keys.ts'
import { createKeyRing, type RingCenter } from './key-ring.ts'

const hex = (key: string): string => createHash('sha256').update(key).digest('hex')
const center = (read: string[], feed: string[]): RingCenter => ({ id: 'acme', keys: { feed: { acd: feed.map(hex) }, read: read.map(hex), token: [], ivr: [], supervisor: [], inspect: [], admin: [] } })

it('a rotation is told key by key, by fingerprints that name the holder and tell no key', () => {
  const [before, after] = [[center(['old-read'], ['feed'])], [center(['new-read', 'old-read'], [])]]
  const changes = changedKeys(before, after)
  expect(changes).toEqual([
    { act: 'key-added', center: 'acme', purpose: 'read', fingerprint: hex('new-read').slice(0, 12) },
    { act: 'key-removed', center: 'acme', purpose: 'feed', feed: 'acd', fingerprint: hex('feed').slice(0, 12) },
  ])
  expect(changedKeys(after, after)).toEqual([])
  const ring = createKeyRing(after)
  expect(ring.holder('new-read')).toEqual({ center: 'acme', purpose: 'read', fingerprint: hex('new-read').slice(0, 12) })
  expect(ring.holder('feed')).toBeUndefined()
  expect(ring.holder('x'.repeat(5000))).toBeUndefined()
})
