import type { Charter, CharterInForce, Rule, Verdict, VerdictReport } from '../../charter/index.ts'
import { titleOf } from './charter-view.ts'
import { dateAndTime, number, percent, percentBeside, spokenDuration } from './numbers.ts'
import { plainRule } from './plain-rule.ts'
import { REPORT_WORDS, type ReportWords } from './report-words/index.ts'
import { fill, type PageLanguage } from './words.ts'

/** A named figure; `items` are what it is made of. */
export interface Fact { name: string; text: string; items?: string[] }
export interface VerdictView {
  charter: string
  version: string
  rule: string
  /** Names the verdict in addresses. */
  id: string
  text: string
  status: Verdict['status']
  statusText: string
  reason?: string
  window: string
  figure: string
  target: string
  n: string
  interval: string
  facts: Fact[]
  /** Contacts named behind it, and how many there are. */
  contacts: number
  misses: number
}
export interface CharterReport { charter: string; version: string; title: string; verdicts: VerdictView[]; note?: string }

interface Look { lang: PageLanguage; words: ReportWords; timeZone: string }

/** The verdicts of a report, charter by charter, as texts. */
export function reportView(report: VerdictReport, versions: readonly CharterInForce[], lang: PageLanguage, timeZone: string): CharterReport[] {
  const look: Look = { lang, words: REPORT_WORDS[lang], timeZone }
  return versions.flatMap((version) => {
    const own = report.verdicts.filter((verdict) => verdict.charter === version.charter.id && verdict.version === version.version)
    if (own.length === 0) return []
    const verdicts = own.flatMap((verdict) => {
      const rule = version.charter.rules.find(({ id }) => id === verdict.rule)
      return rule === undefined ? [] : [verdictView(verdict, rule, version.charter.sources, look)]
    })
    return [{
      charter: version.charter.id, version: version.version, title: titleOf(version, lang), verdicts,
      ...(version.charter.note === undefined ? {} : { note: version.charter.note }),
    }]
  })
}

/** Contacts that missed the rule; a verdict names the first of them. */
export function missesOf({ counts, reasonsOfMisses, contacts }: Verdict): number {
  return Math.max(contacts.length, counts.notKept, Object.values(reasonsOfMisses).reduce((sum, count) => sum + count, 0))
}

/** Names one verdict of a report. */
export const verdictId = (verdict: Pick<Verdict, 'charter' | 'version' | 'rule' | 'fromMs'>): string => `${verdict.charter}.${verdict.rule}.${verdict.version}.${verdict.fromMs}`

function verdictView(verdict: Verdict, rule: Rule, sources: Charter['sources'], look: Look): VerdictView {
  const { words, lang } = look
  const value = (amount: number): string => (verdict.unit === 'seconds' ? spokenDuration(amount, lang) : percentBeside(amount, verdict.direction, lang))
  return {
    charter: verdict.charter, version: verdict.version, rule: verdict.rule, id: verdictId(verdict),
    text: `${plainRule(rule, lang, verdict.unit === 'share' ? verdict.target : undefined)}.`, status: verdict.status, statusText: words.status[verdict.status],
    ...(verdict.reason === undefined ? {} : { reason: words.reason[verdict.reason] }),
    window: `${verdict.window.label}${verdict.window.complete ? '' : ` (${words.running})`}`,
    figure: verdict.value === undefined ? '–' : value(verdict.value),
    target: verdict.target === undefined ? '–' : fill(verdict.direction === 'at-most' ? words.atMost : words.atLeast, { value: verdict.unit === 'seconds' ? spokenDuration(verdict.target, lang) : percent(verdict.target, lang) }),
    n: number(verdict.n, lang), interval: verdict.interval === undefined ? '–' : `${value(verdict.interval.low)} – ${value(verdict.interval.high)}`,
    facts: factsOf(verdict, rule, sources, value, look), contacts: verdict.contacts.length, misses: missesOf(verdict),
  }
}

