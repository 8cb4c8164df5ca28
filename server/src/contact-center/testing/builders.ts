import type { CenterFact, CenterFacts, ContactCenterFold, ContactEvent } from '../index.ts'
import { createContactCenter, FOLD_RULES } from '../index.ts'

export const T0 = Date.UTC(2026, 10, 23, 9, 0, 0)

export const centerFacts = (over: Partial<CenterFacts> = {}): CenterFacts => ({
  id: 'acme', generation: 1, name: { en: 'Acme' }, languages: ['en'], timeZone: 'Europe/Brussels', show: 'both', public: false, purpose: 'test',
  queues: [{ id: 'support', channel: 'voice' }], feeds: [], rules: FOLD_RULES, ...over,
})

/** Drops the keys that an event's maker sets by itself. */
type Body = ContactEvent extends infer E ? (E extends ContactEvent ? Omit<E, 'id' | 'time'> : never) : never

/** A center with a hand on its log: seconds after T0, ids by counting. */
export class Bench {
  readonly fold: ContactCenterFold
  #count = 0

  /** `earlier`: the bench that goes on here, with its count. */
  constructor(fold: ContactCenterFold = createContactCenter(centerFacts()), earlier?: Bench) {
    this.fold = fold
    this.#count = earlier === undefined ? 0 : earlier.#count
  }

  /** Folds an event that happened at this second; the log has it at once unless `loggedAt` says later. */
  at(second: number, body: Body, { feed = 'acd', id = '', loggedAt = second }: { feed?: string; id?: string; loggedAt?: number } = {}): this {
    this.#count++
    const event = { ...body, id: id || `e${this.#count}`, time: T0 + Math.round(second * 1000) } as ContactEvent
    const ms = T0 + Math.round(loggedAt * 1000)
    this.fold.apply({ kind: 'event', feed, receivedAtMs: ms, event }, { ms, position: `${ms}-0/${this.#count}` })
    return this
  }

  fact(second: number, fact: CenterFact): this {
    this.fold.apply(fact, { ms: T0 + second * 1000, position: `${T0 + second * 1000}-0/0` })
    return this
  }

  tick(second: number): this {
    this.fold.tick(T0 + second * 1000)
    return this
  }

  queue(contact: string, second: number, more: Partial<Extract<Body, { type: 'contact.queued' }>> = {}): this {
    return this.at(second, { type: 'contact.queued', contact, queue: 'support', ...more })
  }

  line(queue = 'support'): string[] {
    return Array.from(this.fold.queue(queue)?.line ?? [], (key) => key.contact)
  }

  phase(contact: string): string | undefined {
    return this.fold.contact(contact)?.phase.kind
  }
}
