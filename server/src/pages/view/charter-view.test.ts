import { describe, expect, it } from 'vitest'
import type { Verdict, VerdictReport } from '../../charter/index.ts'
import { charterOf, inForce } from '../../charter/testing/builders.ts'
import { charterView } from './charter-view.ts'
import { percentBeside, spokenDuration } from './numbers.ts'
import { plainRule } from './plain-rule.ts'
import { RULE_WORDS } from './rule-words/index.ts'
import { PAGE_LANGUAGES } from './words.ts'
import { presetCharter, presetIds } from '../../charter/index.ts'

const rules = [
  { id: 'wait', type: 'share-within', clock: { start: 'queue-entered', stop: 'human-answered' }, thresholdSeconds: 150, targetShare: 0.9 },
  { id: 'kind', type: 'declared', text: { en: 'We are kind.' } },
]
const verdict = (over: Partial<Verdict>): Verdict => ({
  charter: 'own', version: '1', rule: 'wait', type: 'share-within', strength: 'must', draft: false, fromMs: 0, toMs: 10, window: { label: 'w', fromMs: 0, toMs: 10, complete: true }, status: 'met', open: [], unit: 'share', direction: 'at-least',
  target: 0.9, value: 0.8996, n: 40, counts: { answered: 0, answeredWithin: 0, abandoned: 0, abandonedWithin: 0, lost: 0, busy: 0, kept: 0, notKept: 0 }, exempt: { cases: 0 }, outageSeconds: 0, aside: {}, unmeasured: {}, reasonsOfMisses: {}, corrections: [], notes: [], contacts: [], ...over,
})
const declared = verdict({ rule: 'kind', type: 'declared', status: 'not-measurable', reason: 'declared', n: 0 })
const reportOf = (...verdicts: Verdict[]): VerdictReport => ({ fromMs: 0, toMs: 10, nowMs: 5, verdicts, totals: [], totalsDays: 0, otherCharters: 0 })
const nowMs = Date.parse('2026-03-10T10:00:00Z')
const view = (adoption: object, now: VerdictReport | undefined, past?: VerdictReport) =>
  charterView({ versions: inForce(charterOf(rules), adoption), now, past, nowMs, lang: 'en', timeZone: 'Europe/Brussels' })[0]

describe('what customers are told of a charter', () => {
  it('names a charter only where it was adhered to', () => {
    expect(view({}, undefined)?.title).toBe('Our promises')
    expect(view({ adheredOn: '2026-01-01' }, undefined)).toMatchObject({ title: 'Own', notes: ['Adhered to since 1 January 2026.'] })
  })

  it('says how each promise is kept now and was before, never better than it was', () => {
    const shown = view({}, reportOf(verdict({ status: 'at-risk', window: { label: 'w', fromMs: 0, toMs: 10, complete: false } }), declared), reportOf(verdict({ status: 'breached' })))
    expect(shown?.promises).toEqual([{
      rule: 'wait', text: 'A person answers you within 2\u00a0minutes\u00a030\u00a0seconds, in 90% of cases.',
      now: { tone: 'warn', text: 'At risk', figure: '89.9% of 40 contacts' }, period: { tone: 'bad', text: 'Not kept', figure: '89.9% of 40 contacts' },
    }])
    expect(shown?.unmeasured.map(({ rule, now }) => [rule, now.text])).toEqual([['kind', 'Promised; no measurement can show it']])
  })

  it('what was not measured is never kept, and a window that runs says nothing of the past', () => {
    const running = verdict({ window: { label: 'w', fromMs: 0, toMs: 10, complete: false } })
    expect(view({}, undefined, reportOf(running))?.promises[0]).toMatchObject({ now: { tone: 'quiet', text: 'Not measured yet' }, period: { tone: 'quiet', text: 'Not measured yet' } })
  })

  it('of several windows the newest counts, and a quorum stands for its windows', () => {
    const old = verdict({ status: 'breached', toMs: 5 })
    expect(view({}, undefined, reportOf(verdict({}), old))?.promises[0]?.period.text).toBe('Kept')
    expect(view({}, undefined, reportOf(verdict({}), verdict({ status: 'breached', toMs: 5, quorum: { of: 2, atLeast: 2, met: 1, breached: 1, undecided: 0 } })))?.promises[0]?.period.text).toBe('Not kept')
  })

  it('says which rules the company does not take on', () => {
    expect(view({ exceptions: ['wait'] }, reportOf(verdict({})))?.unmeasured[0]?.now.text).toBe('Not taken on')
  })
})

describe('plain words', () => {
  it('every rule of every shipped charter is said in every language, with all its places filled', () => {
    for (const rule of presetIds().flatMap((id) => presetCharter(id)?.rules ?? [])) {
      for (const lang of PAGE_LANGUAGES) expect(plainRule(rule, lang), `${rule.id} ${lang}`).toMatch(/^[^{}]{8,}$/)
    }
  })

  it('every language has the same places to fill', () => {
    const places = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort()
    for (const lang of PAGE_LANGUAGES) for (const [name, text] of Object.entries(RULE_WORDS.en)) expect(places((RULE_WORDS[lang] as unknown as Record<string, string>)[name] ?? ''), `${lang} ${name}`).toEqual(places(text))
  })

  it('durations are said in at most two units, and a share never better than it is', () => {
    expect([0, 45, 150, 3600, 172_800, 259_200].map((seconds) => spokenDuration(seconds, 'nl').replaceAll('\u00a0', ' '))).toEqual(['0 seconden', '45 seconden', '2 minuten 30 seconden', '1 uur', '48 uur', '3 dagen'])
    expect([percentBeside(0.89999, 'at-least', 'en'), percentBeside(0.05001, 'at-most', 'en'), percentBeside(0.9, 'at-least', 'en')]).toEqual(['89.9%', '5.1%', '90%'])
  })
})
