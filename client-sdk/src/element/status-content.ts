import type { Display } from '../protocol/index.ts'
import type { Freshness } from '../stale-display.ts'
import { isSettled, momentarilyUnknownText } from '../stale-display.ts'
import { elementWords, fillWords } from './words/index.ts'

/** Everything the element shows of a wait, as text; a part without text is empty. */
export interface StatusContent {
  readonly lang: string
  readonly sentence: string
  /** The place as a figure to look at; the sentence says it to those who listen. */
  readonly position: string
  /** The place on the way to the front, 0 when it is the turn; `undefined` where only words are true. */
  readonly place: number | undefined
  readonly revision: string
  readonly notice: string
  readonly offer: string
  /** What to expect: the usual range, or that the turn will be told here. */
  readonly expect: string
  /** A callback is owed: the button stands. */
  readonly offersCallback: boolean
  /** Nobody waits any more, so nothing will change. */
  readonly settled: boolean
  readonly state: Display['state'] | 'none' | 'refused'
  readonly freshness: Freshness | 'none'
}

/** What is known when the content is made. */
export interface Known {
  readonly display: Display | undefined
  readonly freshness: Freshness | undefined
  readonly refused: boolean
  /** There was time enough for a first display. */
  readonly waitedForDisplay: boolean
  readonly online: boolean
  /** How long ago the display came, on the monotonic clock. */
  readonly ageSeconds: number
  readonly lang: string | undefined
}

const nothing = { sentence: '', position: '', place: undefined, revision: '', notice: '', offer: '', expect: '', offersCallback: false, settled: false } as const

/** What the element shows for what is known. Pure. */
export function statusContent(known: Known): StatusContent {
  const { display, freshness, refused, waitedForDisplay, online, lang } = known
  // Nobody will tell any more: what was last shown may stand while fresh, or where it is the end.
  if (refused && freshness !== 'fresh' && (display === undefined || !isSettled(display.state))) {
    const words = elementWords(lang)
    return { ...nothing, lang: words.lang, sentence: words.unavailable, state: 'refused', freshness: 'none' }
  }
  if (display === undefined || freshness === undefined) {
    const calm = online ? momentarilyUnknownText(lang) : { lang: elementWords(lang).lang, sentence: elementWords(lang).offline }
    return { ...nothing, lang: calm.lang, sentence: waitedForDisplay || !online ? calm.sentence : '', state: 'none', freshness: 'none' }
  }
  const { text, position, positionFirm, state, duties } = display
  // A place that may still rise is not shown as a figure.
  const firm = position === undefined || positionFirm === false ? undefined : position
  const unheard = freshness === 'stale' && !online && !isSettled(state)
  const words = elementWords(text.lang)
  const waits = state === 'waiting' || state === 'closing'
  return {
    lang: unheard ? words.lang : text.lang, revision: text.revision ?? '', notice: text.notice ?? '', offer: waits ? text.offer ?? '' : '',
    sentence: unheard ? words.offline : text.sentence,
    position: firm === undefined ? '' : String(firm), place: state === 'connecting' && freshness === 'fresh' ? 0 : firm,
    expect: freshness === 'fresh' ? expectation(display, known.ageSeconds) : '',
    offersCallback: waits && ((text.offer ?? '') !== '' || duties.some(({ kind }) => kind === 'offer-callback')),
    settled: isSettled(state), state, freshness,
  }
}

/** Longer ones are said better by the sentence alone. */
const LONGEST_RANGE_MINUTES = 60

/**
 * The range from the 10 % quantile to the bound that is shown, in whole minutes. The lower end is counted down by the age of
 * the display and rounded down: it is the end that must not be too late.
 */
function expectation({ state, wait, answerBy, channel, text }: Display, ageSeconds: number): string {
  if (state !== 'waiting' && state !== 'closing' || answerBy !== undefined) return ''
  const words = elementWords(text.lang)
  if (wait.known) {
    const from = Math.floor((wait.p10Seconds - ageSeconds) / 60)
    const to = Math.ceil(wait.boundSeconds / 60)
    if (from >= 1 && from < to && to <= LONGEST_RANGE_MINUTES) return fillWords(words.range, { from, to })
  }
  return channel === 'messaging' || channel === 'email' ? '' : words.expectTurn
}

/** What a screen reader is told of it; `note` is what the element answers to the customer's own doing. */
export const spokenText = (content: StatusContent, note: string): string =>
  [content.sentence, content.revision, content.notice, content.offer, note].filter((part) => part !== '').join(' ')

/** What makes a content news for those who listen: the turn, the end, closing, notices, an answer to their own doing. */
export const spokenNews = ({ state, notice, lang }: StatusContent, note: string): string => JSON.stringify([state, notice, lang, note])
/** On the screen also an offer, and figures that are old: these may not stand for five seconds more (PR4). */
export const screenNews = (content: StatusContent, note: string): string =>
  JSON.stringify([spokenNews(content, note), content.freshness, content.offersCallback])

/** Whether a paused element shows the change all the same: the customer's turn, or the end, is not an update to be put off. */
export function breaksPause(shown: StatusContent, next: StatusContent): boolean {
  return shown.state !== next.state && next.state !== 'none'
}
