import type { ContactEvent } from '@queuecast/server/contact-center'
import type { Observer } from './observer.ts'
import type { Agent, Contact } from './state.ts'

/** Names and instants of one run as they stand in its events. */
export interface Naming {
  contact(contact: Contact): string
  /** Epoch milliseconds. */
  at(seconds: number): number
}

/** Padded, so that order by id is order of arrival where two fall on one millisecond. */
export const naming = (seed: number, startMs: number): Naming => ({
  contact: ({ number }) => `s${seed}-c${String(number + 1).padStart(7, '0')}`,
  at: (seconds) => Math.round(startMs + seconds * 1000),
})

type WithoutHead<T> = T extends unknown ? Omit<T, 'id' | 'time'> : never

/** An observer that writes what it sees as contact events of the contract, in order. */
export function emitEvents(seed: number, names: Naming, events: ContactEvent[]): Observer {
  const told = new Map<Agent, string>()
  const emit = (nowSeconds: number, event: WithoutHead<ContactEvent>): void =>
    void events.push({ ...event, id: `s${seed}-${String(events.length).padStart(8, '0')}`, time: names.at(nowSeconds) } as ContactEvent)

  return {
    queued(contact, now) {
      const { queue, channel, priority, creditSeconds } = contact.type
      const id = names.contact(contact)
      const ranked = priority === undefined ? {} : { priority }
      if (contact.stay > 0) {
        emit(now, { type: 'contact.requeued', contact: id, queue, ...ranked, keepsPlace: contact.sinceSeconds < contact.queuedSeconds })
        return
      }
      const since = creditSeconds === undefined ? {} : { since: names.at(contact.sinceSeconds) }
      emit(now, { type: 'contact.queued', contact: id, queue, channel, ...ranked, ...since })
    },
    answered(contact, agent, now) { emit(now, { type: 'contact.answered', contact: names.contact(contact), agent: agent.name }) },
    abandoned(contact, now) { emit(now, { type: 'contact.abandoned', contact: names.contact(contact) }) },
    handled(contact, agent, now) {
      const afterWork = contact.type.afterWork === undefined ? {} : { afterWork: 'excluded' as const }
      emit(now, { type: 'contact.handled', contact: names.contact(contact), agent: agent.name, ...afterWork })
    },
    transferred(contact, _to, _agent, now) { emit(now, { type: 'contact.transferred', contact: names.contact(contact), by: 'agent', to: 'queue', kind: 'blind' }) },
    refused(type, now) { emit(now, { type: 'contact.refused', queue: type.queue, reason: 'closed' }) },
    opened(type, open, reopensSeconds, now) {
      emit(now, { type: 'queue.state', queue: type.queue, open, ...(reopensSeconds === undefined ? {} : { reopensAt: names.at(reopensSeconds) }) })
    },
    callback(contact, step, agent, now) {
      const id = names.contact(contact)
      const by = agent === undefined ? {} : { agent: agent.name }
      switch (step) {
        case 'offered': case 'accepted': emit(now, { type: `callback.${step}`, contact: id, mode: 'keeps-place' }); break
        case 'attempted': case 'reached': emit(now, { type: `callback.${step}`, contact: id, ...by }); break
        case 'no-answer': emit(now, { type: 'callback.attempted', contact: id, outcome: 'no-answer', ...by }); break
        case 'expired': emit(now, { type: 'callback.expired', contact: id }); break
        default: throw new Error(`no such step: ${String(step satisfies never)}`)
      }
    },
    agentState(agent, state, now) {
      const before = told.get(agent)
      if (before === state || (before === undefined && state === 'signed-out')) return
      told.set(agent, state)
      const queues = [...new Set(agent.group.serves.map(({ queue }) => queue))]
      emit(now, { type: 'agent.state', agent: agent.name, state, queues, ...(agent.group.slots === undefined ? {} : { capacity: agent.group.slots }) })
    },
  }
}
