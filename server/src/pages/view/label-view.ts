import type { CharterInForce, LabelFacts } from '../../charter/index.ts'
import { CHARTER_WORDS } from './charter-words/index.ts'
import { dateRange, number } from './numbers.ts'
import { titleOf } from './charter-view.ts'
import { fill, type PageLanguage } from './words.ts'

export interface LabelView { title: string; state: string; tone: 'good' | 'bad' | 'quiet'; lines: string[]; alt: string; lang: PageLanguage; href: string }

/** The texts of a label: what the ledger proves, in the company's own name. A charter that was not adhered to is not named. */
export function labelView(facts: LabelFacts, version: CharterInForce | undefined, at: { center: string; href: string; lang: PageLanguage; timeZone: string }): LabelView {
  const words = CHARTER_WORDS[at.lang].label
  const title = facts.named && version !== undefined ? titleOf(version, at.lang) : words.promise
  const own = fill(words.own, { center: at.center })
  const { state, tone } = stateOf(facts.state, words)
  const judged = (facts.state === 'kept' || facts.state === 'not-kept') && facts.fromMs !== undefined && facts.toMs !== undefined
  const lines = judged ? [
    `${fill(words.rules, { kept: String(facts.kept), judged: String(facts.judged) })} · ${fill(words.n, { n: number(facts.n, at.lang) })}`,
    dateRange(facts.fromMs ?? 0, (facts.toMs ?? 1) - 1, at.lang, at.timeZone), own,
  ] : [own]
  return { title, state, tone, lines, alt: fill(words.alt, { title, state: [state, ...lines.slice(0, -1)].join(', '), own }), lang: at.lang, href: at.href }
}

function stateOf(state: LabelFacts['state'], words: (typeof CHARTER_WORDS)['en']['label']): { state: string; tone: LabelView['tone'] } {
  switch (state) {
    case 'kept': return { state: capital(words.kept), tone: 'good' }
    case 'not-kept': return { state: capital(words.notKept), tone: 'bad' }
    case 'not-measured-yet': return { state: capital(words.notMeasured), tone: 'quiet' }
    case 'expired': return { state: capital(words.expired), tone: 'quiet' }
    case 'none': return { state: capital(words.none), tone: 'quiet' }
    default: return state satisfies never
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
