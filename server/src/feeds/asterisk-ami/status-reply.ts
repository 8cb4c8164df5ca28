import { wholeNumber, type AmiEvent } from './ami-event.ts'
import type { ReportedCaller } from './queue-order.ts'

/** A whole QueueStatus reply: per vendor queue name, its callers head first and its member rows. */
export interface StatusReply {
  /** When its first row came: what it says may be newer than the events before it, never older than this less the way here. */
  startedAtMs: number
  queues: Map<string, { callers: (Omit<ReportedCaller, 'contact'> & { uniqueid: string })[]; members: AmiEvent[] }>
}

/** Gathers the rows of a QueueStatus reply. Replies of two askers on one connection are told apart by ActionID. */
export class StatusReplies {
  private readonly open = new Map<string, StatusReply>()

  /** Takes a row; returns the reply with its last one. Events that are no part of a reply are left alone. */
  take(event: AmiEvent, nowMs: number): StatusReply | undefined {
    const action = event['ActionID'] ?? ''
    const name = event['Event']
    if (name === 'QueueStatusComplete') {
      const whole = this.open.get(action)
      this.open.delete(action)
      return whole ?? { startedAtMs: nowMs, queues: new Map() }
    }
    if (name !== 'QueueParams' && name !== 'QueueMember' && name !== 'QueueEntry') return undefined
    const reply = this.open.get(action) ?? { startedAtMs: nowMs, queues: new Map() }
    // A reply cut by a lost connection is never completed; an asker that gives no ActionID starts again over it.
    if (nowMs - reply.startedAtMs > 60_000) { reply.startedAtMs = nowMs; reply.queues.clear() }
    this.open.set(action, reply)
    const queueName = event['Queue'] ?? ''
    const queue = reply.queues.get(queueName) ?? { callers: [], members: [] }
    reply.queues.set(queueName, queue)
    if (name === 'QueueMember') queue.members.push(event)
    const uniqueid = event['Uniqueid']
    if (name === 'QueueEntry' && uniqueid !== undefined) {
      queue.callers.push({
        uniqueid, priority: wholeNumber(event, 'Priority'), sinceMs: nowMs - (wholeNumber(event, 'Wait') ?? 0) * 1000,
      })
    }
    return undefined
  }

  get isOpen(): boolean { return this.open.size > 0 }
}
