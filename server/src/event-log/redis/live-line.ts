import type { PublishedQueue } from '../port.ts'
import type { Command, Connection } from './connection.ts'
import { lineKey, queueKey } from './keys.ts'

/** A node that died leaves its lines for so long at most. */
const EXPIRE_MS = 60_000
const REFRESH_EVERY_MS = 20_000
const MEMBERS_AT_ONCE = 500
const COMMANDS_AT_ONCE = 200

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
  #last: Promise<unknown> = Promise.resolve()

  constructor(connection: Connection, partition: number, now: () => number) {
    this.#connection = connection
    this.#partition = partition
    this.#now = now
  }

  /** Another node publishes now. */
  forget(): void {
    this.#known.clear()
  }

  /** Redis was away: what it holds is unknown, and the next refresh writes all of it again. */
  distrust(): void {
    for (const known of this.#known.values()) known.trusted = false
    this.#refreshAtMs = 0
  }

  publish(queues: readonly PublishedQueue[]): Promise<void> {
    return this.#inTurn(async () => {
      for (const queue of queues) {
        const name = `${queue.center} ${queue.queue}`
        const before = this.#known.get(name)
        const next: Known = {
          center: queue.center, queue: queue.queue, figures: new Map(Object.entries(queue.figures)),
          line: new Map(queue.line.map(({ contact, score }) => [contact, score])), trusted: false,
        }
        this.#known.set(name, next)
        await this.#send(before?.trusted === true ? this.#differences(before, next) : this.#whole(next))
        next.trusted = true
        if (next.line.size === 0 && next.figures.size === 0) this.#known.delete(name)
      }
    })
  }

  /** Keeps what is published from expiring while this node leads; cheap to call often. */
  async refresh(): Promise<void> {
    const now = this.#now()
    if (now < this.#refreshAtMs) return
    this.#refreshAtMs = now + REFRESH_EVERY_MS
    await this.#inTurn(async () => {
      for (const known of this.#known.values()) {
        if (known.trusted && (await this.#stillThere(known))) continue
        await this.#send(this.#whole(known))
        known.trusted = true
      }
    })
  }

  async #stillThere(known: Known): Promise<boolean> {
    const [line, figures] = await this.#connection.sendAll(this.#expire(known))
    return (known.line.size === 0 || line === 1) && (known.figures.size === 0 || figures === 1)
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

const members = (line: ReadonlyMap<string, number>): (string | number)[][] =>
  slices(Array.from(line), MEMBERS_AT_ONCE).map((part) => part.flatMap(([contact, score]) => [score, contact]))

function slices<T>(items: readonly T[], size: number): T[][] {
  const parts: T[][] = []
  for (let start = 0; start < items.length; start += size) parts.push(items.slice(start, start + size))
  return parts
}
