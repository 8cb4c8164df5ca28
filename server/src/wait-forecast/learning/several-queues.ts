/** Contacts that wait in more than one queue, with an index by queue so that a pool finds its own at once. */
export class SeveralQueues {
  readonly #queues = new Map<string, readonly string[]>()
  readonly #contacts = new Map<string, Set<string>>()

  /** Notes in which queues a contact waits now; fewer than two forget it. */
  note(contact: string, queues: readonly string[]): void {
    const before = this.#queues.get(contact)
    if (before === undefined && queues.length < 2) return
    for (const queue of before ?? []) {
      const there = this.#contacts.get(queue)
      there?.delete(contact)
      if (there?.size === 0) this.#contacts.delete(queue)
    }
    this.#queues.delete(contact)
    if (queues.length < 2) return
    this.#queues.set(contact, [...queues])
    for (const queue of queues) {
      const there = this.#contacts.get(queue)
      if (there) there.add(contact)
      else this.#contacts.set(queue, new Set([contact]))
    }
  }

  /** Those that wait in two or more of these queues, in an order that depends on what was noted alone. */
  within(queues: readonly string[]): string[] {
    if (this.#queues.size === 0) return []
    const times = new Map<string, number>()
    for (const queue of queues) for (const contact of this.#contacts.get(queue) ?? []) times.set(contact, (times.get(contact) ?? 0) + 1)
    return [...times].filter(([, count]) => count > 1).map(([contact]) => contact).sort()
  }

  entries(): [contact: string, queues: readonly string[]][] { return [...this.#queues] }
}
