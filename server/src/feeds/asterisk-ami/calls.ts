/** One caller's present stay in a queue, as far as later events need it. */
export interface Call {
  contact: string
  joinedAtMs: number
  /** Interfaces that ring for it now. */
  ringing: Set<string>
  wasRung: boolean
  /** The far end hung up, or was hung up. */
  hungUp: boolean
  /** An Abandon explained its end; the Leave that follows says nothing more. */
  abandoned: boolean
  /** A Leave that waits for the AgentConnect that may explain it. */
  left?: { atMs: number; ordinal: number }
}

/** Callers in queues and in service, by contact id. Entries go with their events, so it holds only who is there. */
export class Calls {
  private readonly waiting = new Map<string, Call>()
  private readonly held = new Set<Call>()
  /** Who an interface serves for a queue: an AgentComplete may lack its Uniqueid. Oldest first. */
  private readonly served = new Map<string, string[]>()
  /** Queue priorities set in the dialplan, seen where the account may read `dialplan`. Kept until the channel hangs up. */
  private readonly priorities = new Map<string, number>()

  find(contact: string): Call | undefined { return this.waiting.get(contact) }

  /** The caller's record; a caller never seen to join (we connected later) gets one. */
  of(contact: string): Call {
    const known = this.waiting.get(contact)
    if (known !== undefined) return known
    const call: Call = { contact, joinedAtMs: 0, ringing: new Set(), wasRung: false, hungUp: false, abandoned: false }
    this.waiting.set(contact, call)
    return call
  }

  /** A new stay in a queue. */
  enter(contact: string, atMs: number): Call {
    this.forget(contact)
    const call = this.of(contact)
    call.joinedAtMs = atMs
    return call
  }

  forget(contact: string): void {
    const call = this.waiting.get(contact)
    if (call === undefined) return
    this.waiting.delete(contact)
    this.held.delete(call)
  }

  holdLeave(call: Call, left: { atMs: number; ordinal: number }): void {
    call.left = left
    this.held.add(call)
  }

  /** Leaves held since before an instant. */
  heldBefore(instantMs: number): Call[] {
    return [...this.held].filter((call) => (call.left?.atMs ?? 0) < instantMs)
  }

  connect(contact: string, queue: string, iface: string): void {
    this.forget(contact)
    const key = `${queue}\n${iface}`
    this.served.set(key, [...(this.served.get(key) ?? []), contact])
  }

  /** Ends a service: of this contact, or of the one that the interface serves for the queue; returns whose. */
  complete(contact: string | undefined, queue: string, iface: string): string | undefined {
    const key = `${queue}\n${iface}`
    const serving = this.served.get(key) ?? []
    const ended = contact ?? serving[0]
    const left = serving.filter((other) => other !== ended)
    if (left.length > 0) this.served.set(key, left)
    else this.served.delete(key)
    return ended
  }

  setPriority(contact: string, priority: number | undefined): void {
    if (priority === undefined) this.priorities.delete(contact)
    else this.priorities.set(contact, priority)
  }
  priorityOf(contact: string): number | undefined { return this.priorities.get(contact) }

  /** A hang-up was asked for, or (`gone`) the channel is gone. */
  hangUp(contact: string, gone: boolean): void {
    const call = this.waiting.get(contact)
    if (call !== undefined) call.hungUp = true
    if (gone) this.priorities.delete(contact)
  }
}
