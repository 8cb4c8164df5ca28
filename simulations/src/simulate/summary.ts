import type { ContactEvent } from '@queuecast/server/contact-center'
import { whatHappened } from '../backtest/index.ts'
import type { Truth } from '../contact-center/index.ts'
import { textTable } from '../text-table/index.ts'

/** What came of a simulated scenario, queue by queue, as text: so that one sees whether it shows what it is said to show. */
export function scenarioSummary(events: readonly ContactEvent[], truth: readonly Truth[]): string {
  const stays = whatHappened(events)
  const queues = [...new Set(stays.map(({ queue }) => queue))].sort()
  const longest = longestLines(events)
  const rows = queues.map((queue) => {
    const own = stays.filter((stay) => stay.queue === queue)
    const waits = own.filter(({ outcome }) => outcome === 'answered').map(({ waitedSeconds }) => waitedSeconds).sort((a, b) => a - b)
    const count = (outcome: (typeof own)[number]['outcome']): number => own.filter((stay) => stay.outcome === outcome).length
    return {
      queue, contacts: own.length, answered: count('answered'), abandoned: count('abandoned'), waiting: count('open'), longest: longest.get(queue) ?? 0,
      mean: waits.reduce((sum, wait) => sum + wait, 0) / Math.max(1, waits.length), p90: waits[Math.floor(0.9 * waits.length)] ?? 0,
    }
  })
  const instants = truth.reduce((sum, { oracle }) => sum + oracle.length, 0)
  return `${events.length} events of ${truth.length} contacts; the oracle spoke ${instants} times.\n\n${textTable(rows, [
    { head: 'queue', cell: ({ queue }) => queue }, { head: 'joined', cell: ({ contacts }) => contacts }, { head: 'answered', cell: ({ answered }) => answered },
    { head: 'hung up', cell: ({ abandoned }) => abandoned }, { head: 'still waiting', cell: ({ waiting }) => waiting }, { head: 'mean wait s', cell: ({ mean }) => mean.toFixed(0) },
    { head: 'nine in ten within s', cell: ({ p90 }) => p90.toFixed(0) }, { head: 'longest line', cell: (row) => row.longest },
  ])}`
}

function longestLines(events: readonly ContactEvent[]): Map<string, number> {
  const queueOf = new Map<string, string>()
  const length = new Map<string, number>()
  const longest = new Map<string, number>()
  const move = (contact: string, to: string | undefined): void => {
    const from = queueOf.get(contact)
    if (from !== undefined) length.set(from, (length.get(from) ?? 1) - 1)
    if (to === undefined) queueOf.delete(contact)
    else {
      queueOf.set(contact, to)
      length.set(to, (length.get(to) ?? 0) + 1)
      longest.set(to, Math.max(longest.get(to) ?? 0, length.get(to) ?? 0))
    }
  }
  for (const event of events) {
    if (event.type === 'contact.queued' || event.type === 'contact.requeued') move(event.contact, event.queue)
    else if (event.type === 'contact.answered' || event.type === 'contact.abandoned' || event.type === 'contact.left') move(event.contact, undefined)
  }
  return longest
}
