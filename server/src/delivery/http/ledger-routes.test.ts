import { describe, expect, it } from 'vitest'
import { evidenceOf } from '../../promise-ledger/testing/evidence-of.ts'
import { createHttpApp } from './create-http-app.ts'
import type { HttpDeps, LedgerRow } from './deps.ts'
import { bearer, createMemoryDeps, NOW_MS } from './testing/memory-deps.ts'

const row = (n: number, more: Partial<LedgerRow>): LedgerRow => ({ n, index: 0, log: `${NOW_MS}-0`, atMs: NOW_MS, hash: 'ab', ...more })
const ROWS: LedgerRow[] = [
  row(1, { body: { kind: 'contact', evidence: evidenceOf('c-1', {
    answers: [{ atMs: NOW_MS, by: 'human' }], outcome: 'handled', charters: [{ id: 'be-2011', version: '2011-06-15', fromMs: 0 }, { id: 'own', version: '2', fromMs: 0 }],
    told: [{ atMs: NOW_MS, levelAtMs: { served: NOW_MS, shown: NOW_MS }, via: 'sse', ruleIds: [], boundSeconds: 120, deadlineMs: NOW_MS + 120_000, position: 2 }],
  }) } }),
  row(2, { erased: true }),
  row(3, { body: { kind: 'hour' } }),
  row(4, { body: { kind: 'contact', corrects: { n: 1, index: 0 }, evidence: evidenceOf('=1+1"', { channel: 'chat' }) } }),
]

function setUp(rows: LedgerRow[] = ROWS) {
  const asked: unknown[][] = []
  const ledger: HttpDeps['ledger'] = {
    async* rows(...args) {
      asked.push(args)
      yield* rows
    },
    accuracy: (...args) => {
      asked.push(args)
      return Promise.resolve({ from: 'x' })
    },
  }
  const deps = createMemoryDeps({ ledger })
  const app = createHttpApp(deps)
  const call = (path: string, init: RequestInit = {}) => app.request(`/v1/centers/acme/${path}`, init)
  return { deps, asked, call }
}
const json = (key: string, body: unknown, method = 'POST'): RequestInit =>
  ({ method, body: JSON.stringify(body), headers: { ...bearer(key).headers, 'content-type': 'application/json' } })

describe('GET /ledger', () => {
  it('gives every payload as NDJSON, to inspectors and admins only', async () => {
    const { call, asked } = setUp()
    const answer = await call('ledger?from=2026-11-22&to=2026-11-22T12:00:00%2B01:00', bearer('acme-inspect'))
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/x-ndjson'])
    const lines = (await answer.text()).trimEnd().split('\n').map((line) => JSON.parse(line) as { n: number; at: string; erased?: true })
    expect(lines.map(({ n, at, erased }) => [n, at, erased])).toEqual([1, 2, 3, 4].map((n) => [n, '2026-11-22T10:00:00.000Z', n === 2 ? true : undefined]))
    expect(asked).toEqual([['acme', Date.parse('2026-11-22T00:00:00Z'), Date.parse('2026-11-22T11:00:00Z')]])
    expect((await call('ledger', bearer('acme-admin'))).status).toBe(200)
    for (const purpose of ['read', 'feed', 'token', 'ivr', 'supervisor']) expect((await call('ledger', bearer(`acme-${purpose}`))).status, purpose).toBe(403)
    expect((await call('ledger')).status).toBe(401)
  })

  it('gives a row a contact as CSV, with nothing that a spreadsheet would run', async () => {
    const answer = await setUp().call('ledger', bearer('acme-inspect', { accept: 'text/csv' }))
    const [head, ...rows] = (await answer.text()).trimEnd().split('\r\n')
    expect(head).toMatch(/^n,index,at,contact,/)
    expect(rows).toHaveLength(3)
    expect(rows[0]).toBe('1,0,2026-11-22T10:00:00.000Z,c-1,voice,support,2026-11-22T10:00:00.000Z,2026-11-22T10:00:00.000Z,human,,,handled,1,'
      + '2026-11-22T10:00:00.000Z,120,2026-11-22T10:02:00.000Z,2,sse,,2026-11-22T10:00:00.000Z,be-2011@2011-06-15 own@2,,,ab')
    expect(rows[1]).toContain(',yes,ab')
    expect(rows[2]).toContain(`"'=1+1"""`)
    expect(rows[2]).toContain(',1/0,')
  })

  it('gives what is kept of one contact', async () => {
    const answer = await setUp().call('ledger?contact=c-1', bearer('acme-inspect'))
    expect((await answer.text()).trimEnd().split('\n')).toHaveLength(1)
  })

  it.each([['from=yesterday', 'from'], ['from=2026-11-23&to=2026-11-22', 'from'], ['to=', 'to'], ['contact=a%20b', 'contact']])('answers %s with the field and a fix', async (query, field) => {
    const answer = await setUp().call(`ledger?${query}`, bearer('acme-inspect'))
    expect([answer.status, await answer.json()]).toMatchObject([400, { field, fix: expect.any(String) as string }])
  })

  it('knows no other media type, and says where no ledger is kept', async () => {
    expect((await setUp().call('ledger', bearer('acme-inspect', { accept: 'text/html' }))).status).toBe(406)
    const app = createHttpApp(createMemoryDeps())
    for (const path of ['ledger', 'accuracy']) {
      const answer = await app.request(`/v1/centers/acme/${path}`, bearer('acme-inspect'))
      expect([answer.status, await answer.json()]).toMatchObject([404, { type: 'urn:queuecast:problem:no-ledger' }])
    }
  })
})

