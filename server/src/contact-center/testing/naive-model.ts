import type { ContactEvent } from '../index.ts'

interface NaiveContact { queues: string[]; priority: number; sinceMs: number; waits: boolean; paused: boolean }

/**
 * What the lines should be, computed the dumb way: sort all events once, drop repeats, walk through them, sort the line.
 * Shares nothing with the fold but the contract.
 */
export function naiveLines(events: readonly ContactEvent[]): Map<string, string[]> {
  const unique = [...new Map(events.map((event) => [event.id, event])).values()].sort((a, b) => a.time - b.time)
  const contacts = new Map<string, NaiveContact>()
  for (const event of unique) walk(contacts, event)
  const lines = new Map<string, string[]>()
  const waiting = [...contacts].filter(([, contact]) => contact.waits && !contact.paused)
    .sort(([idA, a], [idB, b]) => b.priority - a.priority || a.sinceMs - b.sinceMs || (idA < idB ? -1 : 1))
  for (const [id, { queues }] of waiting) for (const queue of new Set(queues)) lines.set(queue, [...(lines.get(queue) ?? []), id])
  return lines
}

const sameNames = (a: string[], b: string[]): boolean => [...new Set(a)].sort().join() === [...new Set(b)].sort().join()

function walk(contacts: Map<string, NaiveContact>, event: ContactEvent): void {
  if (!('contact' in event) || event.contact === undefined) return
  const known = contacts.get(event.contact)
  if (event.type === 'contact.queued') {
    const queues = [event.queue, ...(event.queues ?? [])]
    // Told again of the same wait (CC12): where it is paused it stays so.
    if (known?.waits === true && event.since !== undefined && Math.abs(event.since - known.sinceMs) <= 2_000 && sameNames(known.queues, queues)) {
      known.priority = event.priority ?? 0
      return
    }
    contacts.set(event.contact, {
      queues, priority: event.priority ?? 0, sinceMs: event.since ?? event.time, waits: true, paused: false,
    })
    return
  }
  if (event.type === 'contact.requeued') {
    const sinceMs = event.keepsPlace === true ? (known?.sinceMs ?? event.time) : event.time
    contacts.set(event.contact, { queues: [event.queue], priority: event.priority ?? known?.priority ?? 0, sinceMs, waits: true, paused: false })
    return
  }
  if (known === undefined) return
  switch (event.type) {
    case 'contact.answered':
    case 'contact.abandoned':
    case 'contact.left':
      Object.assign(known, { waits: false, paused: false })
      return
    case 'contact.paused':
      if (known.waits) known.paused = true
      return
    case 'contact.resumed':
      known.paused = false
      return
    case 'contact.ringing':
      known.paused = false
      return
    case 'contact.updated':
      if (known.waits) Object.assign(known, { queues: event.queues ?? known.queues, priority: event.priority ?? known.priority })
      return
    default:
  }
}
