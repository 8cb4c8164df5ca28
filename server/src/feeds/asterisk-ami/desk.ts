import type { ContactEvent } from '../../contact-center/index.ts'
import { opaqueIdOf, queueIdOf } from './ami-event.ts'
import { Calls } from './calls.ts'
import { Members, type AgentNow } from './members.ts'
import { QueueOrder } from './queue-order.ts'

export interface AmiTranslatorOptions {
  /** Makes event ids unique over connections: a reconnect or another node takes another one. At most 40 characters. */
  idPrefix?: string
  /** Before every contact id, where two Asterisks without a `systemname` feed one center. */
  contactPrefix?: string
  /** Our id for a vendor's queue name, where `queueIdOf` would not do. */
  queueIds?: Readonly<Record<string, string>>
  /** Since when the contact waits by what earlier connections told; a reply is good to a second only, and must not reorder them. */
  toldSince?: (contact: string) => number | undefined
  /** Our id for an interface, which may name a person or hold a phone number; `opaqueIdOf` unless given. */
  agentIdOf?: (iface: string) => string
}

type WithoutHead<T> = T extends ContactEvent ? Omit<T, 'id' | 'time'> : never

/** A reported wait is whole seconds of another clock: within this it is the stay that was told. */
const SAME_STAY_MS = 2_000

/** A QueueStatus reply runs ahead of its events (seen: 11 ms); within this its differences prove nothing. */
const REPLY_AHEAD_MS = 1000

/** What one connection is known to be in the middle of: the translator's whole state. */
export class Desk {
  readonly calls = new Calls()
  readonly members: Members
  readonly outOfStep = new Set<string>()
  /** Who left while a QueueStatus reply was coming in. */
  readonly leftDuringReply = new Set<string>()
  replyIsOpen = false
  /** A reply had callers in another order than the events told. */
  reordered = false
  seesCallClass = false
  seesAgentCalled = false
  /** Ordinal of the AMI event being translated; ids are made of it. */
  ordinal = 0

  private readonly options: AmiTranslatorOptions
  private readonly orders = new Map<string, QueueOrder>()
  private readonly checkedAtMs = new Map<string, number>()
  private out: ContactEvent[] = []

  constructor(options: AmiTranslatorOptions) {
    this.options = options
    this.members = new Members((name) => this.queueId(name), (iface) => this.agentOf(iface))
  }

  queueId(name: string): string { return this.options.queueIds?.[name] ?? queueIdOf(name) }
  contactOf(uniqueid: string): string { return opaqueIdOf(`${this.options.contactPrefix ?? ''}${uniqueid}`) }

  /** What earlier connections told of this stay; undefined of another one or where nothing was told. */
  toldSince(contact: string, reportedMs: number): number | undefined {
    const toldMs = this.options.toldSince?.(contact)
    return toldMs !== undefined && Math.abs(toldMs - reportedMs) <= SAME_STAY_MS ? toldMs : undefined
  }

  agentOf(iface: string): string { return (this.options.agentIdOf ?? opaqueIdOf)(iface) }

  orderOf(name: string): QueueOrder {
    const order = this.orders.get(name) ?? new QueueOrder()
    this.orders.set(name, order)
    return order
  }

  /** Ids sort like the AMI events they come from, which is the order of events that share a millisecond. */
  emit(timeMs: number, body: WithoutHead<ContactEvent>, ordinal = this.ordinal): void {
    const id = `${this.options.idPrefix ?? 'ami'}-${String(ordinal).padStart(10, '0')}-${String(this.out.length).padStart(4, '0')}-${body.type}`
    this.out.push({ id, time: Math.round(timeMs), ...body })
  }

  emitAgent(now: AgentNow | undefined, timeMs: number): void {
    if (now === undefined) return
    const { agent, state, queues, untilMs } = now
    this.emit(timeMs, { type: 'agent.state', agent, state, queues, ...(untilMs === undefined ? {} : { until: Math.round(untilMs) }) })
  }

  takeOut(): ContactEvent[] {
    const events = this.out
    this.out = []
    return events
  }

  /** The vendor's count or place contradicts ours. */
  suspect(name: string, nowMs: number): void {
    if (nowMs - (this.checkedAtMs.get(name) ?? Number.NEGATIVE_INFINITY) > REPLY_AHEAD_MS) this.outOfStep.add(name)
  }
  /** A QueueStatus reply of this connection spoke of the queue before. */
  wasChecked(name: string): boolean { return this.checkedAtMs.has(name) }
  checked(name: string, nowMs: number): void {
    this.checkedAtMs.set(name, nowMs)
    this.outOfStep.delete(name)
  }

  noteLeave(contact: string): void {
    if (this.replyIsOpen) this.leftDuringReply.add(contact)
  }
}
