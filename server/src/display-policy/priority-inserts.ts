/** More priorities than this in one queue are a score, not classes; the lowest are forgotten. */
export const MOST_PRIORITIES = 64

/**
 * Counts who joined each queue by priority, so that the inserts ahead of a contact since an instant are the difference of two
 * sums: no walk over the line at each join.
 */
export class PriorityInserts {
  #queues = new Map<string, Map<number, number>>()

  joined(queue: string, priority: number): void {
    let counts = this.#queues.get(queue)
    if (counts === undefined) this.#queues.set(queue, (counts = new Map()))
    counts.set(priority, (counts.get(priority) ?? 0) + 1)
    if (counts.size > MOST_PRIORITIES) counts.delete(Math.min(...counts.keys()))
  }

  /** How many ever joined these queues with a higher priority. Only differences mean something. */
  above(queues: readonly string[], priority: number): number {
    let sum = 0
    for (const queue of queues) {
      for (const [other, count] of this.#queues.get(queue) ?? []) if (other > priority) sum += count
    }
    return sum
  }

  snapshot(): [string, [number, number][]][] {
    return Array.from(this.#queues, ([queue, counts]) => [queue, [...counts]])
  }

  static restore(kept: [string, [number, number][]][]): PriorityInserts {
    const inserts = new PriorityInserts()
    for (const [queue, counts] of kept) inserts.#queues.set(queue, new Map(counts))
    return inserts
  }
}
