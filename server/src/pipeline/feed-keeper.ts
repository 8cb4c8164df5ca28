import { createHmac } from 'node:crypto'
import { type CenterFact, contactEventSchema } from '../contact-center/index.ts'
import type { CenterConfig } from '../config/index.ts'
import { futureInstant } from '../delivery/http/ingest/future-instant.ts'
import type { ConnectedSource, FeedHost, FeedLogFields, FeedSettings, RunningFeed } from '../feeds/index.ts'
import { FeedOutbox } from './feed-outbox.ts'
import { type ConnectionHealth, FeedRecord, type RejectedNote } from './feed-record.ts'

const LOOK_EVERY_MS = 500
/** A lease that is lost for a moment must not cost a connection, and with it what happened meanwhile. */
const LET_GO_AFTER_MS = 2_000
const OPAQUE_CACHE = 10_000

export interface FeedKeeperDeps {
  centers(): readonly CenterConfig[]
  sources: Readonly<Record<string, ConnectedSource>>
  /** Whether this node leads the center's partition; undefined while the store does not say. */
  leads(center: string): boolean | undefined
  append(center: string, facts: CenterFact[]): Promise<unknown>
  takeQuota(center: string, feed: string, events: number): { ok: true } | { ok: false; retryAfterSeconds: number }
  waitingSince?(center: string, feed: string, contact: string): number | undefined
  /** Makes opaque ids; the same on all nodes. */
  idKey: string
  nowMs(): number
  monotonicMs(): number
  random(): number
  log: FeedHost['log']
  /** Told of what was taken and what was not, for metrics. */
  count(center: string, feed: string, count: { accepted: number; rejected: number; unknownFields: number }): void
  failed(error: unknown): void
}

/** What a node knows of one feed beside what the log says; instants are epoch milliseconds. */
export interface FeedWork {
  source: string
  connection?: ConnectionHealth
  rejected: number
  /** Events lost because more were held than may be. */
  lost: number
  /** Events that wait for the store now, and what they wait for. */
  held: number
  waitingFor?: 'store' | 'quota'
}

interface Kept { center: string; settings: FeedSettings; told: string; running: RunningFeed; outbox: FeedOutbox; letGoAtMs?: number }

/**
 * Runs the configured connectors of the centers that this node leads: one node connects a source, another takes over when
 * it goes. Two at once for a moment are harmless, since the fold takes the same happening twice as one.
 */
export class FeedKeeper {
  readonly #deps: FeedKeeperDeps
  readonly #kept = new Map<string, Kept>()
  readonly #records = new Map<string, FeedRecord>()
  readonly #opaque = new Map<string, string>()
  #timer: NodeJS.Timeout | undefined
  #closed = false

  constructor(deps: FeedKeeperDeps) {
    this.#deps = deps
  }

  start(): void {
    this.look()
    this.#timer = setInterval(() => this.look(), LOOK_EVERY_MS)
    this.#timer.unref()
  }

