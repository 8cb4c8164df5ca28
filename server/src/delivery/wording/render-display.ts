import { PROTOCOL_VERSION, type Display } from '@queuecast/client-sdk/protocol'
import type { Figure } from '../../display-policy/index.ts'
import { chooseLanguage } from './choose-language.ts'
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
  timeZone?: string
  epoch: string
  seq: number
  /** Until when the figure holds; without it `freshForSeconds` after `asOf`, which is right only while nothing of them has run. */
  staleAfterMs?: number
}

/** A figure with its words and its place in the log: what goes over the wire. `duties` are the charter's to add. */
export function renderDisplay(figure: Figure, context: RenderContext): Display {
  const { center, contact, centerLanguages, timeZone, epoch, seq } = context
  const lang = chooseLanguage(context.langs, centerLanguages)
  const { asOfMs, freshForSeconds, notice, ...shown } = figure
  const display: Display = {
    v: PROTOCOL_VERSION, center, contact, ...shown, duties: [],
    text: sayDisplay(figure, lang, { centerLanguages, ...(timeZone === undefined ? {} : { timeZone }) }),
    asOf: new Date(asOfMs).toISOString(),
    staleAfter: new Date(context.staleAfterMs ?? asOfMs + freshForSeconds * 1000).toISOString(),
    freshForSeconds, epoch, seq,
  }
  const words = notice === undefined ? undefined : noticeText(notice.text, lang, centerLanguages)
  if (notice !== undefined && words !== undefined) {
    display.notice = { text: words, ...(notice.expectedEndMs === undefined ? {} : { expectedEnd: new Date(notice.expectedEndMs).toISOString() }) }
  }
  return display
}
