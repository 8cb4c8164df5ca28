import { localDate } from '../calendar/local-days.ts'
import type { CenterTotals, ContactEvidence } from '../evidence.ts'
import { caseInstantMs } from './clock.ts'
import { waitEnd } from './cases/wait.ts'
import type { TotalsDifference } from './verdict.ts'

interface DayCounts { offered: number; answered: number; abandoned: number }

/** Our own daily totals, to stand beside the center's. Days and queues for which the center sent nothing are not kept. */
export function createTotalsWatch(totals: readonly CenterTotals[], timeZone: string): { add(evidence: ContactEvidence, sign: 1 | -1): void; differences(): TotalsDifference[]; days: number } {
  const ours = new Map<string, DayCounts>()
  for (const { date, queue } of totals) ours.set(`${date} ${queue ?? ''}`, { offered: 0, answered: 0, abandoned: 0 })
  return {
    days: new Set(totals.map(({ date }) => date)).size,
    add(evidence, sign) {
      if (totals.length === 0 || evidence.kind !== 'customer' || evidence.followedBy !== undefined) return
      const end = waitEnd(evidence)
      if (end === undefined) return
      const date = localDate(caseInstantMs(evidence), timeZone)
      for (const queue of ['', evidence.queues[0] ?? evidence.refused[0]?.queue]) {
        const day = queue === undefined ? undefined : ours.get(`${date} ${queue}`)
        if (day === undefined) continue
        day.offered += sign
        if (end.end === 'answered') day.answered += sign
        if (end.end === 'abandoned') day.abandoned += sign
      }
    },
    differences: () => totals.flatMap((total) => (['offered', 'answered', 'abandoned'] as const).flatMap((field): TotalsDifference[] => {
      const theirs = total[field]
      const mine = ours.get(`${total.date} ${total.queue ?? ''}`)?.[field]
      if (theirs === undefined || mine === undefined) return []
      return [{ date: total.date, ...(total.queue === undefined ? {} : { queue: total.queue }), field, ours: mine, theirs, difference: mine - theirs }]
    })),
  }
}
