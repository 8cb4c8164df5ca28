/** An entry is folded in one go. A curve moves the bound of everyone in its pool's lines, a microsecond each: so many hold the event loop for some 5 ms. */
const MOST_WAITING = 5_000

/** Lays the forecasts of one tick out over log entries, in their order: few entries, none with more who wait than that unless one pool has. */
export function forecastEntries<T>(forecasts: readonly { pool: T; waiting: number }[]): T[][] {
  const entries: T[][] = []
  let waitingInLast = Infinity
  for (const { pool, waiting } of forecasts) {
    if (waitingInLast + waiting > MOST_WAITING) {
      entries.push([])
      waitingInLast = 0
    }
    entries.at(-1)?.push(pool)
    waitingInLast += waiting
  }
  return entries
}
