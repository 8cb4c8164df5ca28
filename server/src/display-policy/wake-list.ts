/**
 * Which contacts to look at in which second of log time. An entry may be out of date; whoever is woken looks for itself, so
 * nothing is ever taken out, and a list rebuilt from the promises after a restart wakes the same contacts to the same effect.
 */
export class WakeList {
  #bySecond = new Map<number, string[]>()
  #lastSecond: number

  constructor(lastSecondMs = 0) {
    this.#lastSecond = lastSecondMs / 1000
  }

  /** At the first full second at or after the instant. */
  add(contact: string, atMs: number): void {
    const second = Math.max(Math.ceil(atMs / 1000), this.#lastSecond + 1)
    const contacts = this.#bySecond.get(second)
    if (contacts === undefined) this.#bySecond.set(second, [contact])
    else contacts.push(contact)
  }

  /** Everyone due up to this second, once each. Seconds may be skipped. */
  take(secondMs: number): Set<string> {
    const now = secondMs / 1000
    const due = new Set<string>()
    const one = (second: number): void => {
      for (const contact of this.#bySecond.get(second) ?? []) due.add(contact)
      this.#bySecond.delete(second)
    }
    if (now - this.#lastSecond === 1) one(now)
    else for (const second of [...this.#bySecond.keys()].filter((second) => second <= now).sort((a, b) => a - b)) one(second)
    this.#lastSecond = Math.max(this.#lastSecond, now)
    return due
  }
}