  /** Compares what runs with what should; called from time to time and after a new configuration. */
  look(): void {
    if (this.#closed) return
    const wanted = new Map<string, { center: string; settings: FeedSettings; source: ConnectedSource }>()
    for (const center of this.#deps.centers()) {
      for (const feed of center.feeds) {
        const source = Object.hasOwn(this.#deps.sources, feed.source) ? this.#deps.sources[feed.source] : undefined
        if (source !== undefined) wanted.set(`${center.id} ${feed.name}`, { center: center.id, source, settings: feed })
      }
    }
    for (const [name, kept] of this.#kept) {
      const want = wanted.get(name)
      if (want === undefined || JSON.stringify(want.settings) !== kept.told) this.#stop(name, kept)
      else if (this.#mustLetGo(kept)) {
        this.#stop(name, kept)
        this.#recordOf(name).note({ state: 'elsewhere' })
      }
    }
    for (const [name, { center, source, settings }] of wanted) {
      if (this.#kept.has(name)) continue
      if (this.#deps.leads(center) === true) this.#run(name, center, source, settings)
      else if (this.#recordOf(name).connection === undefined) this.#recordOf(name).note({ state: 'elsewhere' })
    }
  }

  work(center: string, feed: string): FeedWork | undefined {
    const config = this.#deps.centers().find(({ id }) => id === center)?.feeds.find(({ name }) => name === feed)
    const record = this.#records.get(`${center} ${feed}`)
    if (config === undefined && record === undefined) return undefined
    const outbox = this.#kept.get(`${center} ${feed}`)?.outbox
    return {
      source: config?.source ?? 'http', rejected: record?.rejected ?? 0, lost: outbox?.lost ?? 0, held: outbox?.held ?? 0,
      ...(outbox?.waitingFor === undefined ? {} : { waitingFor: outbox.waitingFor }),
      ...(record?.connection === undefined ? {} : { connection: record.connection }),
    }
  }

  /** What this node did not take of a feed, newest first, at most a hundred. */
  rejected(center: string, feed: string): RejectedNote[] {
    return this.#records.get(`${center} ${feed}`)?.notes ?? []
  }

  /** Notes what was refused on another way in, such as a pushed event. */
  reject(center: string, feed: string, reason: string, sample?: unknown): void {
    this.#recordOf(`${center} ${feed}`).reject(reason, sample)
  }

  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#timer)
    await Promise.all(Array.from(this.#kept, ([name, kept]) => this.#stop(name, kept)))
  }

  #run(name: string, center: string, source: ConnectedSource, settings: FeedSettings): void {
    const record = this.#recordOf(name)
    const [fault] = source.check(settings)
    if (fault !== undefined) {
      if (record.connection?.state !== 'down') record.note({ state: 'down', error: `${fault.field} ${fault.problem}`, retryInMs: 0 })
      return
    }
    const after = (delayMs: number, work: () => void): (() => void) => {
      const timer = setTimeout(() => this.#guarded(work), delayMs)
      return () => clearTimeout(timer)
    }
    const outbox = new FeedOutbox({
      after,
      overQuota: (events) => {
        const answer = this.#deps.takeQuota(center, settings.name, events)
        return answer.ok ? undefined : answer.retryAfterSeconds
      },
      append: async (events) => {
        await this.#deps.append(center, events.map(({ event, receivedAtMs }) => ({ kind: 'event', feed: settings.name, receivedAtMs, event })))
        this.#deps.count(center, settings.name, { accepted: events.length, rejected: 0, unknownFields: 0 })
      },
    })
    const log = (level: 'info' | 'warn', message: string, fields: FeedLogFields = {}): void => this.#deps.log(level, message, { center, feed: settings.name, ...fields })
    const host: FeedHost = {
      nowMs: this.#deps.nowMs, monotonicMs: this.#deps.monotonicMs, random: this.#deps.random, after, log,
      waitingSince: (contact) => this.#deps.waitingSince?.(center, settings.name, contact),
      opaqueId: (vendorId) => this.#opaqueId(center, vendorId),
      reject: (reason, sample) => {
        record.reject(reason, sample)
        this.#deps.count(center, settings.name, { accepted: 0, rejected: 1, unknownFields: 0 })
      },
      connection: (note) => {
        const before = record.connection
        record.note(note)
        if (note.state === 'connected' && (before?.state !== 'connected' || note.warning !== undefined)) log(note.warning === undefined ? 'info' : 'warn', 'feed connected', { warning: note.warning })
        // The same fault at each try would fill the log.
        if (note.state === 'down' && (before?.state !== 'down' || before.lastError !== note.error)) log('warn', 'feed down', { why: note.error })
      },
      deliver: (events) => {
        const receivedAtMs = Math.round(this.#deps.nowMs())
        const good = events.flatMap((event) => {
          const checked = contactEventSchema.safeParse(event)
          const fault = checked.success ? futureInstant(checked.data, receivedAtMs) : (checked.error.issues[0]?.path.join('.') ?? 'event')
          if (checked.success && fault === undefined) return [{ event: checked.data, receivedAtMs }]
          host.reject(checked.success ? `${fault} is more than a day in the future` : `${event.type}: ${fault} ${checked.error.issues[0]?.message ?? 'is not valid'}`, event)
          return []
        })
        return outbox.deliver(good)
      },
    }
    record.connection = undefined
    this.#kept.set(name, { center, settings, told: JSON.stringify(settings), outbox, running: source.connect(settings, host) })
  }

  async #stop(name: string, { running, outbox }: Kept): Promise<void> {
    this.#kept.delete(name)
    outbox.close()
    try {
      await running.close()
    } catch (error) {
      this.#deps.failed(error)
    }
  }

  /** True once another node has led for a while; a store that does not answer changes nothing. */
  #mustLetGo(kept: Kept): boolean {
    if (this.#deps.leads(kept.center) !== false) {
      delete kept.letGoAtMs
      return false
    }
    kept.letGoAtMs ??= this.#deps.monotonicMs() + LET_GO_AFTER_MS
    return this.#deps.monotonicMs() >= kept.letGoAtMs
  }

  #recordOf(name: string): FeedRecord {
    const record = this.#records.get(name) ?? new FeedRecord(this.#deps.nowMs)
    this.#records.set(name, record)
    return record
  }

  #opaqueId(center: string, vendorId: string): string {
    const name = `${center} ${vendorId}`
    let id = this.#opaque.get(name)
    if (id === undefined) {
      id = createHmac('sha256', this.#deps.idKey).update(name).digest('base64url').slice(0, 16)
      if (this.#opaque.size >= OPAQUE_CACHE) this.#opaque.clear()
      this.#opaque.set(name, id)
    }
    return id
  }

  #guarded(work: () => void): void {
    try {
      work()
    } catch (error) {
      this.#deps.failed(error)
    }
  }
}
