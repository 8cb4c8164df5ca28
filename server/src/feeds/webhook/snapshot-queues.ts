/** One queue of a snapshot, before the event's schema checks it. */
export interface ListedQueue { queue: unknown; waiting: Record<string, unknown>[] }

/** The flat rows of a payload by queue. Queues that are covered and have no row are listed empty: nobody waits there any more. */
export function snapshotQueues(rows: unknown, covers: unknown, idOf: (id: unknown) => string): ListedQueue[] {
  const queues = new Map<unknown, ListedQueue>()
  const listed = (queue: unknown): ListedQueue => {
    const known = queues.get(queue) ?? { queue, waiting: [] }
    queues.set(queue, known)
    return known
  }
  if (Array.isArray(covers)) for (const queue of covers as unknown[]) listed(queue)
  for (const row of Array.isArray(rows) ? (rows as Record<string, unknown>[]) : []) {
    const { queue, contact, ...rest } = row
    // A row of a queue that this feed does not take.
    if (queue === undefined) continue
    listed(queue).waiting.push({ ...rest, ...(contact === undefined ? {} : { contact: idOf(contact) }) })
  }
  return [...queues.values()]
}
