/** Frames of a recording or of a test: header names to values. */
export type Frame = Readonly<Record<string, string>>

interface Entry { uniqueid: string; channel: string; joinedAtMs: number; priority: string }
interface Queue { entries: Entry[]; members: Map<string, Frame> }

/** What an Asterisk that sent these events would answer to QueueStatus; it knows the queue priorities that no event tells. */
export class PlayedQueues {
  readonly #queues = new Map<string, Queue>()
  readonly #priorityOf: (uniqueid: string) => string

  constructor(names: readonly string[], members: readonly Frame[] = [], priorityOf: (uniqueid: string) => string = () => '0') {
    this.#priorityOf = priorityOf
    for (const name of names) this.#queues.set(name, { entries: [], members: new Map() })
    for (const member of members) this.#queue(member['Queue'] ?? '').members.set(member['Location'] ?? '', member)
  }

  #queue(name: string): Queue {
    const queue = this.#queues.get(name) ?? { entries: [], members: new Map() }
    this.#queues.set(name, queue)
    return queue
  }

  /** From the head on. */
  line(name: string): string[] {
    return this.#queue(name).entries.map((entry) => entry.uniqueid)
  }

  /** QueueChangePriorityCaller: another order without any event. */
  reorder(name: string, uniqueids: readonly string[], priority: (uniqueid: string) => string): void {
    const queue = this.#queue(name)
    queue.entries = uniqueids.flatMap((uniqueid) => queue.entries.filter((entry) => entry.uniqueid === uniqueid)).map((entry) => ({ ...entry, priority: priority(entry.uniqueid) }))
  }

  see(frame: Frame, nowMs: number): void {
    const name = frame['Queue']
    if (name === undefined) return
    const queue = this.#queue(name)
    const uniqueid = frame['Uniqueid'] ?? ''
    switch (frame['Event']) {
      case 'QueueCallerJoin':
        queue.entries.splice(Number(frame['Position']) - 1, 0, { uniqueid, channel: frame['Channel'] ?? '', joinedAtMs: nowMs, priority: this.#priorityOf(uniqueid) })
        return
      case 'QueueCallerAbandon': case 'QueueCallerLeave':
        queue.entries = queue.entries.filter((entry) => entry.uniqueid !== uniqueid)
        return
      case 'QueueMemberRemoved':
        queue.members.delete(frame['Interface'] ?? '')
        return
      case 'QueueMemberAdded': case 'QueueMemberStatus': case 'QueueMemberPause': case 'QueueMemberPenalty': {
        const { Event: _event, Privilege: _privilege, Interface: location = '', MemberName: member = '', ...rest } = frame
        queue.members.set(location, { ...rest, Name: member, Location: location })
        return
      }
      default:
    }
  }

  /** The frames of a QueueStatus reply; the queue filter ignores case, as Asterisk's does. */
  status(nowMs: number, only?: string): Frame[] {
    const frames: Frame[] = []
    for (const [name, queue] of this.#queues) {
      if (only !== undefined && only.toLowerCase() !== name.toLowerCase()) continue
      frames.push({ Event: 'QueueParams', Queue: name, Max: '0', Strategy: 'ringall', Calls: String(queue.entries.length), Holdtime: '0', Weight: '0' })
      for (const member of queue.members.values()) frames.push({ ...member, Event: 'QueueMember', Queue: name })
      for (const [index, entry] of queue.entries.entries()) {
        frames.push({
          Event: 'QueueEntry', Queue: name, Position: String(index + 1), Channel: entry.channel, Uniqueid: entry.uniqueid, CallerIDNum: 'unknown', CallerIDName: 'unknown',
          Wait: String(Math.floor((nowMs - entry.joinedAtMs) / 1000)), Priority: entry.priority,
        })
      }
    }
    return frames
  }
}
