import type { ContactEvent } from '@queuecast/server/contact-center'
import { promisesOf } from '../accuracy/index.ts'
import type { JudgedStay, Why } from '../backtest/index.ts'
import { draw, INK, Plot } from './draw.ts'
import { clockText, durationText, escapeHtml, section } from './markup.ts'
import type { ReportData } from './report-data.ts'

const SHOWN = 10
const BEFORE_MS = 600_000

interface Broken { judged: JudgedStay; atMs: number; boundSeconds: number; lateSeconds: number }

/** The ten promises that were missed by most, each with what was told, what came, and what the line did meanwhile. */
export function worstPromises({ judged, events, timeZone }: ReportData): string {
  let promises = 0
  const broken: Broken[] = []
  for (const one of judged) {
    const own = promisesOf(one)
    promises += own.length
    const worst = own.filter(({ kept }) => !kept).map(({ atMs, boundSeconds }) => ({ judged: one, atMs, boundSeconds, lateSeconds: ((one.stay.virtualStartMs ?? 0) - atMs) / 1000 - boundSeconds }))
      .sort((a, b) => b.lateSeconds - a.lateSeconds)[0]
    if (worst !== undefined) broken.push(worst)
  }
  const shown = broken.sort((a, b) => b.lateSeconds - a.lateSeconds).slice(0, SHOWN)
  if (shown.length === 0) return section('worst', 'The worst promises', 'No promise was broken.', '')
  const answered = answersByQueue(events)
  return section('worst', 'The ten worst promises',
    `${broken.length} of ${judged.length} contacts had a promise broken (${promises} promises in all, first ones and revisions). Nine in ten are meant to be kept, so some are broken by design; these were missed by most. Beside each: <b class="ours">what it was told</b> to be left, step by step, and <b class="truth">what truly was</b>.`,
    `<ol class="stories">${shown.map((one) => story(one, answered, timeZone)).join('')}</ol>`)
}

function story({ judged, atMs, boundSeconds, lateSeconds }: Broken, answered: ReadonlyMap<string, readonly number[]>, timeZone: string): string {
  const { stay, lines } = judged
  const { time, day } = clockText(timeZone)
  const startMs = stay.virtualStartMs ?? stay.leftAtMs
  const told = lines.find((line) => line.at === atMs)
  const later = lines.filter((line) => line.at > atMs)
  const highest = Math.max(0, ...later.map(({ position }) => position ?? 0))
  const starts = answered.get(stay.queue) ?? []
  const perTenMinutes = (fromMs: number, toMs: number): number => (starts.filter((ms) => ms >= fromMs && ms < toMs).length / Math.max(1, toMs - fromMs)) * BEFORE_MS
  const [before, during] = [perTenMinutes(atMs - BEFORE_MS, atMs), perTenMinutes(atMs, startMs)]
  const sentences = [
    `At ${time(atMs)} it was told ${told?.position === undefined ? '' : `place ${told.position} and `}“within ${durationText(boundSeconds)}”.`,
    `${stay.outcome === 'answered' ? 'It was answered' : 'It hung up; it would have been answered'} after ${durationText((startMs - atMs) / 1000)}: ${durationText(lateSeconds)} late.`,
    ...(told?.position !== undefined && highest > told.position ? [`Others were put before it: it stood at place ${highest} later.`] : []),
    ...(told?.why === undefined ? [] : [restedOn(told.why)]),
    `In the ten minutes before, ${before.toFixed(0)} of its queue were answered; while it waited on, ${during.toFixed(1)} in ten minutes.`,
    ...revisionText(judged, atMs, time),
  ]
  return `<li><h3>${escapeHtml(stay.contact)}, ${escapeHtml(stay.queue)}, ${day(atMs)}</h3><div class="story"><p>${escapeHtml(sentences.join(' '))}</p>${sketch(judged, startMs)}</div></li>`
}

/** Method, inputs and amount of data, as `explain` gives them. */
function restedOn({ basedOn, agents, meanHandleSeconds, ratePerSecond, services, departures, outcomes }: Why): string {
  const rate = ratePerSecond > 0 ? `, ${(ratePerSecond * 600).toFixed(0)} departures in ten minutes` : ''
  return `The promise rested on ${basedOn.replaceAll('-', ' ')}: ${Math.round(agents)} agents${meanHandleSeconds > 0 ? `, contacts of ${durationText(meanHandleSeconds)}` : ''}${rate}; learned from the last ${services} services and ${departures} departures, its range from ${outcomes} outcomes.`
}

function revisionText(judged: JudgedStay, atMs: number, time: (ms: number) => string): string[] {
  const next = promisesOf(judged).filter((promise) => promise.atMs > atMs)
  if (next.length === 0) return ['It was never told a larger one.']
  return [`A larger one was told ${next.map((promise) => `at ${time(promise.atMs)} “within ${durationText(promise.boundSeconds)}”${promise.kept ? ', which was kept' : ''}`).join('; ')}.`]
}

/** What was told to be left, over time, against what truly was. */
function sketch({ stay, lines }: JudgedStay, startMs: number): string {
  const minutes = (ms: number): number => (ms - stay.queuedAtMs) / 60_000
  const bounds = lines.flatMap(({ at, known, boundSeconds }) => (known && boundSeconds !== undefined ? [{ x: minutes(at), y: boundSeconds / 60 }] : []))
  const last = bounds.at(-1)
  if (last !== undefined) bounds.push({ x: minutes(stay.leftAtMs), y: last.y })
  return draw(`What ${stay.contact} was told and what was true`, {
    width: 330, height: 160, marginLeft: 34, marginBottom: 44, marginTop: 18, x: { label: 'minutes waited →', ticks: 5 }, y: { label: '↑ left', ticks: 4, grid: true, zero: true },
    marks: [
      Plot.line([{ x: 0, y: (startMs - stay.queuedAtMs) / 60_000 }, { x: minutes(startMs), y: 0 }], { x: 'x', y: 'y', stroke: INK.truth, strokeDasharray: '5 3' }),
      Plot.line(bounds, { x: 'x', y: 'y', curve: 'step-after', stroke: INK.ours, strokeWidth: 2 }),
    ],
  })
}

function answersByQueue(events: readonly ContactEvent[]): Map<string, number[]> {
  const queueOf = new Map<string, string>()
  const answers = new Map<string, number[]>()
  for (const event of events) {
    if (event.type === 'contact.queued' || event.type === 'contact.requeued') queueOf.set(event.contact, event.queue)
    if (event.type !== 'contact.answered') continue
    const queue = queueOf.get(event.contact) ?? ''
    const own = answers.get(queue)
    if (own === undefined) answers.set(queue, [event.time])
    else own.push(event.time)
  }
  return answers
}
