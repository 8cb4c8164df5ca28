import type { FamilySituation } from './family-situation.ts'
import { lastToEnterServiceWait } from './last-to-enter-service.ts'

/**
 * E-LES: a contact that found m ahead and is k-th now has gone the share f = (m + 1 − k)/(m + 1) of its way, so that its whole
 * wait is about waited/f seconds; the mean over the line, each weighted by its f, and the last that entered service with 1:
 * (LES + Σ waited)/(1 + Σ f). Sees a change while it happens, before anyone of it was answered. (Thiongane, Chan and L'Ecuyer
 * 2016 name it; the weights are ours: they keep those who have hardly moved from ruling the mean)
 */
export function extrapolatedWait({ started, line }: Pick<FamilySituation, 'started' | 'line'>): number | undefined {
  if (!line) return undefined
  const last = lastToEnterServiceWait({ ...(started && { started }) })
  let waited = last ?? 0
  let gone = last === undefined ? 0 : 1
  for (const [index, contact] of line.entries()) {
    waited += contact.waitedSeconds
    // Someone who was overtaken may stand further back than it began.
    gone += Math.max(0, contact.foundAhead - index) / (contact.foundAhead + 1)
  }
  return gone > 0 ? waited / gone : undefined
}
