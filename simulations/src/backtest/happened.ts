import type { ContactEvent } from '@queuecast/server/contact-center'

/** What truly happened in one stay of a contact in a line, from the recording itself. */
export interface Happened {
  contact: string
  queue: string
  queuedAtMs: number
  /** The instant that orders the line (`since`, else when it was queued). */
  sinceMs: number
  outcome: 'answered' | 'abandoned' | 'left' | 'open'
  /** End of the stay; the end of the recording where it is open. */
  leftAtMs: number
  waitedSeconds: number
  /**
   * When it was answered, or, had it not hung up, would have been: the start of the first later effective entrant.
   * Undefined where the recording does not show it.
   */
  virtualStartMs?: number
}

export interface HappenedOptions {
  /** Which queues share their agents: an abandoned contact's virtual start is looked for in its pool. Each queue alone unless given. */
  poolOf?: (queue: string) => string
  /** A later entrant that starts later than this after the abandonment proves nothing, seconds. */
  imputeWithinSeconds?: number
}

/** The bank's agents serve all types but the internet help. */
export const bankPoolOf = (queue: string): string => (queue === 'in' ? 'in' : 'bank')

/**
 * Reads events (any order) into stays. For who abandoned, the virtual start is imputed as in the study of real calls
 * (target b2): the start of service, at or after the abandonment and within 20 minutes, of the first contact of the pool
 * that entered later (by `since`); contacts answered without waiting count, since an agent was demonstrably free then.
 */
export function whatHappened(events: Iterable<ContactEvent>, options: HappenedOptions = {}): Happened[] {
  const stays: Happened[] = []
  const open = new Map<string, Happened>()
  let endMs = 0
  const close = (contact: string, atMs: number, outcome: Happened['outcome']): void => {
    const stay = open.get(contact)
    if (stay === undefined) return
    open.delete(contact)
    stay.outcome = outcome
    stay.leftAtMs = atMs
    stay.waitedSeconds = (atMs - stay.queuedAtMs) / 1000
    if (outcome === 'answered') stay.virtualStartMs = atMs
  }
  for (const event of [...events].sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1))) {
    endMs = event.time
    switch (event.type) {
      case 'contact.queued': case 'contact.requeued': {
        const earlier = open.get(event.contact)
        close(event.contact, event.time, 'left')
        const sinceMs = event.type === 'contact.queued' ? event.since ?? event.time : event.keepsPlace === true ? earlier?.sinceMs ?? event.time : event.time
        const stay: Happened = { contact: event.contact, queue: event.queue, queuedAtMs: event.time, sinceMs, outcome: 'open', leftAtMs: event.time, waitedSeconds: 0 }
        open.set(event.contact, stay)
        stays.push(stay)
        break
      }
      case 'contact.answered': close(event.contact, event.time, 'answered'); break
      case 'contact.abandoned': close(event.contact, event.time, 'abandoned'); break
      case 'contact.left': close(event.contact, event.time, 'left'); break
      default:
    }
  }
  for (const contact of open.keys()) close(contact, endMs, 'open')
  impute(stays, options.poolOf ?? ((queue) => queue), (options.imputeWithinSeconds ?? 1200) * 1000)
  return stays
}

function impute(stays: readonly Happened[], poolOf: (queue: string) => string, withinMs: number): void {
  const startsByPool = new Map<string, Happened[]>()
  for (const stay of stays) {
    if (stay.outcome !== 'answered') continue
    const pool = poolOf(stay.queue)
    const starts = startsByPool.get(pool)
    if (starts === undefined) startsByPool.set(pool, [stay])
    else starts.push(stay)
  }
  for (const starts of startsByPool.values()) starts.sort((a, b) => a.leftAtMs - b.leftAtMs)
  for (const stay of stays) {
    if (stay.outcome !== 'abandoned') continue
    const starts = startsByPool.get(poolOf(stay.queue)) ?? []
    for (let i = firstFrom(starts, stay.leftAtMs); i < starts.length; i++) {
      const start = starts[i]
      if (start === undefined || start.leftAtMs > stay.leftAtMs + withinMs) break
      if (start.sinceMs <= stay.sinceMs) continue
      stay.virtualStartMs = start.leftAtMs
      break
    }
  }
}

/** Index of the first start at or after an instant. */
function firstFrom(starts: readonly Happened[], instantMs: number): number {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((starts[middle]?.leftAtMs ?? 0) < instantMs) low = middle + 1
    else high = middle
  }
  return low
}
