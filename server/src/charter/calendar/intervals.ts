import type { Interval } from '../evidence.ts'

/** Sorted, without overlap. */
export function union(intervals: Iterable<Interval>): Interval[] {
  const sorted = [...intervals].filter(({ fromMs, toMs }) => fromMs < toMs).sort((a, b) => a.fromMs - b.fromMs)
  const merged: Interval[] = []
  for (const { fromMs, toMs } of sorted) {
    const last = merged.at(-1)
    if (last !== undefined && fromMs <= last.toMs) last.toMs = Math.max(last.toMs, toMs)
    else merged.push({ fromMs, toMs })
  }
  return merged
}

/** What two sorted lists have in common. */
export function intersection(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const common: Interval[] = []
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const left = a[i]
    const right = b[j]
    if (left === undefined || right === undefined) break
    const fromMs = Math.max(left.fromMs, right.fromMs)
    const toMs = Math.min(left.toMs, right.toMs)
    if (fromMs < toMs) common.push({ fromMs, toMs })
    if (left.toMs < right.toMs) i++
    else j++
  }
  return common
}

/** Their length together, milliseconds. */
export const lengthMs = (intervals: readonly Interval[]): number => intervals.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)

/** Index of the stretch that holds an instant, among `boundaries` in order (n + 1 instants bound n stretches); -1 outside. */
export function stretchIndex(boundaries: readonly number[], atMs: number): number {
  let low = 0
  let high = boundaries.length - 1
  if (high < 1 || atMs < (boundaries[0] ?? Infinity) || atMs >= (boundaries[high] ?? -Infinity)) return -1
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if ((boundaries[middle] ?? Infinity) <= atMs) low = middle
    else high = middle
  }
  return low
}
