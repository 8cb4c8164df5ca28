import { describe, expect, it } from 'vitest'
import type { LabelFacts } from '../../charter/index.ts'
import { charterOf, inForce } from '../../charter/testing/builders.ts'
import { labelMarkup } from '../label-markup.ts'
import { labelView } from './label-view.ts'

const facts = (over: Partial<LabelFacts>): LabelFacts => ({ charter: 'own', version: '1', state: 'kept', named: false, kept: 2, judged: 2, n: 340, fromMs: Date.parse('2026-03-01T00:00:00+01:00'), toMs: Date.parse('2026-04-01T00:00:00+02:00'), ...over })
const version = inForce(charterOf([]), { adheredOn: '2026-01-01' })[0]
const at = { center: 'Acme <b>', href: 'http://x/acme/charter', lang: 'en', timeZone: 'Europe/Brussels' } as const

describe('the label', () => {
  it('says what was kept, of how many, when, and that it is the company’s own measurement', () => {
    expect(labelView(facts({}), version, at)).toMatchObject({ title: 'Promise to customers', state: 'Kept', tone: 'good', lines: ['2 of 2 rules kept · at least 340 contacts a rule', expect.stringMatching(/^1.?–.?31 Mar 2026$/), 'Measured by Acme <b> itself, not certified'] })
    expect(labelView(facts({ state: 'not-kept', kept: 1 }), version, at)).toMatchObject({ state: 'Not kept', tone: 'bad' })
  })

  it('names a charter only where the company adhered to it', () => {
    expect(labelView(facts({ named: true }), version, at).title).toBe('Own')
    expect(JSON.stringify(labelView(facts({}), version, at))).not.toContain('Own')
  })

  it('without proof it has no figures', () => {
    for (const state of ['not-measured-yet', 'expired', 'none'] as const) expect(labelView(facts({ state }), version, at)).toMatchObject({ tone: 'quiet', lines: ['Measured by Acme <b> itself, not certified'] })
  })

  it('is an image without style sheet, script or markup of others', async () => {
    const svg = String(await labelMarkup(labelView(facts({}), version, at), 'dark'))
    expect(svg).toContain('Acme &lt;b&gt;')
    expect(svg).not.toMatch(/<style|style=|<script|<b>/)
  })
})
