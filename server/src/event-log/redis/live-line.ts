import type { PublishedQueue } from '../port.ts'
import type { Command, Connection } from './connection.ts'
import { lineKey, queueKey } from './keys.ts'

/** A node that died leaves its lines for so long at most. */
const EXPIRE_MS = 60_000
const REFRESH_EVERY_MS = 20_000
const MEMBERS_AT_ONCE = 500
const COMMANDS_AT_ONCE = 400
const QUEUES_AT_ONCE = COMMANDS_AT_ONCE / 2
/** Of the queues that are sent together; the event loop goes on between. */
const PLACES_AT_ONCE = 2_000

interface Known { center: string; queue: string; figures: Map<string, string>; line: Map<string, number>; trusted: boolean }

/**
 * The queues of one partition as other systems read them from Redis. What was published is remembered, so that only
 * differences are written; where that cannot be trusted (another leader, an outage) a queue is rewritten whole, under
 * another name first, so that no reader sees half a line.
 */
export class LiveLine {
  #connection: Connection
  #partition: number
  #now: () => number
  #known = new Map<string, Known>()
  #refreshAtMs = 0
  /** Another after each `forget`: what was under way then is written no further. */
  #term = 0
  #last: Promise<unknown> = Promise.resolve()

  constructor(connection: Connection, partition: number, now: () => number) {
    this.#connection = connection
    this.#partition = partition
    this.#now = now
  }

  /** Another node publishes now. */
  forget(): void {
    this.#known.clear()
    this.#term += 1
  }

  /** Redis was away: what it holds is unknown, and the next refresh writes all of it again. */
  distrust(): void {
    for (const known of this.#known.values()) known.trusted = false
    this.#refreshAtMs = 0
  }

  /** Many queues go together, so that far away a thousand of them do not take a second. A queue is asked for when its turn comes. */
  publish(queues: Iterable<PublishedQueue>): Promise<void> {
    const term = this.#term
    return this.#inTurn(async () => {
      let commands: Command[] = []
      let written: Known[] = []
      let places = 0
      const flush = async (): Promise<boolean> => {
        const [sent, these] = [commands, written]
        ;[commands, written, places] = [[], [], 0]
        if (term !== this.#term) return false
        await this.#send(sent)
        for (const known of these) {
          known.trusted = true
          if (known.line.size === 0 && known.figures.size === 0) this.#known.delete(nameOf(known))
        }
        return term === this.#term
      }
      for (const queue of queues) {
        const next: Known = {
          center: queue.center, queue: queue.queue, figures: new Map(Object.entries(queue.figures)),
          line: new Map(queue.line.map(({ contact, score }) => [contact, score])), trusted: false,
        }
        const before = this.#known.get(nameOf(next))
        this.#known.set(nameOf(next), next)
        commands.push(...(before?.trusted === true ? this.#differences(before, next) : this.#whole(next)))
        written.push(next)
        places += next.line.size
        if ((commands.length >= COMMANDS_AT_ONCE / 2 || places >= PLACES_AT_ONCE) && !(await flush())) return
      }
      await flush()
    })
  }

  /** Keeps what is published from expiring while this node leads; cheap to call often. */
  async refresh(): Promise<void> {
    const now = this.#now()
    if (now < this.#refreshAtMs) return
    this.#refreshAtMs = now + REFRESH_EVERY_MS
    await this.#inTurn(async () => {
      for (const some of slices([...this.#known.values()], QUEUES_AT_ONCE)) {
        const trusted = some.filter((known) => known.trusted)
        const there = await this.#connection.sendAll(trusted.flatMap((known) => this.#expire(known)))
        trusted.forEach((known, index) => { known.trusted = isThere(known, there[2 * index], there[2 * index + 1]) })
        for (const known of some) {
          if (known.trusted || this.#known.get(nameOf(known)) !== known) continue
          await this.#send(this.#whole(known))
          known.trusted = true
        }
      }
    })
  }

  /** One at a time: two that write the same queue would mix. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(work)
    this.#last = turn.catch(() => this.distrust())
    return turn
  }

  #keys({ center, queue }: Known): { line: string; figures: string } {
    return { line: lineKey(this.#partition, center, queue), figures: queueKey(this.#partition, center, queue) }
  }

  #expire(known: Known): Command[] {
    const keys = this.#keys(known)
    return [['PEXPIRE', keys.line, EXPIRE_MS], ['PEXPIRE', keys.figures, EXPIRE_MS]]
  }

  #whole(next: Known): Command[] {
    const { line, figures } = this.#keys(next)
    // Its own name in the same slot: no queue id holds a `~`.
    const draft = `${line}~`
    return [
      ['UNLINK', draft],
      ...members(next.line).map((part): Command => ['ZADD', draft, ...part]),
      next.line.size > 0 ? ['RENAME', draft, line] : ['UNLINK', line],
      ['UNLINK', figures],
      ...(next.figures.size > 0 ? [['HSET', figures, ...Array.from(next.figures).flat()] as const] : []),
      ...this.#expire(next),
    ]
  }

  #differences(before: Known, next: Known): Command[] {
    const { line, figures } = this.#keys(next)
    const moved = new Map(Array.from(next.line).filter(([contact, score]) => before.line.get(contact) !== score))
    const gone = Array.from(before.line.keys()).filter((contact) => !next.line.has(contact))
    const changed = Array.from(next.figures).filter(([name, value]) => before.figures.get(name) !== value)
    const dropped = Array.from(before.figures.keys()).filter((name) => !next.figures.has(name))
    return [
      ...slices(gone, MEMBERS_AT_ONCE).map((part): Command => ['ZREM', line, ...part]),
      ...members(moved).map((part): Command => ['ZADD', line, ...part]),
      ...(dropped.length > 0 ? [['HDEL', figures, ...dropped] as const] : []),
      ...(changed.length > 0 ? [['HSET', figures, ...changed.flat()] as const] : []),
      ...this.#expire(next),
    ]
  }

  async #send(commands: readonly Command[]): Promise<void> {
    for (const part of slices(commands, COMMANDS_AT_ONCE)) await this.#connection.sendAll(part)
  }
}

const nameOf = ({ center, queue }: Known): string => `${center} ${queue}`

/** By what prolonging its two keys was answered. */
const isThere = ({ line, figures }: Known, lineWas: unknown, figuresWas: unknown): boolean => (line.size === 0 || lineWas === 1) && (figures.size === 0 || figuresWas === 1)

const members = (line: ReadonlyMap<string, number>): (string | number)[][] =>
  slices(Array.from(line), MEMBERS_AT_ONCE).map((part) => part.flatMap(([contact, score]) => [score, contact]))

function slices<T>(items: readonly T[], size: number): T[][] {
  const parts: T[][] = []
  for (let start = 0; start < items.length; start += size) parts.push(items.slice(start, start + size))
  return parts
}
