import type { ContactState } from './contact-state.ts'
import { openQueuedStay, openServices } from './contact-state.ts'
import type { ContactOwnEvent, OwnItem } from './timeline.ts'

/** The events of an instant that are still to be folded, as far as they bear on the place of one of them. */
interface Moment { waits: boolean; served: boolean; opens: boolean; namesQueue(queue: string): boolean; rings(agent: string | undefined): boolean }

const opensStay = (event: ContactOwnEvent): boolean =>
  event.type === 'contact.queued' || event.type === 'contact.requeued' || movesToQueue(event)

const movesToQueue = (event: ContactOwnEvent): boolean =>
  event.type === 'contact.transferred' && event.to === 'queue' && event.kind === 'blind' && event.queue !== undefined

const queuesOf = (event: ContactOwnEvent): readonly string[] => [
  ...('queue' in event && event.queue !== undefined ? [event.queue] : []), ...('queues' in event && event.queues !== undefined ? event.queues : []),
]

/** What ends a wait that is open goes before what opens the next one, and after it where none is open yet. */
const END_FIRST = 0
const LAST = 99

/** The smaller comes first. What is open at that moment decides what an end refers to. */
function rank(event: ContactOwnEvent, moment: Moment): number {
  switch (event.type) {
    case 'contact.queued': return 20
    case 'contact.requeued': return 21
    case 'contact.updated': case 'callback.offered': return 30
    case 'callback.accepted': return 31
    case 'contact.ringing': return 40
    // Of the agent who rings now: before the next one rings.
    case 'contact.not-answered': return moment.rings(event.agent) ? 39 : 41
    case 'callback.attempted': return 41
    case 'contact.paused': return 50
    case 'contact.resumed': return 51
    case 'contact.answered':
      return (event.by ?? 'human') === 'human' ? 60 : moment.waits ? END_FIRST : 61
    case 'callback.reached': case 'contact.replied': return 60
    case 'contact.transferred':
      if (movesToQueue(event)) return moment.waits || moment.served ? 10 : 22
      return 70
    case 'contact.left': return moment.waits ? END_FIRST : 80
    case 'contact.refused':
      // Full here and taken in there is an overflow; refused where it also queued is the end of that.
      return moment.waits || !moment.namesQueue(event.queue) ? END_FIRST : 80
    case 'contact.handled': return moment.served && moment.opens ? END_FIRST : 81
    case 'callback.cancelled': case 'callback.expired': return 82
    case 'contact.abandoned': return 90
    default:
      event satisfies never
      return LAST
  }
}

/**
 * Which of the events of one instant comes next in a contact's life, given what it is then: queued before offered before answered
 * before ended, a new wait after the end that it follows. Between equals the smaller (id, feed), as they are sorted. An index of `items`.
 */
export function nextInLife(state: ContactState, items: readonly OwnItem[]): number {
  const opening = items.filter(({ event }) => opensStay(event))
  const moment: Moment = {
    waits: openQueuedStay(state) !== undefined, served: openServices(state).length > 0, opens: opening.length > 0,
    rings: (agent) => state.hold.kind === 'connecting' && (agent === undefined || agent === state.hold.agent),
    namesQueue: (queue) => opening.some(({ event }) => queuesOf(event).includes(queue)),
  }
  let best = 0
  let bestRank = Number.POSITIVE_INFINITY
  for (const [index, { event }] of items.entries()) {
    const its = rank(event, moment)
    if (its < bestRank) [best, bestRank] = [index, its]
  }
  return best
}
