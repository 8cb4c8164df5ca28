import type { Pending, QueueGroup, Watch } from './watch.ts'

interface CenterGroup { byContact: Map<string, Set<Watch>>; byQueue: Map<string, QueueGroup> }

/** Customers whose display names no queue stand together under this key, which no queue can have. */
const NO_QUEUE = ''
const NOBODY: ReadonlySet<Watch> = new Set()

/** Who watches which contact and, by the last display sent, which queue. */
export class WatchIndex {
  readonly #centers = new Map<string, CenterGroup>()
  #size = 0

  get size(): number {
    return this.#size
  }

  add(watch: Watch): void {
    const center = this.#center(watch.subscriber.center)
    const same = center.byContact.get(watch.subscriber.contact)
    if (same) same.add(watch)
    else center.byContact.set(watch.subscriber.contact, new Set([watch]))
    this.#join(center, watch)
    this.#size += 1
  }

  remove(watch: Watch): void {
    const { center: id, contact } = watch.subscriber
    const center = this.#centers.get(id)
    const same = center?.byContact.get(contact)
    if (center === undefined || same === undefined || !same.delete(watch)) return
    if (same.size === 0) center.byContact.delete(contact)
    this.#leaveQueue(center, watch)
    if (center.byContact.size === 0) this.#centers.delete(id)
    this.#size -= 1
  }

  move(watch: Watch, queue: string | undefined): void {
    if (watch.queue === queue) return
    const center = this.#center(watch.subscriber.center)
    this.#leaveQueue(center, watch)
    watch.queue = queue
    this.#join(center, watch)
  }

  /** Keeps the watch among the calm ones of its queue, or not. */
  setPending(watch: Watch, pending: Pending): void {
    watch.pending = pending
    if (pending === 'none') watch.group?.calm.add(watch)
    else watch.group?.calm.delete(watch)
  }

  ofContact(center: string, contact: string): ReadonlySet<Watch> {
    return this.#centers.get(center)?.byContact.get(contact) ?? NOBODY
  }

  /** Those of a queue without a change pending. */
  calmOfQueue(center: string, queue: string): ReadonlySet<Watch> {
    return this.#centers.get(center)?.byQueue.get(queue)?.calm ?? NOBODY
  }

  *ofCenter(center: string): IterableIterator<Watch> {
    for (const group of this.#centers.get(center)?.byQueue.values() ?? []) yield* group.watches
  }

  *groups(): IterableIterator<{ group: QueueGroup; shared: boolean }> {
    for (const center of this.#centers.values()) {
      for (const [queue, group] of center.byQueue) yield { group, shared: queue !== NO_QUEUE }
    }
  }

  #center(id: string): CenterGroup {
    let center = this.#centers.get(id)
    if (center === undefined) this.#centers.set(id, (center = { byContact: new Map(), byQueue: new Map() }))
    return center
  }

  #join(center: CenterGroup, watch: Watch): void {
    const key = watch.queue ?? NO_QUEUE
    let group = center.byQueue.get(key)
    if (group === undefined) center.byQueue.set(key, (group = { watches: new Set(), calm: new Set(), freshDueMs: 0 }))
    group.watches.add(watch)
    if (watch.pending === 'none') group.calm.add(watch)
    watch.group = group
  }

  #leaveQueue(center: CenterGroup, watch: Watch): void {
    const { group } = watch
    if (group === undefined) return
    group.watches.delete(watch)
    group.calm.delete(watch)
    watch.group = undefined
    if (group.watches.size === 0) center.byQueue.delete(watch.queue ?? NO_QUEUE)
  }
}
