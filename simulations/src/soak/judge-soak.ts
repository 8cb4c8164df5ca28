/** One look at the server. */
export interface SoakSample {
  /** Since the load began. */
  atSeconds: number
  /** False while the server warms up; such a sample is shown and not judged. */
  judged: boolean
  heapBytes: number
  /** What two forced collections of the whole heap took; the load was stopped. */
  collectionSeconds: number
  rssBytes: number
  /** Contacts that ended within the last hour: the fold keeps them that long, so that late events find them. */
  keptContacts: number
  /** What keeps the event loop alive, without the customers' own sockets. */
  handles: number
  connected: number
  /** Since the look before. */
  eventLoopP99Seconds: number
  eventLoopMaxSeconds: number
  events: number
  /** Requests that were not answered as they should, sockets that broke, and what the server counted as its own failures. */
  errors: number
  /** The longest that any customer went without a display or a renewal since the look before. */
  silentSeconds: number
}

export interface SoakVerdict {
  flat: boolean
  /** Growth of the heap without what contacts that are kept by rule account for, and how sure that is. */
  heapBytesPerHour: number
  standardErrorBytesPerHour: number
  heapBytesBegin: number
  heapBytesEnd: number
  handlesPerHour: number
  why: string[]
}

/** A display may be this old (CONTRACT, Display); the rest is what a busy machine's timers may be late. */
export const SILENT_LIMIT_SECONDS = 18
/** Growth that matters: this share of the heap in an hour, seen with three standard errors. */
const GROWTH_SHARE = 0.02
const SURE = 3
/** Samples needed for a line through them. */
const FEWEST = 4
const HANDLES_PER_HOUR = 10

/** Least squares: the slope of `y` over hours and its standard error. */
export function slopePerHour(points: readonly { atSeconds: number; y: number }[]): { slope: number; standardError: number } {
  const n = points.length
  const xs = points.map(({ atSeconds }) => atSeconds / 3600)
  const meanX = xs.reduce((sum, x) => sum + x, 0) / n
  const meanY = points.reduce((sum, { y }) => sum + y, 0) / n
  let [xx, xy] = [0, 0]
  for (const [i, { y }] of points.entries()) {
    const dx = (xs[i] ?? 0) - meanX
    xx += dx * dx
    xy += dx * (y - meanY)
  }
  const slope = xy / xx
  const rest = points.reduce((sum, { y }, i) => sum + (y - meanY - slope * ((xs[i] ?? 0) - meanX)) ** 2, 0)
  return { slope, standardError: Math.sqrt(rest / (n - 2) / xx) }
}

/** Flat or growing, from what was seen after the warm-up. `bytesPerKept` was measured at the start. */
export function judgeSoak(samples: readonly SoakSample[], bytesPerKept: number): SoakVerdict {
  const judged = samples.filter((sample) => sample.judged)
  const [first, last] = [judged[0], judged.at(-1)]
  if (first === undefined || last === undefined || judged.length < FEWEST) throw new Error(`a soak needs ${FEWEST} samples after the warm-up to be judged, not ${judged.length}: give it more --minutes`)
  const net = ({ heapBytes, keptContacts }: SoakSample): number => heapBytes - keptContacts * bytesPerKept
  const heap = slopePerHour(judged.map((sample) => ({ atSeconds: sample.atSeconds, y: net(sample) })))
  const handles = slopePerHour(judged.map(({ atSeconds, handles: y }) => ({ atSeconds, y })))
  const why: string[] = []
  if (heap.slope > GROWTH_SHARE * net(first) && heap.slope > SURE * heap.standardError) why.push('the heap grows')
  if (handles.slope > HANDLES_PER_HOUR && handles.slope > SURE * handles.standardError) why.push('open handles grow')
  return {
    flat: why.length === 0, why, heapBytesPerHour: heap.slope, standardErrorBytesPerHour: heap.standardError,
    heapBytesBegin: net(first), heapBytesEnd: net(last), handlesPerHour: handles.slope,
  }
}

/** What went wrong beside growth; empty where nothing did. */
export function faultsOf(samples: readonly SoakSample[]): string[] {
  const errors = samples.reduce((sum, sample) => sum + sample.errors, 0)
  const silent = Math.max(...samples.map(({ silentSeconds }) => silentSeconds))
  return [
    ...(errors === 0 ? [] : [`${errors} errors`]),
    ...(silent <= SILENT_LIMIT_SECONDS ? [] : [`a customer heard nothing for ${silent.toFixed(1)} s`]),
  ]
}
