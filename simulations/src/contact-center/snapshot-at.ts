import type { ContactEvent, EventOf } from '@queuecast/server/contact-center'

type Snapshot = EventOf<'feed.snapshot'>
interface Waiting { queue: string; since: number; priority?: number; channel?: NonNullable<EventOf<'contact.queued'>['channel']> }
interface InService { queue: string; agent?: string; since: number }

/** Who waits and who is served at an instant, by the center's own events up to it (in order): a complete `feed.snapshot`. */
export function snapshotAt(events: readonly ContactEvent[], atMs: number): Snapshot {
  const waiting = new Map<string, Waiting>()
  const serving = new Map<string, InService>()
  const lines = new Map<string, Waiting>()
  const queues = new Set<string>()
  const agents = new Map<string, NonNullable<Snapshot['agents']>[number]>()
  for (const event of events) {
    if (event.time > atMs) break
    switch (event.type) {
      case 'contact.queued': case 'contact.requeued': {
        const before = lines.get(event.contact)
        const since = event.type === 'contact.queued' ? event.since ?? event.time : event.keepsPlace === true ? before?.since ?? event.time : event.time
        const channel = event.type === 'contact.queued' ? event.channel : before?.channel
        const place: Waiting = {
          queue: event.queue, since, ...(event.priority === undefined ? {} : { priority: event.priority }), ...(channel === undefined ? {} : { channel }),
        }
        queues.add(event.queue)
        lines.set(event.contact, place)
        waiting.set(event.contact, place)
        serving.delete(event.contact)
        break
      }
      case 'contact.answered': case 'callback.reached':
        serving.set(event.contact, { queue: lines.get(event.contact)?.queue ?? '', since: event.time, ...(event.agent === undefined ? {} : { agent: event.agent }) })
        waiting.delete(event.contact)
        break
      case 'contact.handled': serving.delete(event.contact); break
      case 'contact.abandoned': case 'contact.left': case 'callback.expired': waiting.delete(event.contact); break
      case 'agent.state': agents.set(event.agent, { agent: event.agent, state: event.state, ...(event.queues === undefined ? {} : { queues: event.queues }) }); break
      default:
    }
  }
  return {
    id: `snapshot-${atMs}`, type: 'feed.snapshot', time: atMs, complete: true, agents: [...agents.values()],
    queues: [...queues].sort().map((queue) => ({
      queue,
      waiting: [...waiting].filter(([, place]) => place.queue === queue).map(([contact, { since, priority, channel }]) => ({
        contact, since, ...(priority === undefined ? {} : { priority }), ...(channel === undefined ? {} : { channel }),
      })),
      inService: [...serving].filter(([, service]) => service.queue === queue).map(([contact, { since, agent }]) => ({ contact, since, ...(agent === undefined ? {} : { agent }) })),
    })),
  }
}
