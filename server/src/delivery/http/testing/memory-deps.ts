import { createHash } from 'node:crypto'
import type { CenterFact } from '../../../contact-center/index.ts'
import { createHub } from '../../hub/index.ts'
import { createMemorySource, type MemorySource } from '../../testing/memory-source.ts'
import type { HttpAuthorization, HttpCenter, HttpDeps, HttpKeyPurpose, IngestCount } from '../deps.ts'

export const NOW_MS = Date.parse('2026-11-22T10:00:00Z')

export interface MemoryDeps extends HttpDeps {
  source: MemorySource
  appended: { center: string; facts: CenterFact[] }[]
  counts: IngestCount[]
  errors: unknown[]
  /** The next append fails with this. */
  failWith?: Error | undefined
}

/** Keys are `<center>-<purpose>`, tokens `eyJ.<center>~<contact>~<state>.x`; for tests of HTTP alone. */
export function createMemoryDeps(change: Partial<Omit<HttpDeps, 'source'>> = {}): MemoryDeps {
  const centers: HttpCenter[] = [
    { id: 'acme', generation: 3, purpose: 'live', origins: ['https://acme.example'], public: false, languages: ['nl', 'en'], tokenLifetimeSeconds: 86_400 },
    { id: 'lab', generation: 1, purpose: 'test', origins: [], public: true, languages: ['en'], tokenLifetimeSeconds: 600 },
  ]
  const source = createMemorySource(['acme', 'lab'])
  const hub = createHub({ source, now: () => performance.now() })
  const authorize = (center: string, key: string | undefined, purposes: readonly HttpKeyPurpose[]): HttpAuthorization => {
    if (key === undefined) return { ok: false, problem: { status: 401, code: 'no-key', detail: 'a key is needed' } }
    const match = /^(acme|lab)-(feed|read|token|ivr|supervisor|inspect|admin)$/.exec(key)
    if (match === null) return { ok: false, problem: { status: 401, code: 'unknown-key', detail: 'not known' } }
    const purpose = match[2] as HttpKeyPurpose
    if (match[1] !== center) return { ok: false, problem: { status: 403, code: 'other-center', detail: 'another center' } }
    if (purpose !== 'admin' && !purposes.includes(purpose)) return { ok: false, problem: { status: 403, code: 'wrong-purpose', detail: 'another purpose' } }
    return { ok: true, purpose, ...(purpose === 'feed' ? { feed: 'acd' } : {}) }
  }
  const deps: MemoryDeps = {
    now: () => NOW_MS, receiptMs: () => deps.now(),
    center: (id) => centers.find((center) => center.id === id),
    authorize,
    tokens: {
      mintContactToken: ({ center, contact, lifetimeSeconds }) =>
        Promise.resolve({ token: tokenFor(center, contact), expiresAt: new Date(NOW_MS + lifetimeSeconds * 1000).toISOString() }),
      verifyContactToken: (token) => {
        const [center = '', contact = '', state = ''] = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString().split('~')
        return Promise.resolve(state === 'good' ? { ok: true, center, contact, expiresAtMs: NOW_MS + 600_000 } : { ok: false, code: state === 'expired' ? 'expired' : 'bad-token' })
      },
    },
    append: (center, facts) => {
      if (deps.failWith !== undefined) return Promise.reject(deps.failWith)
      deps.appended.push({ center, facts })
      return Promise.resolve(`${NOW_MS}-0/${facts.length - 1}`)
    },
    whenFolded: () => Promise.resolve(true),
    source, hub,
    feeds: () => [],
    quarantine: { setAside: () => [], replayed: () => [], replay: () => Promise.resolve({ kind: 'replayed', replayed: [], more: 0 }) },
    readiness: () => ({ ready: true, why: [] }),
    metrics: () => Promise.resolve({ contentType: 'text/plain; version=0.0.4', body: 'up 1\n' }),
    takeQuota: () => ({ ok: true }),
    countIngest: (_center, _feed, count) => { deps.counts.push(count) },
    reportError: (error) => { deps.errors.push(error) },
    appended: [], counts: [], errors: [],
    ...change,
  }
  return deps
}

export const tokenFor = (center: string, contact: string, state = 'good'): string =>
  `eyJ${createHash('sha256').digest('hex').slice(0, 4)}.${Buffer.from(`${center}~${contact}~${state}`).toString('base64url')}.sig`

export const bearer = (key: string, more: Record<string, string> = {}): { headers: Record<string, string> } => ({ headers: { authorization: `Bearer ${key}`, ...more } })
