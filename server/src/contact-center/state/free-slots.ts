import type { AgentView } from '../view.ts'

/** Slots that could take a contact at once. A ringing agent's contact still stands in the line, so that slot counts as free. */
export function freeSlotsOf(state: AgentView['state'], capacity: number, serving: number): number {
  switch (state) {
    case 'available':
    case 'ringing': return Math.max(0, capacity - serving)
    case 'on-contact': return Math.max(0, capacity - Math.max(1, serving))
    case 'after-contact-work':
    case 'not-ready':
    case 'signed-out': return 0
    default: return state satisfies never
  }
}

/** Free slots by queue, counted as agents change. */
export class FreeSlots {
  readonly #byQueue = new Map<string, number>()
  readonly #byAgent = new Map<string, { slots: number; queues: ReadonlySet<string> }>()

  of(queue: string): number {
    return this.#byQueue.get(queue) ?? 0
  }

  /** What this agent has for these queues from now on, in place of what it had. */
  set(agent: string, slots: number, queues: readonly string[]): void {
    const before = this.#byAgent.get(agent)
    for (const queue of before?.queues ?? []) this.#add(queue, -(before?.slots ?? 0))
    if (slots === 0) {
      this.#byAgent.delete(agent)
      return
    }
    const now = { slots, queues: new Set(queues) }
    this.#byAgent.set(agent, now)
    for (const queue of now.queues) this.#add(queue, slots)
  }

  #add(queue: string, slots: number): void {
    this.#byQueue.set(queue, this.of(queue) + slots)
  }
}
