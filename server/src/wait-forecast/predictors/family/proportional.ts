import type { FamilySituation } from './family-situation.ts'

/** Beyond this ratio either way two lengths say little of one another. */
const LARGEST_RATIO = 3

/**
 * P-LES: LES·(n + 1)/(m + 1) seconds, m what the last that entered service had found ahead; the ratio is clipped to
 * [1/3, 3], since one that found nobody would be multiplied without bound. Follows sudden changes of the line's length.
 * (Thiongane, Chan and L'Ecuyer 2016; the clipping is ours: unclipped it is the worst history predictor on the bank record)
 */
export function proportionalWait({ ahead, started }: Pick<FamilySituation, 'ahead' | 'started'>): number | undefined {
  const last = started?.at(-1)
  if (!last) return undefined
  const ratio = (ahead + 1) / (last.foundAhead + 1)
  return last.waitedSeconds * Math.min(LARGEST_RATIO, Math.max(1 / LARGEST_RATIO, ratio))
}
