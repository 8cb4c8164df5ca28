import type { EventOf } from '@queuecast/server/contact-center'
import type { Moment } from './moment.ts'

const KEPT_MS = 48 * 3_600_000

interface Waiting { atMs: number; sinceMs: number; priority: number }

/** One queue as a product sees it, from its events. */
export class ObservedQueue {
  readonly #waiting = new Map<string, Waiting>()
  readonly #inService = new Map<string, { atMs: number; agent: string }>()
  readonly #agents = new Map<string, EventOf<'agent.state'>['state']>()
  #answered: { atMs: number; waitedSeconds: number }[] = []
  #handled: { atMs: number; seconds: number }[] = []

  /** Notes the new contact and tells what is known at its joining. */
  joined(contact: string, atMs: number, sinceMs: number, priority: number): Moment {
    const others = [...this.#waiting.values()]
    this.#waiting.set(contact, { atMs, sinceMs, priority })
    this.#answered = kept(this.#answered, atMs)
    this.#handled = kept(this.#handled, atMs)
    const busy = new Set([...this.#inService.values()].map(({ agent }) => agent)).size
    const states = [...this.#agents.values()]
    return {
      atMs, queued: others.length + 1,
      ahead: others.filter((other) => other.priority > priority || (other.priority === priority && other.sinceMs <= sinceMs)).length,
      elapsedSeconds: others.map((other) => (atMs - other.atMs) / 1000),
      answered: this.#answered, handled: this.#handled,
      agents: {
        told: states.length > 0, busy, ready: states.filter((state) => state === 'available').length,
        signedIn: states.length === 0 ? busy : states.filter((state) => state !== 'signed-out').length,
      },
    }
  }

  answered(contact: string, atMs: number, agent = `of ${contact}`): void {
    const waiting = this.#waiting.get(contact)
    if (waiting) this.#answered.push({ atMs, waitedSeconds: (atMs - waiting.atMs) / 1000 })
    this.#waiting.delete(contact)
    this.#inService.set(contact, { atMs, agent })
  }

  left(contact: string): void {
    this.#waiting.delete(contact)
    this.#inService.delete(contact)
  }

  handled(contact: string, atMs: number): void {
    const service = this.#inService.get(contact)
    if (service) this.#handled.push({ atMs, seconds: (atMs - service.atMs) / 1000 })
    this.#inService.delete(contact)
  }

  agentState(agent: string, state: EventOf<'agent.state'>['state']): void { this.#agents.set(agent, state) }
}

/** Cut now and then, not at each contact. */
function kept<T extends { atMs: number }>(list: T[], atMs: number): T[] {
  const first = list[0]
  return first !== undefined && first.atMs < atMs - 2 * KEPT_MS ? list.filter((one) => one.atMs >= atMs - KEPT_MS) : list
}
