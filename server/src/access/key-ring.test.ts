import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createKeyRing, type KeyPurpose, type RingCenter } from './key-ring.ts'

const hash = (key: string): string => createHash('sha256').update(key).digest('hex')
const center = (id: string): RingCenter => ({ id, keys: {
  feed: { acd: [hash(`${id}-acd-key`), hash(`${id}-acd-next`)], chat: [hash(`${id}-chat-key`)] },
  read: [hash(`${id}-read`)], token: [hash(`${id}-token`)], ivr: [hash(`${id}-ivr`)], supervisor: [hash(`${id}-supervisor`)],
  inspect: [hash(`${id}-inspect`)], admin: [hash(`${id}-admin`)],
} })
const ring = createKeyRing([center('acme'), center('other')])
const PURPOSES: KeyPurpose[] = ['feed', 'read', 'token', 'ivr', 'supervisor', 'inspect', 'admin']

describe('the key ring', () => {
  it('knows the feed of a feed key, also of the key that replaces it', () => {
    expect(ring.authorize('acme', 'acme-acd-key', ['feed'])).toEqual({ ok: true, purpose: 'feed', feed: 'acd' })
    expect(ring.authorize('acme', 'acme-acd-next', ['feed'])).toEqual({ ok: true, purpose: 'feed', feed: 'acd' })
    expect(ring.authorize('acme', 'acme-chat-key', ['feed'])).toEqual({ ok: true, purpose: 'feed', feed: 'chat' })
  })

  it('lets each purpose do its own, admin all, supervisor and inspect read too, and nothing else', () => {
    for (const own of PURPOSES) {
      for (const wanted of PURPOSES) {
        const may = own === wanted || own === 'admin' || (wanted === 'read' && (own === 'supervisor' || own === 'inspect'))
        const answer = ring.authorize('acme', own === 'feed' ? 'acme-acd-key' : `acme-${own}`, [wanted])
        expect(answer.ok, `${own} for ${wanted}`).toBe(may)
        if (!answer.ok) expect(answer.problem).toMatchObject({ status: 403, code: 'wrong-purpose', detail: expect.stringContaining(own) as string })
      }
    }
  })

  it('is content with one of several purposes', () => {
    expect(ring.authorize('acme', 'acme-ivr', ['token', 'ivr'])).toEqual({ ok: true, purpose: 'ivr' })
  })

  it.each<[string, string | undefined, number, string]>([
    ['none', undefined, 401, 'no-key'],
    ['an empty one', '', 401, 'no-key'],
    ['a guess', 'acme-acd-kex', 401, 'unknown-key'],
    ['the hash itself', hash('acme-admin'), 401, 'unknown-key'],
    ['a very long one', 'x'.repeat(100_000), 401, 'unknown-key'],
    ['one of another center', 'other-admin', 403, 'other-center'],
  ])('refuses %s', (_name, key, status, code) => {
    expect(ring.authorize('acme', key, ['feed'])).toMatchObject({ ok: false, problem: { status, code } })
  })

  it('never repeats a key', () => {
    expect(JSON.stringify(ring.authorize('acme', 'secret-guess', ['feed']))).not.toContain('secret-guess')
  })
})
