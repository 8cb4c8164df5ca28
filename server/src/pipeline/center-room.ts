import type { ContactEvent, LiveCenter } from '../contact-center/index.ts'

/** What one center may hold, so that it does not take the memory of the others. */
export interface CenterRoomLimits { openContacts: number; queues: number; agents: number; notices: number }
export const CENTER_ROOM: CenterRoomLimits = { openContacts: 1_000_000, queues: 20_000, agents: 100_000, notices: 200 }

const COUNT_EVERY_MS = 1_000

/** Why an event finds no room, or undefined. */
export type RoomJudge = (event: ContactEvent) => string | undefined

/**
 * Looks whether a center is full; undefined where it is not, which costs nothing. Only what would make it larger is refused: those who
 * wait can still be answered, also by an agent of whom nothing was known. What is under way at that moment may pass, as much as the feed's quota lets in.
 */
export function createCenterRoom(live: (center: string) => LiveCenter | undefined, monotonicMs: () => number, limits: CenterRoomLimits = CENTER_ROOM): (center: string) => RoomJudge | undefined {
  const counted = new Map<string, { queues: number; atMs: number }>()
  return (center) => {
    const fold = live(center)
    if (fold === undefined) return undefined
    let known = counted.get(center)
    if (known === undefined || monotonicMs() - known.atMs >= COUNT_EVERY_MS) {
      known = { queues: countUpTo(fold.queues(), limits.queues), atMs: monotonicMs() }
      counted.set(center, known)
    }
    const notices = fold.notices()
    const [crowded, tooManyQueues, tooManyAgents] = [fold.openContacts >= limits.openContacts, known.queues >= limits.queues, fold.knownAgents >= limits.agents]
    const tooManyNotices = notices.length >= limits.notices
    if (!crowded && !tooManyQueues && !tooManyAgents && !tooManyNotices) return undefined
    return (event) => {
      if (crowded && event.type === 'contact.queued' && fold.contact(event.contact) === undefined) return `the center has ${limits.openContacts} open contacts already`
      if (tooManyQueues && queuesOf(event).some((queue) => fold.queue(queue) === undefined)) return `the center has ${limits.queues} queues already`
      if (tooManyAgents && agentsOf(event).some((agent) => !fold.knowsAgent(agent))) return `the center has ${limits.agents} agents already`
      if (tooManyNotices && event.type === 'center.notice' && !notices.some(({ notice }) => notice === event.notice)) return `the center has ${limits.notices} notices already`
      return undefined
    }
  }
}

function countUpTo(all: Iterable<unknown>, most: number): number {
  const each = all[Symbol.iterator]()
  let count = 0
  while (count < most && each.next().done !== true) count += 1
  return count
}

/** Queues that the event would make known. */
function queuesOf(event: ContactEvent): string[] {
  const named = 'queues' in event && Array.isArray(event.queues) ? event.queues.map((one) => (typeof one === 'string' ? one : one.queue)) : []
  return 'queue' in event && event.queue !== undefined ? [event.queue, ...named] : named
}

/** Agents of whom the event tells, who are kept until somebody says otherwise. */
function agentsOf(event: ContactEvent): string[] {
  if (event.type === 'agent.state') return [event.agent]
  return event.type === 'feed.snapshot' ? (event.agents ?? []).map(({ agent }) => agent) : []
}
