import { union } from '../calendar/intervals.ts'
import type { MeasuredMinutes, NoticeInterval, WindowFacts } from '../evidence.ts'

/** The time around the contacts, however it was cut (hour by hour, by node): one row a queue, and a message that went on as one. */
export function mergeFacts(facts: WindowFacts): WindowFacts {
  return { ...facts, measured: byQueue(facts.measured), notices: joined(facts.notices) }
}

function byQueue(rows: readonly MeasuredMinutes[]): MeasuredMinutes[] {
  const queues = new Map<string, { row: MeasuredMinutes; open: MeasuredMinutes['open'][number][]; measured: MeasuredMinutes['measured'][number][] }>()
  for (const row of rows) {
    const known = queues.get(row.queue)
    if (known === undefined) queues.set(row.queue, { row, open: [...row.open], measured: [...row.measured] })
    else {
      known.open.push(...row.open)
      known.measured.push(...row.measured)
    }
  }
  return [...queues.values()].map(({ row, open, measured }) => ({ ...row, open: union(open), measured: union(measured) }))
}

/** Pieces of one message that touch, and say the same, are one. */
function joined(notices: readonly NoticeInterval[]): NoticeInterval[] {
  const newest = new Map<string, NoticeInterval>()
  const merged: NoticeInterval[] = []
  for (const notice of [...notices].sort((a, b) => a.fromMs - b.fromMs)) {
    const key = JSON.stringify([notice.notice, notice.queues ?? null, notice.cause ?? null, notice.expectedEndMs ?? null])
    const known = newest.get(key)
    if (known !== undefined && notice.fromMs <= known.toMs) {
      known.toMs = Math.max(known.toMs, notice.toMs)
      continue
    }
    const own = { ...notice }
    newest.set(key, own)
    merged.push(own)
  }
  return merged
}
