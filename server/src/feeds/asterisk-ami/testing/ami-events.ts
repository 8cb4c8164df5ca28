import type { ContactEvent } from '../../../contact-center/index.ts'
import type { AmiEvent } from '../ami-event.ts'
import { createAmiTranslator, type AmiTranslator } from '../translate.ts'
import type { AmiTranslatorOptions } from '../desk.ts'

/** Hand-made AMI events for the tests, with only the headers that matter and the personal ones that must not leave. */
const caller = (uniqueid: string): AmiEvent => ({
  Privilege: 'agent,all', Channel: `PJSIP/trunk-${uniqueid}`, CallerIDNum: '5550100', CallerIDName: 'Alice Example', ConnectedLineName: 'Bob Example',
  Language: 'en', Priority: '11', Uniqueid: uniqueid, Linkedid: uniqueid,
})
const member = (queue: string, who: string): AmiEvent => ({ Queue: queue, Interface: `PJSIP/${who}`, MemberName: 'Agent Seven' })

export const ami = {
  join: (uniqueid: string, position: number, count = position, queue = 'support'): AmiEvent =>
    ({ Event: 'QueueCallerJoin', ...caller(uniqueid), Queue: queue, Position: String(position), Count: String(count) }),
  leave: (uniqueid: string, position: number, count: number, queue = 'support'): AmiEvent =>
    ({ Event: 'QueueCallerLeave', ...caller(uniqueid), Queue: queue, Position: String(position), Count: String(count) }),
  abandon: (uniqueid: string, position: number, queue = 'support'): AmiEvent =>
    ({ Event: 'QueueCallerAbandon', ...caller(uniqueid), Queue: queue, Position: String(position), OriginalPosition: '4', HoldTime: '168' }),
  called: (uniqueid: string, who: string, queue = 'support'): AmiEvent => ({ Event: 'AgentCalled', ...caller(uniqueid), ...member(queue, who) }),
  noAnswer: (uniqueid: string, who: string): AmiEvent => ({ Event: 'AgentRingNoAnswer', ...caller(uniqueid), ...member('support', who), RingTime: '8000' }),
  dump: (uniqueid: string, who: string): AmiEvent => ({ Event: 'AgentDump', ...caller(uniqueid), ...member('support', who) }),
  connect: (uniqueid: string, who: string): AmiEvent => ({ Event: 'AgentConnect', ...caller(uniqueid), ...member('support', who), HoldTime: '9', RingTime: '4' }),
  complete: (uniqueid: string | undefined, who: string): AmiEvent =>
    ({ Event: 'AgentComplete', ...(uniqueid === undefined ? {} : caller(uniqueid)), ...member('support', who), TalkTime: '142', Reason: 'caller' }),
  hangupRequest: (uniqueid: string): AmiEvent => ({ Event: 'HangupRequest', ...caller(uniqueid), Privilege: 'call,all' }),
  hangup: (uniqueid: string): AmiEvent => ({ Event: 'Hangup', ...caller(uniqueid), Privilege: 'call,all', Cause: '16' }),
  queuePriority: (uniqueid: string, value: number): AmiEvent =>
    ({ Event: 'VarSet', ...caller(uniqueid), Privilege: 'dialplan,all', Variable: 'QUEUE_PRIO', Value: String(value) }),
  member: (who: string, status: number, more: AmiEvent = {}): AmiEvent =>
    ({ Event: 'QueueMemberStatus', Privilege: 'agent,all', ...member('support', who), Status: String(status), Paused: '0', InCall: '0', LastCall: '0', Wrapuptime: '0', ...more }),
  params: (queue: string, action = 'a1'): AmiEvent => ({ Event: 'QueueParams', Queue: queue, ActionID: action }),
  row: (who: string, status: number, queue = 'support', action = 'a1'): AmiEvent =>
    ({ Event: 'QueueMember', Queue: queue, Name: 'Agent Seven', Location: `PJSIP/${who}`, Status: String(status), Paused: '0', InCall: '0', LastCall: '0', Wrapuptime: '0', ActionID: action }),
  entry: (uniqueid: string, position: number, wait: number, priority?: number, queue = 'support', action = 'a1'): AmiEvent => ({
    Event: 'QueueEntry', Queue: queue, Position: String(position), Uniqueid: uniqueid, CallerIDNum: '5550100', CallerIDName: 'Alice Example', Wait: String(wait),
    ...(priority === undefined ? {} : { Priority: String(priority) }), ActionID: action,
  }),
  replyEnd: (action = 'a1'): AmiEvent => ({ Event: 'QueueStatusComplete', EventList: 'Complete', ActionID: action }),
}

export const T0 = 1_700_000_000_000

/** A translator at work: feed it events with seconds from T0, read what it said. */
export function atWork(options: AmiTranslatorOptions = {}): {
  translator: AmiTranslator
  said: ContactEvent[]
  at(seconds: number, ...events: AmiEvent[]): ContactEvent[]
  flush(seconds: number): ContactEvent[]
  /** Waiting contacts in the order that the events said so far amount to: priority, since, id. */
  line(): string[]
} {
  const translator = createAmiTranslator(options)
  const said: ContactEvent[] = []
  const note = (events: ContactEvent[]): ContactEvent[] => {
    said.push(...events)
    return events
  }
  return {
    translator, said,
    at: (seconds, ...events) => events.flatMap((event) => note(translator.translate(event, T0 + seconds * 1000))),
    flush: (seconds) => note(translator.flush(T0 + seconds * 1000)),
    line() {
      const waiting = new Map<string, { priority: number; since: number }>()
      for (const event of said) {
        if (event.type === 'contact.queued') waiting.set(event.contact, { priority: event.priority ?? 0, since: event.since ?? event.time })
        else if (event.type === 'contact.updated') waiting.set(event.contact, { priority: event.priority ?? 0, since: waiting.get(event.contact)?.since ?? 0 })
        else if (event.type === 'contact.answered' || event.type === 'contact.abandoned' || event.type === 'contact.left') waiting.delete(event.contact)
        else if (event.type === 'feed.snapshot') {
          waiting.clear()
          for (const { waiting: rows } of event.queues) for (const row of rows) waiting.set(row.contact, { priority: row.priority ?? 0, since: row.since })
        }
      }
      return [...waiting].sort(([a, one], [b, other]) => other.priority - one.priority || one.since - other.since || (a < b ? -1 : 1)).map(([contact]) => contact)
    },
  }
}
