import { html } from 'hono/html'
import { DateTime } from 'luxon'
import type { EvidenceDigest } from './insight.ts'
import type { Markup } from './page-response.ts'
import { shortDuration } from './view/durations.ts'
import type { StatusWords } from './view/status-words.ts'
import { type UsualHour, usualWaits } from './view/usual-waits.ts'
import { fill, type Words } from './view/words.ts'

export interface UsualOptions { words: Words; statusWords: StatusWords; nowMs: number; timeZone: string }

/** How long people usually wait in a queue at this hour, in a few words. */
export function usualNow(digest: EvidenceDigest, queue: string, { words, statusWords, nowMs, timeZone }: UsualOptions): string {
  const hour = DateTime.fromMillis(nowMs, { zone: timeZone }).hour
  const usual = usualWaits(digest, queue).find((one) => one.hour === hour)
  return usual?.nineInTenSeconds === undefined ? statusWords.notEnough : fill(statusWords.atMost, { time: shortDuration(usual.nineInTenSeconds, words) })
}

/** The usual wait by hour of the day, to be opened; nothing where no hour has enough data. */
export function usualByHour(digest: EvidenceDigest, queue: string, { words, statusWords }: UsualOptions): Markup | '' {
  const hours = usualWaits(digest, queue)
  if (!hours.some(({ nineInTenSeconds }) => nineInTenSeconds !== undefined)) return ''
  const cell = (seconds: number | undefined): string => (seconds === undefined ? statusWords.notEnough : fill(statusWords.atMost, { time: shortDuration(seconds, words) }))
  const row = ({ hour, halfSeconds, nineInTenSeconds }: UsualHour): Markup => html`<tr><th scope="row">${hour}–${hour + 1}</th><td>${cell(halfSeconds)}</td><td>${cell(nineInTenSeconds)}</td></tr>`
  return html`<details data-keep="${queue}"><summary>${statusWords.usualByHour}</summary>
<table class="usual"><thead><tr><th scope="col">${statusWords.hour}</th><th scope="col">${statusWords.half}</th><th scope="col">${statusWords.nineInTen}</th></tr></thead><tbody>${hours.map(row)}</tbody></table><p class="note">${statusWords.usualNote}</p></details>`
}
