import { goLive, type GoLive } from './go-live.ts'
import { escapeHtml, htmlTable, section } from './markup.ts'
import type { ReportData } from './report-data.ts'

const SAYS: Record<GoLive['verdict'], { badge: string; sentence: string }> = {
  both: { badge: 'Place and wait', sentence: 'Both the place and the wait may be shown.' },
  place: { badge: 'Place only', sentence: 'The place may be shown; the wait not yet.' },
  wait: { badge: 'Wait only', sentence: 'The wait may be shown; the place would mislead.' },
  'not yet': { badge: 'Not yet', sentence: 'Neither should be shown yet.' },
}

/** Queue by queue: what may be shown, and why. */
export function goLiveSection({ judged, rows }: ReportData): string {
  const queues = [...new Set(judged.map(({ stay }) => stay.queue))].sort()
  const all = queues.map((queue) => goLive(queue, judged.filter(({ stay }) => stay.queue === queue), rows.filter(({ stay }) => stay.queue === queue)))
  const parts = all.map(({ queue, verdict, contacts, checks }) => {
    const failed = checks.filter(({ met }) => !met)
    const why = failed.length === 0 ? 'Every condition is met.' : `Because: ${failed.map(({ what, measured, asked }) => `${what} ${measured} (asked ${asked})`).join('; ')}.`
    return `<details class="queue ${verdict.replace(' ', '-')}"${all.length <= 3 ? ' open' : ''}><summary><b>${escapeHtml(queue)}</b> <span class="badge">${SAYS[verdict].badge}</span> <span class="small">${contacts} contacts</span></summary>`
      + `<p>${SAYS[verdict].sentence} ${escapeHtml(why)}</p>${htmlTable(checks, [
        { head: 'for', cell: ({ of }) => of }, { head: 'condition', cell: ({ what }) => what }, { head: 'measured', cell: ({ measured }) => measured, number: true },
        { head: 'asked', cell: ({ asked }) => asked, number: true }, { head: '', cell: ({ met }) => (met ? '<span class="met">met</span>' : '<span class="unmet">not met</span>') },
      ])}</details>`
  })
  return section('go-live', 'May it be shown?', 'For each queue: what it would have told, held against what came. A queue goes live when its own record says so.', parts.join(''))
}
