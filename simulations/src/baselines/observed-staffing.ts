import type { EventOf } from '@queuecast/server/contact-center'

const OFF_DUTY = new Set(['not-ready', 'signed-out'])

/** Who is there to serve, as far as a feed tells: slots of agents on duty, else of those busy. */
export class ObservedStaffing {
  readonly #onDuty = new Map<string, number>()
  readonly #services = new Map<string, { agent: string; startedMs: number }>()
  readonly #byAgent = new Map<string, number>()
  #told = false
  /** Handle times, forgotten over about two hundred services. */
  #seconds = 0
  #services200 = 0

  agentState(event: EventOf<'agent.state'>): void {
    this.#told = true
    if (OFF_DUTY.has(event.state)) this.#onDuty.delete(event.agent)
    else this.#onDuty.set(event.agent, typeof event.capacity === 'number' ? event.capacity : this.#onDuty.get(event.agent) ?? 1)
  }

  started(contact: string, agent: string, atMs: number): void {
    this.#services.set(contact, { agent, startedMs: atMs })
    this.#byAgent.set(agent, (this.#byAgent.get(agent) ?? 0) + 1)
  }

  ended(contact: string, atMs: number): void {
    const service = this.#services.get(contact)
    if (service === undefined) return
    this.#services.delete(contact)
    const left = (this.#byAgent.get(service.agent) ?? 1) - 1
    if (left > 0) this.#byAgent.set(service.agent, left)
    else this.#byAgent.delete(service.agent)
    this.#seconds = this.#seconds * 0.995 + (atMs - service.startedMs) / 1000
    this.#services200 = this.#services200 * 0.995 + 1
  }

  get slots(): number {
    if (!this.#told) return this.#byAgent.size
    let slots = 0
    for (const capacity of this.#onDuty.values()) slots += capacity
    return slots
  }

  /** Contacts that one slot serves a second; undefined before any was served. */
  get perSlotPerSecond(): number | undefined { return this.#services200 === 0 ? undefined : this.#services200 / Math.max(1, this.#seconds) }
}
