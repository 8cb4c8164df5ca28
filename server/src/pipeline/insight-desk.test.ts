import { beforeAll, describe, expect, it } from 'vitest'
import type { PageInsight } from '../pages/index.ts'
import { slicedRows } from './sliced-rows.ts'
import { worldInsight, worldRows } from './testing/evidence-world.ts'

const DAYS = { fromMs: Date.parse('2026-11-01T00:00:00+01:00'), toMs: Date.parse('2026-11-23T00:00:00+01:00') }
const rows = worldRows(30, 40)
let insight: PageInsight
beforeAll(() => { insight = worldInsight(rows) })

describe('what pages read of the ledger', () => {
  it('counts by local day, hour and queue what the daily figures count', async () => {
    const { cells, lastDataMs, outages, openSeconds, measuredSeconds } = await insight.digest('acme', DAYS)
    const sum = (field: 'offered' | 'answered' | 'bounds' | 'covered' | 'revised'): number => cells.reduce((all, cell) => all + cell[field], 0)
    const { contacts, told } = await insight.accuracy('acme', { from: '2026-11-01', to: '2026-11-22' })
    expect({ offered: sum('offered'), bounds: sum('bounds'), revised: sum('revised') }).toEqual({ offered: contacts.offered, bounds: told.bounds, revised: told.revised })
    // One answer was taken back by a correction; the daily figures of this test know only the first evidence.
    expect(sum('answered')).toBe(contacts.answered - 1)
    expect(new Set(cells.map(({ hour }) => hour))).toEqual(new Set([9, 10, 11, 12, 13, 14, 15, 16]))
    expect(cells.every(({ answered, waits }) => answered === waits.reduce((all, count) => all + count, 0))).toBe(true)
    expect(lastDataMs).toBe(Math.max(...rows.flatMap(({ body }) => (body?.kind === 'contact' ? [body.evidence.settledAtMs] : []))))
    expect(outages.map(({ fromMs, toMs }) => toMs - fromMs)).toEqual([300_000])
    expect(openSeconds - measuredSeconds).toBe(600)
  })

  it('tells a contact’s story: what stands, what stood before, where it is in the chain, and how each rule saw it', async () => {
    const corrected = rows.find(({ body }) => body?.kind === 'contact' && body.corrects !== undefined)?.body
    const contact = corrected?.kind === 'contact' ? corrected.evidence.contact : ''
    const story = await insight.story('acme', contact, DAYS)
    expect(story).toMatchObject({ evidence: { answers: [] }, versions: [{ charter: { id: 'be-2011' } }, { charter: { id: 'own' } }] })
    expect([story?.earlier.length, story?.entries.length]).toEqual([1, 2])
    expect(story?.rules.find(({ charter, rule }) => charter === 'own' && rule === 'quick')).toMatchObject({ outcome: 'not-kept', reason: 'abandoned' })
    expect(await insight.story('acme', 'nobody', DAYS)).toBeUndefined()
  })

  it('each contact that a verdict names as a miss has a story that says so', async () => {
    const { verdicts } = await insight.verdicts('acme', DAYS)
    const verdict = verdicts.find(({ charter, rule, window }) => charter === 'own' && rule === 'quick' && window.label === '2026-11')
    expect(verdict?.contacts.length).toBeGreaterThan(5)
    for (const contact of verdict?.contacts.slice(0, 5) ?? []) expect((await insight.story('acme', contact, DAYS))?.rules.find(({ rule }) => rule === 'quick')?.outcome).toBe('not-kept')
  })

  it('lets the event loop go while it reads', async () => {
    let now = 0
    let turns = 0
    let read = 0
    const tick = (): void => { turns += 1; if (now < 500) setImmediate(tick) }
    setImmediate(tick)
    // Each takes five milliseconds.
    async function* many(): AsyncGenerator<(typeof rows)[number]> { for (const row of rows.slice(0, 100)) { now += 5; yield row } }
    for await (const { n } of slicedRows(many(), () => now)) read = Math.max(read, n)
    expect(read).toBeGreaterThan(0)
    expect(turns).toBeGreaterThan(50)
  })
})
