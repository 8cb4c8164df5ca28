import { EVENTS_A_CONTACT } from '../../sizing/events-a-contact.ts'

/** A center as its feed tells it: queues with a line and agents of their own, six events a contact. */
const QUEUES = 100
const AGENTS_A_QUEUE = 50
const WAITING_A_QUEUE = 100

interface BusyQueue { id: string; number: number; waiting: string[]; serving: { contact: string; agent: string }[]; after: string[]; free: string[] }

/**
 * Gives its events in turn: in each turn one contact comes, the agent who is ready again takes the first that waits, and the longest
 * service of that queue ends with after-contact work: queued, ringing, answered, handled and two states of an agent.
 */
export class BusyCenter {
  static readonly waiting = QUEUES * WAITING_A_QUEUE
  static readonly agents = QUEUES * AGENTS_A_QUEUE
  readonly #queues: BusyQueue[] = Array.from({ length: QUEUES }, (_, number) => ({
    id: `in-${number}`, number, waiting: [], serving: [], after: [], free: Array.from({ length: AGENTS_A_QUEUE }, (_agent, index) => `agent-${number}-${index}`),
  }))
  #events = 0
  #contacts = 0
  #turns = 0
  readonly #onePool: boolean

  /** `onePool`: agents serve the next queue too, so that all are one pool. */
  constructor({ onePool = false } = {}) {
    this.#onePool = onePool
  }

  static turnsFor(events: number): number {
    return Math.round(events / EVENTS_A_CONTACT)
  }

  /** Until lines and agents are full, but for one agent of each queue, who takes the first of the next turn; agents tell their queues. */
  *filling(): Generator<object[]> {
    for (const queue of this.#queues) {
      const queues = this.#onePool ? [queue.id, `in-${(queue.number + 1) % QUEUES}`] : [queue.id]
      yield queue.free.map((agent) => this.#event('agent.state', { agent, state: 'available', queues }))
      yield Array.from({ length: WAITING_A_QUEUE + AGENTS_A_QUEUE - 1 }, () => this.#comes(queue))
      yield Array.from({ length: AGENTS_A_QUEUE - 1 }, () => this.#answered(queue)).flat()
    }
  }

  turns(count: number): object[] {
    return Array.from({ length: count }, () => {
      const queue = this.#queues[(this.#turns += 1) % QUEUES] as BusyQueue
      return [this.#comes(queue), ...this.#available(queue), ...this.#answered(queue), ...this.#handled(queue)]
    }).flat()
  }

  #comes(queue: BusyQueue): object {
    const contact = `k-${this.#contacts += 1}`
    queue.waiting.push(contact)
    return this.#event('contact.queued', { contact, queue: queue.id })
  }

  #available(queue: BusyQueue): object[] {
    const agent = queue.after.shift()
    if (agent === undefined) return []
    queue.free.push(agent)
    return [this.#event('agent.state', { agent, state: 'available' })]
  }

  #answered(queue: BusyQueue): object[] {
    const agent = queue.free.shift()
    const contact = agent === undefined ? undefined : queue.waiting.shift()
    if (agent === undefined || contact === undefined) return []
    queue.serving.push({ contact, agent })
    return [this.#event('contact.ringing', { contact, agent }), this.#event('contact.answered', { contact, agent })]
  }

  #handled(queue: BusyQueue): object[] {
    const ended = queue.serving.shift()
    if (ended === undefined) return []
    queue.after.push(ended.agent)
    return [this.#event('contact.handled', { contact: ended.contact }), this.#event('agent.state', { agent: ended.agent, state: 'after-contact-work' })]
  }

  #event(type: string, more: object): object {
    return { id: `e${this.#events += 1}`, type, time: Date.now(), ...more }
  }
}
