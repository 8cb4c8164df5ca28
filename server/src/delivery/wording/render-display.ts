import { PROTOCOL_VERSION, type Display } from '@queuecast/client-sdk/protocol'
import type { Figure } from '../../display-policy/index.ts'
import { chooseLanguage } from './choose-language.ts'
import { isoTime } from './iso-time.ts'
import { sayDisplay } from './say-display.ts'
import { noticeText } from './say-notice.ts'

export interface RenderContext {
  center: string
  /** As the customer's token names it, also where a later contact goes on for it. */
  contact: string
  /** Wanted languages, best first. */
  langs: readonly string[]
  centerLanguages: readonly string[]
  /** The center's IANA zone; without it times of day are said as durations. */
  timeZone?: string | undefined
  epoch: string
  seq: number
  /** Until when the figure holds; without it `freshForSeconds` after `asOf`, which is right only while nothing of them has run. */
  staleAfterMs?: number | undefined
}

/** A figure with its words and its place in the log: what goes over the wire. `duties` are the charter's to add. */
export function renderDisplay(figure: Figure, context: RenderContext): Display {
  const { center, contact, centerLanguages, epoch, seq } = context
  const lang = chooseLanguage(context.langs, centerLanguages)
  const { asOfMs, freshForSeconds, notice } = figure
  // Field by field, so that all displays are of one shape: one is made for every customer that an event moves.
  const display: Display = {
    v: PROTOCOL_VERSION, center, queue: figure.queue, contact, channel: figure.channel, state: figure.state, position: figure.position,
    positionFirm: figure.positionFirm, wait: figure.wait, answerFrom: figure.answerFrom, answerBy: figure.answerBy,
    waitedSeconds: figure.waitedSeconds, revision: figure.revision, duties: [],
    notice: undefined, text: sayDisplay(figure, lang, context), asOf: isoTime(asOfMs),
    staleAfter: isoTime(context.staleAfterMs ?? asOfMs + freshForSeconds * 1000), freshForSeconds, epoch, seq,
  }
  const words = notice === undefined ? undefined : noticeText(notice.text, lang, centerLanguages)
  if (notice !== undefined && words !== undefined) {
    display.notice = { text: words, ...(notice.expectedEndMs === undefined ? {} : { expectedEnd: isoTime(notice.expectedEndMs) }) }
  }
  return display
}
