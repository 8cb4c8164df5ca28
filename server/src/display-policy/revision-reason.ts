import type { RevisionReason } from '@queuecast/client-sdk/protocol'
import type { ForecastInputs } from '../wait-forecast/index.ts'

/** A smaller change of an input explains nothing. */
const LEAST_SHARE = 0.1

/**
 * Why a bound moved later: the input that changed most since the promise was made, each as a share of what it was (inserts:
 * of the people who would be served within the promised time). `undefined` where nothing measured moved enough (DP8).
 */
export function revisionReason(
  before: ForecastInputs, now: ForecastInputs, insertsAhead: number, boundSeconds: number,
): RevisionReason | undefined {
  const shares: [RevisionReason, number][] = [
    ['fewer-agents', shareOf(before.agents - now.agents, before.agents)],
    ['longer-handling', shareOf(now.meanHandleSeconds - before.meanHandleSeconds, before.meanHandleSeconds)],
    ['priority-contacts', shareOf(insertsAhead, before.ratePerSecond * boundSeconds)],
  ]
  const [reason, share] = shares.reduce((most, next) => (next[1] > most[1] ? next : most))
  return share >= LEAST_SHARE ? reason : undefined
}

/** 0 where the input was not measured. */
function shareOf(change: number, of: number): number {
  const share = change / of
  return of > 0 && Number.isFinite(share) ? share : 0
}
