import type { CharterInForce, Rule, Verdict, VerdictReport } from '../../charter/index.ts'
import { type CharterWords, CHARTER_WORDS } from './charter-words/index.ts'
import { longDate, number, percentBeside, spokenDuration } from './numbers.ts'
import { plainRule } from './plain-rule.ts'
import { fill, type PageLanguage } from './words.ts'

export type Tone = 'good' | 'bad' | 'warn' | 'quiet'
/** How a promise was kept, in a few words and, where there is one, a figure. */
export interface KeptLine { tone: Tone; text: string; figure?: string }
export interface PromiseRow { rule: string; text: string; now: KeptLine; period: KeptLine }
/** `unmeasured`: what no figure will show, since nothing can measure it or a value is open. */
export interface PromiseSection { charter: string; title: string; notes: string[]; promises: PromiseRow[]; unmeasured: PromiseRow[] }

export interface CharterViewInput {
  versions: readonly CharterInForce[]
  /** Judged over today: windows that run. */
  now: VerdictReport | undefined
  /** Judged over the past days: windows that are over. */
  past: VerdictReport | undefined
  nowMs: number
  lang: PageLanguage
  timeZone: string
}

/** What is promised and how it was kept, for customers. Charters that nobody adhered to are not named. */
export function charterView({ versions, now, past, nowMs, lang, timeZone }: CharterViewInput): PromiseSection[] {
  const words = CHARTER_WORDS[lang]
  return versions.filter(({ fromMs, toMs }) => fromMs <= nowMs && nowMs < toMs).map((version) => {
    const rows = version.charter.rules.map((rule) => {
      const running = pick(now, version, rule, false)
      const row: PromiseRow = {
        rule: rule.id, text: `${plainRule(rule, lang, running?.unit === 'share' ? running.target : undefined)}.`,
        now: keptLine(rule, version, running, words, lang), period: keptLine(rule, version, pick(past, version, rule, true), words, lang),
      }
      return { row, measured: !neverMeasured(running) && version.adoption.exceptions?.includes(rule.id) !== true }
    })
    return {
      charter: version.charter.id, title: titleOf(version, lang), notes: notesOf(version, nowMs, words, lang, timeZone),
      promises: rows.flatMap(({ row, measured }) => (measured ? [row] : [])), unmeasured: rows.flatMap(({ row, measured }) => (measured ? [] : [row])),
    }
  })
}

const neverMeasured = (verdict: Verdict | undefined): boolean => verdict?.status === 'not-set' || verdict?.reason === 'declared'

/** A charter's name where the company adhered to it, else that these are its own promises. */
export function titleOf({ charter, adoption }: CharterInForce, lang: PageLanguage): string {
  if (adoption.adheredOn === undefined) return CHARTER_WORDS[lang].own
  return charter.title[lang] ?? charter.title['en'] ?? Object.values(charter.title)[0] ?? charter.id
}

function notesOf(version: CharterInForce, nowMs: number, words: CharterWords, lang: PageLanguage, timeZone: string): string[] {
  const { adoption, charter, graceUntilMs } = version
  const day = (date: string): string => longDate(Date.parse(`${date}T12:00:00Z`), lang, 'UTC')
  return [
    ...(adoption.adheredOn === undefined ? [] : [fill(words.adheredSince, { date: day(adoption.adheredOn) })]),
    ...(graceUntilMs === undefined || nowMs >= graceUntilMs ? [] : [fill(words.graceUntil, { date: longDate(graceUntilMs - 1, lang, timeZone) })]),
    ...(charter.status === 'draft' && adoption.approvedOn === undefined ? [words.draft] : []),
  ]
}

/** The verdict that speaks of a rule: a quorum's stands for its windows; of windows the newest, whole ones only where so asked. */
function pick(report: VerdictReport | undefined, version: CharterInForce, rule: Rule, whole: boolean): Verdict | undefined {
  const own = report?.verdicts.filter((one) => one.charter === version.charter.id && one.version === version.version && one.rule === rule.id && (!whole || one.window.complete)) ?? []
  return own.find(({ quorum }) => quorum !== undefined) ?? own.toSorted((a, b) => a.toMs - b.toMs).at(-1)
}

/** What a verdict says to a customer. */
export function keptLine(rule: Rule, version: CharterInForce, verdict: Verdict | undefined, words: CharterWords, lang: PageLanguage): KeptLine {
  if (version.adoption.exceptions?.includes(rule.id) === true) return { tone: 'quiet', text: words.excepted }
  if (verdict === undefined) return { tone: 'quiet', text: words.notMeasuredYet }
  const figure = figureOf(verdict, words, lang)
  const withFigure = figure === undefined ? {} : { figure }
  switch (verdict.status) {
    case 'met': return { tone: 'good', text: words.status.met, ...withFigure }
    case 'at-risk': return { tone: 'warn', text: words.status['at-risk'], ...withFigure }
    case 'breached': return { tone: 'bad', text: words.status.breached, ...(verdict.reason === 'callback-not-configured' ? { figure: words.callbackMissing } : withFigure) }
    case 'exempt': return { tone: 'quiet', text: words.status.exempt, ...(verdict.reason === 'grace' ? { figure: words.grace } : withFigure) }
    case 'not-set': return { tone: 'quiet', text: verdict.reason === 'excepted' ? words.excepted : words.status['not-set'] }
    case 'not-measurable': return { tone: 'quiet', text: verdict.reason === 'declared' ? words.declared : verdict.reason === 'no-cases' ? words.noCases : words.notMeasuredYet }
    default: return verdict.status satisfies never
  }
}

function figureOf({ unit, value, direction, n }: Verdict, words: CharterWords, lang: PageLanguage): string | undefined {
  if (value === undefined || n === 0) return undefined
  const shown = unit === 'seconds' ? spokenDuration(value, lang) : percentBeside(value, direction, lang)
  return n === 1 ? fill(words.ofOneContact, { value: shown }) : fill(words.ofContacts, { value: shown, n: fill(words.measure, { n: number(n, lang) }) })
}
