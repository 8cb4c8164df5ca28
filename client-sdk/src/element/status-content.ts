import type { Display } from '../protocol/index.ts'
import type { Freshness } from '../stale-display.ts'
import { momentarilyUnknownText } from '../stale-display.ts'
import { elementText } from './element-text.ts'

/** Everything the element shows, as text; a part without text is empty. */
export interface StatusContent {
  readonly lang: string
  readonly sentence: string
  /** The place as a figure to look at; the sentence says it to those who listen. */
  readonly position: string
  readonly revision: string
  readonly notice: string
  readonly offer: string
  /** For styling only. */
  readonly state: Display['state'] | 'none' | 'refused'
  readonly freshness: Freshness | 'none'
}

/** What is known when the content is made. `waitedForDisplay`: there was time enough for a first display. */
export interface Known {
  readonly display: Display | undefined
  readonly freshness: Freshness | undefined
  readonly refused: boolean
  readonly waitedForDisplay: boolean
  readonly lang: string | undefined
}

const nothing = { sentence: '', position: '', revision: '', notice: '', offer: '' }

/** What the element shows for what is known. Pure. */
export function statusContent({ display, freshness, refused, waitedForDisplay, lang }: Known): StatusContent {
  // Nobody will tell any more: what was last shown may stand while fresh, or where it says no figure.
  if (refused && freshness !== 'fresh') {
    const { lang: spoken, unavailable } = elementText(lang)
    return { ...nothing, lang: spoken, sentence: unavailable, state: 'refused', freshness: 'none' }
  }
  if (display === undefined || freshness === undefined) {
    const calm = momentarilyUnknownText(lang)
    return { ...nothing, lang: calm.lang, sentence: waitedForDisplay ? calm.sentence : '', state: 'none', freshness: 'none' }
  }
  const { text, position, positionFirm, state } = display
  return {
    lang: text.lang, sentence: text.sentence, revision: text.revision ?? '', notice: text.notice ?? '', offer: text.offer ?? '',
    // A place that may still rise is not shown as a figure.
    position: position === undefined || positionFirm === false ? '' : String(position),
    state, freshness,
  }
}

/** What a screen reader is told of it. */
export const spokenText = (content: StatusContent): string => [content.sentence, content.revision, content.notice, content.offer].filter((part) => part !== '').join(' ')

/** Whether a paused element shows the change all the same: the customer's turn, or the end, is not an update to be put off. */
export function breaksPause(shown: StatusContent, next: StatusContent): boolean {
  return shown.state !== next.state && next.state !== 'none'
}