const counted = (counts: Record<string, number>, lang: string): string[] => Object.entries(counts).filter(([, count]) => count !== 0).map(([name, count]) => `${name.replaceAll('-', ' ')}: ${number(count, lang)}`)

function factsOf(verdict: Verdict, rule: Rule, sources: Charter['sources'], value: (amount: number) => string, { words, lang, timeZone }: Look): Fact[] {
  const facts: Fact[] = []
  const add = (name: string, text: string | undefined, items?: string[]): void => {
    if (text !== undefined || (items !== undefined && items.length > 0)) facts.push({ name, text: text ?? '', ...(items === undefined ? {} : { items }) })
  }
  const { counts, exempt } = verdict
  add(words.window, `${dateAndTime(verdict.fromMs, lang, timeZone)} – ${dateAndTime(verdict.toMs, lang, timeZone)}`)
  add(words.threshold, verdict.thresholdSeconds === undefined ? undefined : spokenDuration(verdict.thresholdSeconds, lang))
  add(words.method, [...(verdict.formula === undefined ? [] : [verdict.formula]), ...(verdict.interval === undefined ? [] : [`${words.interval}: ${verdict.interval.method}`])].join(' · ') || undefined)
  add(words.otherFormulas, undefined, Object.entries(verdict.formulas ?? {}).map(([formula, share]) => `${formula}: ${value(share)}`))
  add(words.meanOfAll, verdict.meanOfAllSeconds === undefined ? undefined : spokenDuration(verdict.meanOfAllSeconds, lang))
  add(words.counts, undefined, ([
    [words.answered, counts.answered], [words.answeredWithin, counts.answeredWithin], [words.abandoned, counts.abandoned], [words.abandonedWithin, counts.abandonedWithin], [words.lost, counts.lost], [words.busy, counts.busy],
    [words.kept, counts.kept], [words.notKept, counts.notKept],
  ] as const).filter(([, count]) => count !== 0).map(([name, count]) => `${name}: ${number(count, lang)}`))
  add(words.reasons, undefined, counted(verdict.reasonsOfMisses, lang))
  add(words.excluded, undefined, [
    ...counted(verdict.aside, lang).map((text) => `${words.aside}, ${text}`), ...counted(verdict.unmeasured, lang).map((text) => `${words.unmeasured}, ${text}`),
    ...(exempt.cases === 0 ? [] : [`${words.exempt}: ${number(exempt.cases, lang)}`]),
    ...(exempt.shareOfOpenTime === undefined || exempt.shareOfOpenTime === 0 ? [] : [`${words.exemptTime}: ${percent(exempt.shareOfOpenTime, lang)}`]),
    ...(exempt.valueWithThem === undefined ? [] : [`${words.exemptWith}: ${value(exempt.valueWithThem)}`]),
  ])
  add(words.measured, verdict.measuredShareOfOpenTime === undefined ? undefined : percentBeside(verdict.measuredShareOfOpenTime, 'at-least', lang))
  add(words.outage, verdict.outageSeconds === 0 ? undefined : spokenDuration(verdict.outageSeconds, lang))
  add(words.corrections, verdict.valueBefore === undefined ? undefined : fill(words.before, { value: value(verdict.valueBefore) }), verdict.corrections.map(({ date, contacts }) => fill(words.corrected, { date, n: number(contacts, lang) })))
  add(words.outlook, verdict.outlook?.text)
  add(words.stricter, verdict.stricter === undefined ? undefined : fill(words.stricter, verdict.stricter))
  add(words.open, undefined, verdict.open.map(({ path, text }) => `${path}: ${text}`))
  add(words.notes, undefined, verdict.notes)
  const { provenance } = rule
  add(words.source, [words.basis[provenance.basis] ?? provenance.basis, ...(provenance.seen === undefined ? [] : [words.seen[provenance.seen] ?? provenance.seen])].join(', '), (provenance.sources ?? []).map((source) => sources?.[source]?.address ?? source))
  if (verdict.quorum !== undefined) add('', fill(words.quorum, Object.fromEntries(Object.entries(verdict.quorum).map(([name, count]) => [name, String(count)]))))
  return facts
}
