import type { EventOf } from '../../contact-center/index.ts'
import type { Desk } from './desk.ts'
import type { AgentNow } from './members.ts'
import type { StatusReply } from './status-reply.ts'

/**
 * Takes a whole QueueStatus reply as the truth about order and members, and tells it as a snapshot of the queues it lists.
 * Reply and events overtake one another: who joined or left while the reply came in is as the events said.
 */
export function reconcile(desk: Desk, reply: StatusReply, nowMs: number): void {
  if (reply.queues.size === 0) return
  const listed = new Map<string, Set<string>>()
  const queues: EventOf<'feed.snapshot'>['queues'] = []
  for (const [name, rows] of reply.queues) {
    // Who was served before we connected may have gone unseen: where nobody is in a call now, nobody is served.
    const first = !desk.wasChecked(name)
    const order = desk.orderOf(name)
    const callers = rows.callers.map((row) => {
      const contact = desk.contactOf(row.uniqueid)
      const toldSinceMs = desk.toldSince(contact, row.sinceMs)
      return { ...row, contact, ...(toldSinceMs === undefined ? {} : { toldSinceMs }) }
    }).filter((row) => !desk.leftDuringReply.has(row.contact))
    const inReply = new Set(callers.map((row) => row.contact))
    const late = order.contacts().filter((contact) => !inReply.has(contact) && (desk.calls.find(contact)?.joinedAtMs ?? 0) >= reply.startedAtMs)
    const known = order.contacts().filter((contact) => inReply.has(contact))
    if (callers.filter((row) => known.includes(row.contact)).some((row, at) => row.contact !== known[at])) desk.reordered = true
    const placed = order.replace([...callers, ...late.map((contact) => ({ contact, priority: undefined, sinceMs: nowMs }))])
    for (const row of callers) if (desk.calls.find(row.contact) === undefined) desk.calls.enter(row.contact, row.sinceMs)
    desk.checked(name, nowMs)
    listed.set(desk.queueId(name), new Set(rows.members.map((row) => row['Location'] ?? '')))
    queues.push({
      queue: desk.queueId(name),
      waiting: placed.map((caller) => ({ contact: caller.contact, since: Math.round(caller.sinceMs), priority: caller.priority, channel: 'voice' as const })),
      ...(first && rows.members.every((row) => row['InCall'] === '0') ? { inService: [] } : {}),
    })
  }
  const rows = [...reply.queues.values()].flatMap((queue) => queue.members)
  for (const row of rows) desk.members.update(row, nowMs)
  const agents = new Map<string, AgentNow>()
  for (const row of rows) {
    const now = desk.members.now(row['Location'] ?? '', nowMs)
    if (now !== undefined) agents.set(now.agent, now)
  }
  desk.emit(reply.startedAtMs, { type: 'feed.snapshot', listsRinging: true, queues, agents: [...agents.values()].map(({ agent, state, queues }) => ({ agent, state, queues })) })
  for (const gone of desk.members.keepOnly(listed, nowMs)) desk.emitAgent(gone, nowMs)
}
