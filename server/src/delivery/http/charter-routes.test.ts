import { describe, expect, it } from 'vitest'
import { listCharters, putCharter, type VerdictReport, withConfiguredCharters } from '../../charter/index.ts'
import { createHttpApp } from './create-http-app.ts'
import type { HttpCharters } from './deps.ts'
import { chartersAnswerSchema, verdictsAnswerSchema } from './routes/charter-answers.ts'
import { bearer, createMemoryDeps, NOW_MS } from './testing/memory-deps.ts'

const at = { nowMs: NOW_MS, timeZone: 'Europe/Brussels' }
const { book } = withConfiguredCharters([], [{ id: 'be-2011', effectiveFrom: '2026-01-01' }], at)
const verdict = {
  charter: 'be-2011', version: '2011-06-15', rule: 'wait', type: 'max-wait-each', strength: 'must', draft: false, fromMs: 1, toMs: 2, window: { label: '2026-11', fromMs: 1, toMs: 2, complete: true },
  status: 'breached', open: [], n: 1, counts: { answered: 1, answeredWithin: 0, abandoned: 0, abandonedWithin: 0, lost: 0, busy: 0, kept: 0, notKept: 0 }, exempt: { cases: 0 }, outageSeconds: 0,
  aside: {}, unmeasured: {}, reasonsOfMisses: {}, corrections: [], notes: [], contacts: ['c-1'],
} as const

function setUp() {
  const asked: unknown[][] = []
  const charters: HttpCharters = {
    timeZone: () => at.timeZone,
    list: () => listCharters(book, at),
    put: (_center, body) => putCharter(book, body, at),
    verdicts: (...args) => {
      asked.push(args)
      return Promise.resolve({ fromMs: 1, toMs: 2, nowMs: NOW_MS, verdicts: [verdict], totals: [], totalsDays: 0, otherCharters: 0 } as unknown as VerdictReport)
    },
  }
  const app = createHttpApp(createMemoryDeps({ charters }))
  return { asked, get: (path: string, key = 'acme-inspect') => app.request(`/v1/centers/acme/${path}`, bearer(key)) }
}

describe('GET /charters', () => {
  it('gives what each rule asks and what is open', async () => {
    const response = await setUp().get('charters', 'acme-read')
    expect(response.status).toBe(200)
    const answer = chartersAnswerSchema.parse(await response.json())
    expect(answer.charters[0]).toMatchObject({ id: 'be-2011', inForce: true })
    expect(answer.presets).toContain('us-ladwp-2017')
  })
  it('needs a key that may read, and evidence to judge by', async () => {
    expect((await setUp().get('charters', 'acme-feed')).status).toBe(403)
    expect((await createHttpApp(createMemoryDeps()).request('/v1/centers/acme/charters', bearer('acme-read'))).status).toBe(404)
  })
})

describe('GET /verdicts', () => {
  it('judges local days, both included', async () => {
    const { get, asked } = setUp()
    const response = await get('verdicts?from=2026-11-01&to=2026-11-21')
    expect(response.status).toBe(200)
    expect(verdictsAnswerSchema.parse(await response.json()).verdicts[0]).toMatchObject({ status: 'breached', contacts: ['c-1'] })
    expect(asked).toEqual([['acme', { fromMs: Date.parse('2026-11-01T00:00:00+01:00'), toMs: Date.parse('2026-11-22T00:00:00+01:00') }]])
  })
  it('names the contacts behind a miss only to those who may inspect', async () => {
    expect(verdictsAnswerSchema.parse(await (await setUp().get('verdicts', 'acme-read')).json()).verdicts[0]?.contacts).toEqual([])
  })
  it('says which part of the period is wrong', async () => {
    const response = await setUp().get('verdicts?from=soon')
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ type: 'urn:queuecast:problem:invalid-field', field: 'from' })
  })
})
