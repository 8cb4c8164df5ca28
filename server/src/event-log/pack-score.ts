const SINCE_SPAN = 2 ** 42
const LARGEST_PRIORITY = 2047

/**
 * The order key of a line as one double: ascending score is larger priority first, then earlier `sinceMs`; the contact id
 * (the member, in bytes) breaks ties. Exact for whole priorities from -2047 to 2047 and times from 1970 to 2109, because
 * 12 bits with the sign and 42 bits of milliseconds fit the 53 bits of a double. Beyond, priorities are cut to the limit
 * (so those share one rank, ordered by `sinceMs`), and so are times; fractions are dropped.
 */
export function packScore(priority: number, sinceMs: number): number {
  const rank = Math.min(LARGEST_PRIORITY, Math.max(-LARGEST_PRIORITY, Math.trunc(priority)))
  const since = Math.min(SINCE_SPAN - 1, Math.max(0, Math.trunc(sinceMs)))
  return since - rank * SINCE_SPAN
}
