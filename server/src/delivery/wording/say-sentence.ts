import type { UnknownReason, Wait } from '@queuecast/client-sdk/protocol'
import type { Figure } from '../../display-policy/index.ts'
import { formatMessage } from './format-message.ts'
import type { MessageKey, WordedLanguage } from './messages/index.ts'
import { sayDuration } from './say-duration.ts'
import { sayTime } from './say-time.ts'

/** What a figure says of place and wait. Calm: it states what is known and never hurries, blames or apologises. */
export function saySentence(figure: Figure, language: WordedLanguage, timeZone: string | undefined): string {
  const say = (key: MessageKey): string => formatMessage(language, key)
  switch (figure.state) {
    case 'waiting':
      return placeAndWait(figure, language, timeZone)
    case 'closing':
      return `${say('state.closing')} ${placeAndWait(figure, language, timeZone, true)}`.trim()
    case 'connecting':
      // A ring that nobody has heard of for a while is no longer news.
      return !figure.wait.known && figure.wait.reason === 'stale-feed' ? placeAndWait(figure, language, timeZone) : say('state.connecting')
    case 'callback':
      return callback(figure, language, timeZone)
    case 'paused':
    case 'answered':
    case 'left':
    case 'closed':
      return say(`state.${figure.state}`)
    case 'unknown':
      return !figure.wait.known && figure.wait.reason === 'stale-feed' ? say('wait.stale-feed') : say('state.unknown')
    default:
      return figure.state satisfies never
  }
}

/** The place only where it is firm: one that may rise is not said. */
function sayPlace(figure: Figure, language: WordedLanguage): string | undefined {
  if (figure.position === undefined || figure.positionFirm !== true) return undefined
  return formatMessage(language, 'place', { place: figure.position })
}

function placeAndWait(figure: Figure, language: WordedLanguage, timeZone: string | undefined, closing = false): string {
  const place = sayPlace(figure, language)
  const wait = figure.wait.known ? knownWait(figure, figure.wait, language, timeZone) : unknownWait(figure.wait.reason, place !== undefined || closing, language)
  const opening = place ?? (figure.wait.known || closing ? undefined : formatMessage(language, 'in-line'))
  if (opening === undefined || wait === undefined) return opening ?? wait ?? ''
  return `${opening} ${wait}`
}

function knownWait(figure: Figure, wait: Extract<Wait, { known: true }>, language: WordedLanguage, timeZone: string | undefined): string {
  const byMs = figure.answerBy === undefined ? undefined : Date.parse(figure.answerBy)
  if (byMs !== undefined && timeZone !== undefined) {
    return formatMessage(language, 'wait.answer-by', { time: sayTime(byMs, figure.asOfMs, language, timeZone) })
  }
  return formatMessage(language, 'wait.known', { duration: sayDuration(wait.boundSeconds, language) })
}

/** Where only places are told, the place is the whole sentence. */
function unknownWait(reason: UnknownReason, placeIsSaid: boolean, language: WordedLanguage): string | undefined {
  switch (reason) {
    case 'off':
    case 'shadow':
      return placeIsSaid ? undefined : formatMessage(language, 'wait.off')
    case 'closed':
      return formatMessage(language, 'state.closed')
    case 'unknown-contact':
      return formatMessage(language, 'wait.not-estimable')
    case 'too-little-data':
    case 'not-yet':
    case 'no-forecast':
    case 'stale-feed':
    case 'no-agents':
    case 'not-estimable':
      return formatMessage(language, `wait.${reason}`)
    default:
      return reason satisfies never
  }
}

function callback(figure: Figure, language: WordedLanguage, timeZone: string | undefined): string {
  const place = sayPlace(figure, language)
  const when = callbackAt(figure, language, timeZone)
    ?? (figure.wait.known ? formatMessage(language, 'state.callback-within', { duration: sayDuration(figure.wait.boundSeconds, language) }) : formatMessage(language, 'state.callback'))
  return place === undefined ? when : `${place} ${when}`
}

/** The window that was agreed, its day said once; where only its end is known, that. */
function callbackAt({ answerFrom, answerBy, asOfMs }: Figure, language: WordedLanguage, timeZone: string | undefined): string | undefined {
  if (answerBy === undefined || timeZone === undefined) return undefined
  const toMs = Date.parse(answerBy)
  if (answerFrom === undefined) return formatMessage(language, 'state.callback-by', { time: sayTime(toMs, asOfMs, language, timeZone) })
  const fromMs = Date.parse(answerFrom)
  return formatMessage(language, 'state.callback-between', { from: sayTime(fromMs, asOfMs, language, timeZone), to: sayTime(toMs, fromMs, language, timeZone) })
}
