/** One payload of a feed that could not be taken whole, for a person to look at. Personal data is removed before it gets here. */
export interface RejectedPayload {
  id: string
  feed: string
  /** Epoch milliseconds. */
  receivedAtMs: number
  /** `unreadable`: no JSON or form; `mapping`: the mapping could not make a valid event of it. */
  reason: 'unreadable' | 'mapping'
  /** What the payload calls itself. */
  kind: string
  /** Where and why, in words; `path` is in the mapping. */
  faults: { path: string; problem: string }[]
  /** Without personal data; absent where the body could not be read, or was too large to keep. */
  payload?: unknown
  /** How often the same fault came with the same kind since; only the first payload is kept. */
  repeats: number
  lastAtMs: number
  /** What `translate` needs again; hex SHA-256 of the raw body. */
  digest: string
}

/** Keeps the rejected payloads of one node. Bounded: a flood of bad payloads pushes out the oldest of its own feed. */
export interface RejectedStore {
  add(center: string, rejected: Omit<RejectedPayload, 'id' | 'repeats' | 'lastAtMs'>): void
  /** Newest first. */
  list(center: string, feed: string): readonly RejectedPayload[]
  remove(center: string, feed: string, id: string): void
  /** All that were ever rejected since start, also those no longer kept. */
  total(center: string, feed: string): number
}

const MAX_PAYLOAD_CHARACTERS = 64 * 1024

/** In memory: what is rejected is rare, is of use for hours, and the vendor has it too. `maxPerFeed` payloads of at most 64 Ki characters. */
export function createRejectedStore({ maxPerFeed = 100 }: { maxPerFeed?: number } = {}): RejectedStore {
  const feeds = new Map<string, { kept: RejectedPayload[]; total: number; next: number }>()
  const of = (center: string, feed: string) => {
    const key = `${center}\n${feed}`
    const known = feeds.get(key) ?? { kept: [], total: 0, next: 1 }
    feeds.set(key, known)
    return known
  }
  return {
    add(center, rejected) {
      const box = of(center, rejected.feed)
      box.total += 1
      const same = box.kept.find((other) => other.kind === rejected.kind && other.reason === rejected.reason
        && other.faults.map(faultKey).join() === rejected.faults.map(faultKey).join() && (other.digest === rejected.digest || box.kept.length >= maxPerFeed))
      if (same !== undefined) {
        same.repeats += 1
        same.lastAtMs = rejected.receivedAtMs
        return
      }
      const { payload, ...rest } = rejected
      const keepPayload = payload !== undefined && JSON.stringify(payload).length <= MAX_PAYLOAD_CHARACTERS
      box.kept.push({ ...rest, ...(keepPayload ? { payload } : {}), id: `r${box.next}`, repeats: 0, lastAtMs: rejected.receivedAtMs })
      box.next += 1
      if (box.kept.length > maxPerFeed) box.kept.shift()
    },
    list: (center, feed) => feeds.get(`${center}\n${feed}`)?.kept.toReversed() ?? [],
    remove(center, feed, id) {
      const box = feeds.get(`${center}\n${feed}`)
      if (box !== undefined) box.kept = box.kept.filter((one) => one.id !== id)
    },
    total: (center, feed) => feeds.get(`${center}\n${feed}`)?.total ?? 0,
  }
}

const faultKey = ({ path, problem }: { path: string; problem: string }): string => `${path}: ${problem}`