describe('GET /accuracy', () => {
  it('asks for days, a week without any', async () => {
    const { call, asked } = setUp()
    expect((await call('accuracy?from=2026-11-01&to=2026-11-30&queue=support', bearer('acme-read'))).status).toBe(200)
    await call('accuracy', bearer('acme-inspect'))
    expect(asked).toEqual([['acme', { from: '2026-11-01', to: '2026-11-30', queue: 'support' }], ['acme', { from: '2026-11-16', to: '2026-11-22' }]])
    expect((await call('accuracy', bearer('acme-feed'))).status).toBe(403)
  })

  it.each([['from=2026-11-40', 'from'], ['from=2026-11-30&to=2026-11-01', 'from'], ['from=2020-01-01&to=2026-01-01', 'from'], ['queue=No%20Queue', 'queue']])('answers %s with the field', async (query, field) => {
    const answer = await setUp().call(`accuracy?${query}`, bearer('acme-read'))
    expect([answer.status, await answer.json()]).toMatchObject([400, { field }])
  })
})

describe('POST /totals and DELETE /contacts', () => {
  it('writes totals into the log', async () => {
    const { deps, call } = setUp()
    const answer = await call('totals', json('acme-feed', { totals: [{ date: '2026-11-22', queue: 'support', offered: 9, answered: 7 }, { date: '2026-11-22', abandoned: 2 }] }))
    expect([answer.status, await answer.json()]).toMatchObject([202, { taken: 2, logPosition: expect.any(String) as string }])
    expect(deps.appended).toEqual([{ center: 'acme', facts: [{ kind: 'totals', receivedAtMs: NOW_MS, totals: [{ date: '2026-11-22', queue: 'support', offered: 9, answered: 7 }, { date: '2026-11-22', abandoned: 2 }] }] }])
    expect((await call('totals', json('acme-read', { totals: [] }))).status).toBe(403)
  })

  it.each([[{ totals: [] }, 'totals'], [{ totals: [{ date: '2026-13-01', offered: 1 }] }, 'totals[0].date'], [{ totals: [{ date: '2026-11-22' }] }, 'totals[0].offered'], [{ totals: [{ date: '2026-11-22', offered: -1 }] }, 'totals[0].offered']])('answers %j with the field', async (body, field) => {
    const answer = await setUp().call('totals', json('acme-inspect', body))
    expect([answer.status, await answer.json()]).toMatchObject([400, { field }])
  })

  it('[LE17] erases by an entry of the log, for admins only', async () => {
    const { deps, call } = setUp()
    const answer = await call('contacts/c-17', { method: 'DELETE', ...bearer('acme-admin') })
    expect(answer.status).toBe(202)
    expect(deps.appended).toEqual([{ center: 'acme', facts: [{ kind: 'erase', contact: 'c-17', by: 'admin' }] }])
    for (const purpose of ['inspect', 'supervisor', 'token']) expect((await call('contacts/c-17', { method: 'DELETE', ...bearer(`acme-${purpose}`) })).status).toBe(403)
    expect((await call('contacts/c-17', bearer('acme-admin'))).status).toBe(405)
  })
})
