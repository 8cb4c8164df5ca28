/** A caller as a reply lists it: `known` callers have a `sinceMs` that was told before and had better stay. */
export interface ListedSince { sinceMs: number; known: boolean }

/**
 * Instants that rise strictly in the order given (head first, one priority), changing as few known ones as can be: a moved
 * `since` is a new stay to whoever reads it. The longest rising run of known callers keeps theirs; who stands between them
 * is fitted in between.
 */
export function sinceInOrder(rows: readonly ListedSince[]): number[] {
  const kept = longestRise(rows)
  const fitted = rows.map((row) => row.sinceMs)
  let ceiling = Number.POSITIVE_INFINITY
  for (let i = rows.length - 1; i >= 0; i--) {
    if (!kept.has(i)) fitted[i] = Math.min(fitted[i] ?? 0, ceiling - 1)
    ceiling = fitted[i] ?? 0
  }
  let floor = Number.NEGATIVE_INFINITY
  // Where more callers must fit between two kept ones than there are milliseconds, the later ones give way.
  for (let i = 0; i < fitted.length; i++) {
    floor = Math.max(fitted[i] ?? 0, floor + 1)
    fitted[i] = floor
  }
  return fitted
}

/** Indexes of the longest strictly rising run of known instants (patience sorting). */
function longestRise(rows: readonly ListedSince[]): Set<number> {
  const tails: number[] = []
  const before = new Map<number, number | undefined>()
  const since = (index: number | undefined): number => (index === undefined ? Number.NEGATIVE_INFINITY : rows[index]?.sinceMs ?? 0)
  for (const [i, row] of rows.entries()) {
    if (!row.known) continue
    let low = 0
    let high = tails.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (since(tails[middle]) < row.sinceMs) low = middle + 1
      else high = middle
    }
    before.set(i, tails[low - 1])
    tails[low] = i
  }
  const rise = new Set<number>()
  for (let i = tails.at(-1); i !== undefined; i = before.get(i)) rise.add(i)
  return rise
}
