import type { EventOf } from '../../contact-center/index.ts'
import { opaqueIdOf, queueIdOf, wholeNumber, type AmiEvent } from './ami-event.ts'

type AgentState = EventOf<'agent.state'>['state']
export interface AgentNow { agent: string; state: AgentState; queues: string[]; untilMs?: number }

interface Membership { paused: boolean; inCall: boolean; lastCall: number }
interface Member { memberships: Map<string, Membership>; status: number; wrapUpUntilMs: number; told: string }

/**
 * Asterisk's device states as an agent's state. Unknown (0) is called by app_queue like not-in-use; invalid and unavailable
 * are not; busy, on hold and ringing while in use are a phone in use.
 */
function deviceState(status: number): AgentState {
  switch (status) {
    case 0: case 1: return 'available'
    case 4: case 5: return 'signed-out'
    case 6: return 'ringing'
    default: return 'on-contact'
  }
}

/** Who is a member of which queues, from the member events and rows; one agent per `Interface`, whatever its names. */
export class Members {
  private readonly members = new Map<string, Member>()

  private readonly queueId: (name: string) => string
  private readonly agentOf: (iface: string) => string

  constructor(queueId: (name: string) => string = queueIdOf, agentOf: (iface: string) => string = opaqueIdOf) {
    this.queueId = queueId
    this.agentOf = agentOf
  }

  /** A member event or a QueueMember row. Returns the agent where its state or queues changed. */
  update(event: AmiEvent, nowMs: number): AgentNow | undefined {
    const iface = event['Interface'] ?? event['Location']
    const queue = event['Queue']
    if (iface === undefined || queue === undefined) return undefined
    const member: Member = this.members.get(iface) ?? { memberships: new Map(), status: 0, wrapUpUntilMs: 0, told: '' }
    this.members.set(iface, member)
    const id = this.queueId(queue)
    const before = member.memberships.get(id)
    const lastCall = wholeNumber(event, 'LastCall') ?? before?.lastCall ?? 0
    member.memberships.set(id, { paused: event['Paused'] === '1', inCall: event['InCall'] === '1', lastCall })
    member.status = wholeNumber(event, 'Status') ?? member.status
    if (before !== undefined && lastCall > before.lastCall) {
      // The member's call ended just now; by our clock, since theirs may differ.
      member.wrapUpUntilMs = Math.max(member.wrapUpUntilMs, nowMs + (wholeNumber(event, 'Wrapuptime') ?? 0) * 1000)
    }
    return this.changed(iface, member, nowMs)
  }

  remove(event: AmiEvent, nowMs: number): AgentNow | undefined {
    const iface = event['Interface'] ?? ''
    const member = this.members.get(iface)
    if (member === undefined) return undefined
    member.memberships.delete(this.queueId(event['Queue'] ?? ''))
    const now = this.changed(iface, member, nowMs)
    if (member.memberships.size === 0) this.members.delete(iface)
    return now
  }

  /** Agents whose wrap-up time is over: Asterisk raises no event at its end. */
  wrapUpsOver(nowMs: number): { atMs: number; now: AgentNow }[] {
    const over: { atMs: number; now: AgentNow }[] = []
    for (const [iface, member] of this.members) {
      const atMs = member.wrapUpUntilMs
      if (atMs === 0 || atMs > nowMs) continue
      member.wrapUpUntilMs = 0
      const now = this.changed(iface, member, atMs)
      if (now !== undefined) over.push({ atMs, now })
    }
    return over
  }

  /** Keeps only the memberships that a QueueStatus reply listed for the queues it covers; returns who lost all. */
  keepOnly(listed: ReadonlyMap<string, ReadonlySet<string>>, nowMs: number): AgentNow[] {
    const gone: AgentNow[] = []
    for (const [iface, member] of this.members) {
      for (const queue of member.memberships.keys()) {
        if (listed.get(queue)?.has(iface) === false) member.memberships.delete(queue)
      }
      if (member.memberships.size > 0) continue
      const now = this.changed(iface, member, nowMs)
      if (now !== undefined) gone.push(now)
      this.members.delete(iface)
    }
    return gone
  }

  now(iface: string, nowMs: number): AgentNow | undefined {
    const member = this.members.get(iface)
    return member === undefined ? undefined : this.read(iface, member, nowMs)
  }

  /** False where every member of the queue is paused or away: then app_queue may empty it. */
  anyoneFor(queue: string): boolean {
    for (const member of this.members.values()) {
      const membership = member.memberships.get(queue)
      if (membership !== undefined && !membership.paused && deviceState(member.status) !== 'signed-out') return true
    }
    return false
  }

  private changed(iface: string, member: Member, nowMs: number): AgentNow | undefined {
    const now = this.read(iface, member, nowMs)
    const told = `${now.state} ${now.queues.join(' ')}`
    if (told === member.told) return undefined
    member.told = told
    return now
  }

  /** Paused in some queues: serves the others. Paused in all: not ready, but a call in progress goes on. */
  private read(iface: string, member: Member, nowMs: number): AgentNow {
    const agent = this.agentOf(iface)
    const active = [...member.memberships].filter(([, membership]) => !membership.paused).map(([queue]) => queue).sort()
    if (member.memberships.size === 0) return { agent, state: 'signed-out', queues: [] }
    const queues = active.length > 0 ? active : [...member.memberships.keys()].sort()
    let state = deviceState(member.status)
    if (state === 'available' && [...member.memberships.values()].some((membership) => membership.inCall)) state = 'on-contact'
    if (active.length === 0 && state !== 'on-contact' && state !== 'signed-out') return { agent, state: 'not-ready', queues }
    if (state === 'available' && member.wrapUpUntilMs > nowMs) return { agent, state: 'after-contact-work', queues, untilMs: member.wrapUpUntilMs }
    return { agent, state, queues }
  }
}
