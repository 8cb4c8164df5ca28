import { describe, expect, it } from 'vitest'
import { runBacktest, type ToldLine, whatHappened, withTruth } from '../backtest/index.ts'
import { type CenterModel, simulateCenter } from '../contact-center/index.ts'
import { announcements } from '../product-formulas/index.ts'
import { goLive } from './go-live.ts'
import { reportPage } from './report-page.ts'
import { reportData } from './report-data.ts'

const model: CenterModel = {
  endSeconds: 2 * 3600,
  types: [{ type: 'a', queue: 'help', channel: 'voice', arrivalsPerHour: [{ fromSeconds: 0, value: 80 }], handle: { law: 'exponential', meanSeconds: 240 }, patience: { law: 'exponential', meanSeconds: 420 } }],
  groups: [{ group: 'g', types: ['a'], staff: [{ fromSeconds: 0, value: 4 }] }],
}
const { events, truth } = simulateCenter(model, 2, Date.UTC(2026, 0, 5), { forwardCopies: 9 })
const told: ToldLine[] = []
runBacktest({ events, told: (line) => told.push(line), explain: true })
const happened = withTruth(whatHappened(events), truth)
const input = { title: 'A <small> center', timeZone: 'UTC', events, told, happened, announced: announcements(events) }

describe('the report', () => {
  it('is one page that needs nothing else, with every section and real plots', () => {
    const page = reportPage({ ...input, truth })
    for (const id of ['go-live', 'predicted', 'coverage', 'oracle', 'products', 'worst']) expect(page).toContain(`<section id="${id}">`)
    expect(page.match(/<svg /g)?.length).toBeGreaterThan(5)
    expect(page).toContain('A &lt;small&gt; center')
    expect(page).not.toMatch(/NaN|undefined|<script|<link|src=|url\(http/)
    expect(page).toMatch(/The promise rested on [a-z ]+: \d+ agents.*; learned from the last \d+ services and \d+ departures, its range from \d+ outcomes/)
    expect(page).toContain('formula of Asterisk')
    expect(page).toContain('How close to the best possible')
  })

  it('says so where there is no oracle, and where there is nothing at all', () => {
    expect(reportPage(input)).toContain('no oracle knows its parameters')
    expect(reportPage({ ...input, told: [], happened: [], announced: [] })).toContain('Nothing could be scored')
  })

  it('names what keeps a queue from being shown', () => {
    const { judged, rows } = reportData(input)
    const few = goLive('help', judged.slice(0, 50), rows.slice(0, 80))
    expect(few.verdict).toBe('not yet')
    expect(few.checks.find(({ what }) => what === 'contacts that waited')).toMatchObject({ measured: '50', met: false })
    const many = goLive('help', Array.from({ length: 3 }, () => judged).flat(), Array.from({ length: 3 }, () => rows).flat())
    expect(many.checks.filter(({ of }) => of !== 'wait').every(({ met }) => met)).toBe(true)
    expect(['both', 'place']).toContain(many.verdict)
    const broken = goLive('help', judged.map((one) => ({ ...one, lines: one.lines.map((line) => ({ ...line, boundSeconds: 1 })) })), rows)
    expect(broken.checks.find(({ what }) => what === 'promises kept')?.met).toBe(false)
  })
})
