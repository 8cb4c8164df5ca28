import { ENTRY_FORMAT, type LoggedFact } from './entries.ts'
import { encodeTraces, type EntryTrace } from './entry-traces.ts'
import { packFacts, type PackedItem } from './pack-facts.ts'
import { type EntryId, type EventLog, StoreUnavailable } from './port.ts'

export interface GroupCommitOptions {
  /** Largest entry body in bytes, default 1,000,000. One fact that is larger alone gets an entry of its own. */
  maxEntryBytes?: number
  /** What many callers sent goes into one entry up to so many bytes, default 128,000. */
  joinedBytes?: number
  /** Facts that wait beyond this many bytes (all partitions together) are refused, default 64 MiB. */
  maxPendingBytes?: number
}

/** What may go with facts into the log. */
export interface AppendedWith {
  /** W3C trace context, for whoever reads the entry. */
  traceparent?: string | undefined
  /** The facts are events of one feed that were received together, and this is `{"events":[…]}` as JSON: it need not be written again. */
  batchJson?: string | undefined
}

/** Appends facts of many callers in few entries. */
export interface GroupCommit {
  /**
   * Resolves with the log position `ms-n/index` of the last fact once the store holds all of them; rejects with
   * StoreUnavailable, after which some may be in the log and the retry is safe. At least one fact.
   */
  append(partition: number, facts: readonly LoggedFact[], appendedWith?: AppendedWith): Promise<string>
  /** Facts that are not yet acknowledged. */
  readonly pending: number
  readonly pendingBytes: number
  /** Takes no more, and resolves when what waits is in the log or refused. */
  close(): Promise<void>
}

interface Request { remaining: number; traceparent: string | undefined; resolve(position: string): void; reject(error: Error): void }
interface Item extends PackedItem { request: Request }
interface Line { waiting: Item[]; running: Promise<void> | undefined }

const HEAD = `{"f":${ENTRY_FORMAT},"kind":"facts","items":[`
const ITEMS_END = ']'
const TAIL = '}'
/** A trace beside the items: its text, its places and its quotes. */
const TRACE_BYTES = 80
/**
 * An entry is folded in one piece, for no display may show half of one: a thousand events hold the event loop of each node for some
 * 30 ms, a megabyte of them for a third of a second. Smaller entries cost a surge of many callers 7 % of its events a second (decision 161).
 */
const JOINED_BYTES = 128_000
const FRAME_BYTES = HEAD.length + ITEMS_END.length + TAIL.length

/**
 * Group commit: whatever arrived since the last append of a partition, of all callers, goes into its next entry. One
 * append a partition is in flight, so that a burst becomes few large entries and facts keep the order of their calls.
 */
export function createGroupCommit(log: Pick<EventLog, 'append'>, options: GroupCommitOptions = {}): GroupCommit {
  const maxEntryBytes = options.maxEntryBytes ?? 1_000_000
  const joinedBytes = Math.min(options.joinedBytes ?? JOINED_BYTES, maxEntryBytes)
  const maxPendingBytes = options.maxPendingBytes ?? 64 * 1024 * 1024
  const lines = new Map<number, Line>()
  let pending = 0
  let pendingBytes = 0
  let closed = false

  function settled(items: readonly Item[]): void {
    for (const { count, bytes } of items) {
      pending -= count
      pendingBytes -= bytes
    }
  }

  async function flush(partition: number, line: Line): Promise<void> {
    while (line.waiting.length > 0) {
      // Whoever is read in this turn of the event loop goes along.
      await new Promise((resolve) => { setImmediate(resolve) })
      const items = line.waiting.splice(0, countThatFit(line.waiting, joinedBytes))
      let id: EntryId
      try {
        ({ id } = await log.append(partition, bodyOf(items)))
      } catch (error) {
        // Whoever waits behind a failed append would find the same store: told now, each can retry at once.
        const refused = items.concat(line.waiting.splice(0))
        settled(refused)
        const reason = error instanceof StoreUnavailable ? error : new StoreUnavailable('the event log took no entry', { cause: error })
        for (const item of refused) item.request.reject(reason)
        continue
      }
      settled(items)
      let facts = 0
      for (const { request, count } of items) {
        facts += count
        request.remaining -= 1
        if (request.remaining === 0) request.resolve(`${id}/${facts - 1}`)
      }
    }
    // In the same turn as the check above, so that no append comes between and waits for nobody.
    line.running = undefined
  }

  return {
    get pending() { return pending },
    get pendingBytes() { return pendingBytes },
    append(partition, facts, { traceparent, batchJson } = {}) {
      if (closed) return Promise.reject(new StoreUnavailable('the server is stopping'))
      if (facts.length === 0) return Promise.reject(new RangeError('an append needs at least one fact'))
      const traceBytes = traceparent === undefined ? 0 : TRACE_BYTES
      const packed = packFacts(facts, maxEntryBytes - FRAME_BYTES - traceBytes - 1, batchJson)
      const bytes = packed.reduce((sum, item) => sum + item.bytes, traceBytes)
      if (pending > 0 && pendingBytes + bytes > maxPendingBytes) {
        return Promise.reject(new StoreUnavailable(`more than ${maxPendingBytes} bytes wait for the event log`))
      }
      pending += facts.length
      pendingBytes += bytes
      const line: Line = lines.get(partition) ?? { waiting: [], running: undefined }
      lines.set(partition, line)
      return new Promise((resolve, reject) => {
        const request: Request = { remaining: packed.length, traceparent, resolve, reject }
        for (const [index, item] of packed.entries()) line.waiting.push({ json: item.json, count: item.count, bytes: item.bytes + (index === 0 ? traceBytes : 0), request })
        line.running ??= flush(partition, line)
      })
    },
    async close() {
      closed = true
      await Promise.all(Array.from(lines.values(), (line) => line.running))
    },
  }
}

/** Added up and not joined: so the text is put together once, when it is sent. */
function bodyOf(items: readonly Item[]): string {
  let body = HEAD
  for (const [index, { json }] of items.entries()) body += index === 0 ? json : `,${json}`
  return body + ITEMS_END + encodeTraces(tracesOf(items)) + TAIL
}

/** Items of one request follow one another. */
function tracesOf(items: readonly Item[]): EntryTrace[] {
  const traces: EntryTrace[] = []
  let request: Request | undefined
  let first = 0
  for (const item of items) {
    const { count, request: { traceparent } } = item
    if (traceparent !== undefined) {
      const last = traces.at(-1)
      if (item.request === request && last !== undefined) last.count += count
      else traces.push({ first, count, traceparent })
      ;({ request } = item)
    }
    first += count
  }
  return traces
}

/** How many items from the head make one entry: as many as fit, and at least one. */
function countThatFit(items: readonly Item[], maxBytes: number): number {
  let bytes = FRAME_BYTES
  let count = 0
  for (const item of items) {
    bytes += item.bytes + 1
    if (count > 0 && bytes > maxBytes) break
    count += 1
  }
  return count
}
