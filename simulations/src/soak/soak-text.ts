import { fixed, textTable } from '../text-table/index.ts'
import type { GrownClass } from './heap-classes.ts'
import type { SoakSample, SoakVerdict } from './judge-soak.ts'

export interface SoakReport {
  command: string
  at: string
  node: string
  cpu: string
  loadBefore: number[]
  loadAfter: number[]
  minutes: number
  /** What the server took when it was asked for all it could, and what it was given then. */
  fullEventsPerSecond: number
  eventsPerSecond: number
  customers: number
  bytesPerKept: number
  samples: readonly SoakSample[]
  grown: readonly GrownClass[]
  faults: readonly string[]
  verdict: SoakVerdict
}

const MEGABYTE = 1e6
const megabytes = (bytes: number, decimals = 1): string => fixed(bytes / MEGABYTE, decimals)
const signed = (text: string): string => (text.startsWith('-') ? text : `+${text}`)

/** The one line that matters. */
export function verdictLine({ verdict, faults }: Pick<SoakReport, 'verdict' | 'faults'>): string {
  const { flat, why, heapBytesPerHour, standardErrorBytesPerHour, heapBytesBegin, heapBytesEnd, handlesPerHour } = verdict
  return `${flat ? 'flat' : `growing (${why.join(', ')})`}: heap ${signed(megabytes(heapBytesPerHour, 2))} ± ${megabytes(standardErrorBytesPerHour, 2)} MB per hour, `
    + `from ${megabytes(heapBytesBegin)} to ${megabytes(heapBytesEnd)} MB; handles ${signed(fixed(handlesPerHour, 1))} per hour; `
    + (faults.length === 0 ? 'no errors, nobody left without news' : faults.join('; '))
}

export function soakText(report: SoakReport): string {
  const load = (values: readonly number[]): string => values.map((value) => value.toFixed(2)).join(' ')
  return [
    `soak: ${report.command}`,
    `${report.at}, node ${report.node}, ${report.cpu}, load ${load(report.loadBefore)} before, ${load(report.loadAfter)} after, ${fixed(report.minutes, 0)} min`,
    `${fixed(report.eventsPerSecond, 0)} events/s of the ${fixed(report.fullEventsPerSecond, 0)} it took at the start, ${report.customers} customers connected who come and go; Redis with appendfsync always`,
    '', verdictLine(report), '',
    textTable(report.samples, [
      { head: 'minute', cell: ({ atSeconds }) => fixed(atSeconds / 60, 1) },
      { head: 'judged', cell: ({ judged }) => (judged ? 'yes' : 'warm-up') },
      { head: 'heap MB', cell: ({ heapBytes }) => megabytes(heapBytes) },
      { head: 'of it kept an hour', cell: ({ keptContacts }) => megabytes(keptContacts * report.bytesPerKept) },
      { head: 'rest MB', cell: ({ heapBytes, keptContacts }) => megabytes(heapBytes - keptContacts * report.bytesPerKept) },
      { head: 'RSS MB', cell: ({ rssBytes }) => megabytes(rssBytes) },
      { head: 'handles', cell: ({ handles }) => handles },
      { head: 'connected', cell: ({ connected }) => connected },
      { head: 'loop p99 ms', cell: ({ eventLoopP99Seconds }) => fixed(eventLoopP99Seconds * 1000, 1) },
      { head: 'loop max ms', cell: ({ eventLoopMaxSeconds }) => fixed(eventLoopMaxSeconds * 1000, 1) },
      { head: 'events', cell: ({ events }) => events },
      { head: 'two collections s', cell: ({ collectionSeconds }) => fixed(collectionSeconds, 2) },
      { head: 'errors', cell: ({ errors }) => errors },
      { head: 'silent s', cell: ({ silentSeconds }) => fixed(silentSeconds, 1) },
    ]),
    '', `The heap is read with what array buffers hold beside it, after a forced collection. An ended contact is kept for an hour of log time, so that late events find it; it costs ${fixed(report.bytesPerKept, 0)} bytes, measured by a burst at the start, and is taken off before the line is drawn.`,
    'RSS holds what V8 needed for the first snapshot, where one was taken, and does not give back at once. Handles are what keeps the event loop alive, without the customers\' sockets. Silent: the longest that any customer heard nothing. The loop\'s figures are from before each collection, during which the load stands still.',
    '', 'What grew most between the heap snapshots after the warm-up and at the end:', '',
    report.grown.length === 0 ? 'Nothing, or the heap was too large for snapshots to be compared.' : textTable(report.grown, [
      { head: 'class', cell: ({ name }) => name.slice(0, 60) }, { head: 'objects', cell: ({ count }) => count }, { head: 'MB', cell: ({ bytes }) => megabytes(bytes, 2) },
    ]), '',
  ].join('\n')
}
