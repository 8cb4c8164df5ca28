/** What the driver tells of a contact; the fields that a check needs. */
export interface ToldEvent { id: string; type: 'contact.queued' | 'contact.answered' | 'contact.abandoned'; time: number; contact: string; queue?: string }
export type TrueState = 'waiting' | 'answered' | 'left'

interface Known { queue: string; toldMs: number; sinceMs: number; state: TrueState }

/** Who waits, by the acknowledged events alone. Pure: each contact is queued once and then answered or gone. */
export class Truth {
  #contacts = new Map<string, Known>()

  /** Events of one contact come in the order they happened; the feed's clock was off by so much when it told this. */
  apply(event: ToldEvent, offByMs = 0): void {
    if (event.type === 'contact.queued') {
      this.#contacts.set(event.contact, { queue: event.queue ?? '', toldMs: event.time, sinceMs: event.time - offByMs, state: 'waiting' })
      return
    }
    const known = this.#contacts.get(event.contact)
    if (known !== undefined) known.state = event.type === 'contact.answered' ? 'answered' : 'left'
  }

  copy(): Truth {
    const other = new Truth()
    for (const [contact, known] of this.#contacts) other.#contacts.set(contact, { ...known })
    return other
  }

  state(contact: string): TrueState | undefined {
    return this.#contacts.get(contact)?.state
  }

  /** Since when a contact that waits has truly done so. */
  waitingSinceMs(contact: string): number | undefined {
    const known = this.#contacts.get(contact)
    return known?.state === 'waiting' ? known.sinceMs : undefined
  }

  contacts(): string[] {
    return [...this.#contacts.keys()]
  }

  /** Contacts of each queue in line order: by the time that was told, then id. */
  lines(): Map<string, string[]> {
    const waiting = new Map<string, [string, Known][]>()
    for (const [contact, known] of this.#contacts) {
      if (known.state !== 'waiting') continue
      const line = waiting.get(known.queue)
      if (line === undefined) waiting.set(known.queue, [[contact, known]])
      else line.push([contact, known])
    }
    const byPlace = ([a, x]: [string, Known], [b, y]: [string, Known]): number => x.toldMs - y.toldMs || (a < b ? -1 : 1)
    return new Map(Array.from(waiting, ([queue, line]) => [queue, line.sort(byPlace).map(([contact]) => contact)]))
  }

  /** Place of each waiting contact, 1 is next. */
  places(): Map<string, number> {
    const places = new Map<string, number>()
    for (const line of this.lines().values()) for (const [index, contact] of line.entries()) places.set(contact, index + 1)
    return places
  }
}
