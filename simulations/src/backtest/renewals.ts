interface Due { contact: string; atMs: number; everyMs: number }

/** Who is looked at again by time alone: each contact at each full so many milliseconds from its start. */
export class Renewals {
  /** By period; of one period in order of time, since each next instant lies behind all others. */
  readonly #byPeriod = new Map<number, { line: Due[]; next: number }>()
  readonly #dueMs = new Map<string, number>()

  start(contact: string, fromMs: number, everyMs: number): void { this.#add({ contact, atMs: fromMs + everyMs, everyMs }) }
  stop(contact: string): void { this.#dueMs.delete(contact) }

  /** All that are due up to an instant, and who of them goes on is due again one period later. */
  *take(untilMs: number): Generator<{ contact: string; atMs: number }> {
    for (const period of this.#byPeriod.values()) {
      for (let due = period.line[period.next]; due !== undefined && due.atMs <= untilMs; due = period.line[period.next]) {
        period.next += 1
        if (this.#dueMs.get(due.contact) !== due.atMs) continue
        this.#add({ ...due, atMs: due.atMs + due.everyMs })
        yield due
      }
      if (period.next > 10_000) {
        period.line.splice(0, period.next)
        period.next = 0
      }
    }
  }

  #add(due: Due): void {
    this.#dueMs.set(due.contact, due.atMs)
    const period = this.#byPeriod.get(due.everyMs)
    if (period === undefined) this.#byPeriod.set(due.everyMs, { line: [due], next: 0 })
    else period.line.push(due)
  }
}
