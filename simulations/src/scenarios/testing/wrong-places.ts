import type { ContactEvent } from '@queuecast/server/contact-center'

interface Stander { contact: string; priority: number; since: number }
interface Told { contact: string; queue: string; at: number; position?: number }

/** Told places that differ from the order of the contract, reckoned from the events anew and by sorting; the first five in words. */
export function wrongPlaces(events: readonly ContactEvent[], told: readonly Told[]): string[] {
  const lines = new Map<string, Stander[]>()
  const where = new Map<string, { queue: string; stander: Stander }>()
  const leave = (contact: string): void => {
    const queue = where.get(contact)?.queue
    if (queue !== undefined) lines.set(queue, (lines.get(queue) ?? []).filter((stander) => stander.contact !== contact))
  }
  const wrong: string[] = []
  let i = 0
  for (const line of told) {
    // A line told at a full second stands before that instant's events or after them: only unambiguous instants are judged.
    for (let event = events[i]; event !== undefined && event.time <= line.at; event = events[++i]) {
      if (event.type === 'contact.queued' || event.type === 'contact.requeued') {
        leave(event.contact)
        const since = event.type === 'contact.queued' ? event.since ?? event.time : event.keepsPlace === true ? where.get(event.contact)?.stander.since ?? event.time : event.time
        const stander = { contact: event.contact, priority: event.priority ?? 0, since }
        where.set(event.contact, { queue: event.queue, stander })
        lines.set(event.queue, [...(lines.get(event.queue) ?? []), stander])
      } else if (event.type === 'contact.answered' || event.type === 'contact.abandoned' || event.type === 'callback.reached' || event.type === 'callback.expired') leave(event.contact)
    }
    if (line.position === undefined || events[i - 1]?.time === line.at) continue
    const sorted = [...(lines.get(line.queue) ?? [])].sort((a, b) => b.priority - a.priority || a.since - b.since || (a.contact < b.contact ? -1 : 1))
    const place = sorted.findIndex(({ contact }) => contact === line.contact) + 1
    if (place !== line.position && wrong.length < 5) wrong.push(`${line.contact} in ${line.queue} at ${line.at}: told ${line.position}, is ${place}`)
  }
  return wrong
}
