import type { FamilySituation } from './family-situation.ts'

/** The usual length of the mean. */
const LAST = 10

/**
 * Avg-LES(N): the mean wait of the last N (10) of the class that entered service. Calmer than LES and so better on noisy
 * real lines, later on changing ones. `started` decides whether those who did not wait count; published tables leave them out.
 * (Common in products; Thiongane, Chan and L'Ecuyer 2016)
 */
export function meanOfLastWaits({ started }: Pick<FamilySituation, 'started'>, last = LAST): number | undefined {
  if (!started || started.length === 0) return undefined
  let seconds = 0
  const first = Math.max(0, started.length - last)
  for (let i = first; i < started.length; i += 1) seconds += started[i]?.waitedSeconds ?? 0
  return seconds / (started.length - first)
}
