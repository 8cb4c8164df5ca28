import type { ContactEvent } from '@queuecast/server/contact-center'
import { opaqueIdOf, queueIdOf, QueueOrder } from '@queuecast/server/feeds/asterisk-ami'

export interface QueueLogCounts { lines: number; contacts: number; answered: number; abandoned: number; 'left otherwise': number; 'without a beginning': number; 'not used': number }

type Body = ContactEvent extends infer E ? (E extends ContactEvent ? Omit<E, 'id' | 'time'> : never) : never
type Left = Extract<ContactEvent, { type: 'contact.left' }>['reason']

/** Ways out of the line that are neither an answer nor a hang-up. */
const LEFT: Readonly<Record<string, Left>> = {
  EXITWITHTIMEOUT: 'timeout', EXITWITHKEY: 'exit-key', EXITEMPTY: 'no-agents', WITHDRAW: 'other', SYSCOMPAT: 'disconnected-by-system',
}
/** Ends of a service; a transferred caller who queues again enters again. */
const HANDLED = new Set(['COMPLETECALLER', 'COMPLETEAGENT', 'BLINDTRANSFER', 'ATTENDEDTRANSFER', 'TRANSFER'])
const MEMBERS = new Set(['ADDMEMBER', 'REMOVEMEMBER', 'PAUSE', 'UNPAUSE', 'PAUSEALL', 'UNPAUSEALL'])

interface Line { seconds: number; call: string; queue: string; member: string; event: string; rest: string[] }

function readLine(text: string, lineNumber: number): Line {
  const [seconds = '', call, queue, member, event, ...rest] = text.split('|')
  if (!/^\d{9,11}$/.test(seconds) || call === undefined || queue === undefined || member === undefined || event === undefined) {
    throw new Error(`line ${lineNumber}: must be epoch|callid|queue|agent|event|…, as Asterisk writes its queue_log`)
  }
  return { seconds: Number(seconds), call, queue, member, event, rest }
}

/** Dynamic members only: of static ones the log says nothing, and who is known by half would be counted wrong. */
class DynamicMembers {
  readonly #queues = new Map<string, Set<string>>()
  readonly #paused = new Map<string, Set<string>>()

  /** The agent's state after this line; undefined where nothing is known of it. */
  take({ event, queue, member }: Line): { state: 'available' | 'not-ready' | 'signed-out'; queues: string[] } | undefined {
    const queues = this.#queues.get(member) ?? new Set<string>()
    const paused = this.#paused.get(member) ?? new Set<string>()
    if (event === 'ADDMEMBER') this.#queues.set(member, queues.add(queue))
    if (!this.#queues.has(member)) return undefined
    this.#paused.set(member, paused)
    const meant = queue === 'NONE' ? [...queues] : [queue]
    if (event === 'REMOVEMEMBER') for (const set of [queues, paused]) set.delete(queue)
    if (event.startsWith('PAUSE')) for (const one of meant) paused.add(one)
    if (event.startsWith('UNPAUSE')) for (const one of meant) paused.delete(one)
    const active = [...queues].filter((one) => !paused.has(one))
    const state = queues.size === 0 ? 'signed-out' : active.length === 0 ? 'not-ready' : 'available'
    return { state, queues: (active.length > 0 ? active : [...queues]).map(queueIdOf).sort() }
  }
}

/**
 * Asterisk's `queue_log` as contact events, for learning from history. Its times are whole seconds; lines of one second keep
 * their order by milliseconds. Agents get numbers in the order they appear: the log names them as people do.
 */
export function queueLogEvents(text: string): { events: ContactEvent[]; counts: QueueLogCounts } {
  const counts: QueueLogCounts = { lines: 0, contacts: 0, answered: 0, abandoned: 0, 'left otherwise': 0, 'without a beginning': 0, 'not used': 0 }
  const events: ContactEvent[] = []
  const orders = new Map<string, QueueOrder>()
  const waiting = new Map<string, string>()
  const agents = new Map<string, string>()
  const members = new DynamicMembers()
  let atMs = 0
  let lineNumber = 0

  const agentOf = (member: string): string => {
    const known = agents.get(member) ?? `agent-${agents.size + 1}`
    agents.set(member, known)
    return known
  }
  const emit = (body: Body): void => void events.push({ id: `ql-${String(lineNumber).padStart(9, '0')}-${events.length}`, time: atMs, ...body } as ContactEvent)
  const leaveLine = (contact: string): void => {
    orders.get(waiting.get(contact) ?? '')?.remove(contact)
    waiting.delete(contact)
  }

  function enter(contact: string, queue: string, position: number): void {
    leaveLine(contact)
    const order = orders.get(queue) ?? new QueueOrder()
    orders.set(queue, order)
    waiting.set(contact, queue)
    // The third field is the place it was put at: a queue priority shows in nothing else.
    const { caller, raised } = order.insert(contact, Number.isInteger(position) ? position : order.length + 1, atMs, undefined)
    for (const ahead of raised) emit({ type: 'contact.updated', contact: ahead.contact, priority: ahead.priority })
    emit({ type: 'contact.queued', contact, queue: queueIdOf(queue), channel: 'voice', ...(caller.priority === 0 ? {} : { priority: caller.priority }) })
    counts.contacts++
  }

  function take(line: Line): void {
    const contact = opaqueIdOf(line.call)
    const left = LEFT[line.event]
    if (line.event === 'ENTERQUEUE') return enter(contact, line.queue, Number(line.rest[2]))
    if (MEMBERS.has(line.event)) {
      const now = members.take(line)
      if (now === undefined) counts['not used']++
      else emit({ type: 'agent.state', agent: agentOf(line.member), ...now })
      return
    }
    if (line.event === 'QUEUESTART') {
      // Asterisk was started: whoever waited before is gone.
      for (const gone of waiting.keys()) emit({ type: 'contact.left', contact: gone, reason: 'disconnected-by-system' })
      waiting.clear()
      orders.clear()
      return
    }
    if (HANDLED.has(line.event)) return emit({ type: 'contact.handled', contact, agent: agentOf(line.member), afterWork: 'unknown' })
    if (line.event !== 'CONNECT' && line.event !== 'ABANDON' && left === undefined) return void counts['not used']++
    if (!waiting.has(contact)) counts['without a beginning']++
    leaveLine(contact)
    if (line.event === 'CONNECT') {
      counts.answered++
      emit({ type: 'contact.answered', contact, agent: agentOf(line.member) })
    } else if (left === undefined) {
      counts.abandoned++
      emit({ type: 'contact.abandoned', contact })
    } else {
      counts['left otherwise']++
      emit({ type: 'contact.left', contact, reason: left })
    }
  }

  for (const [index, raw] of text.split('\n').entries()) {
    const content = raw.trim()
    if (content === '') continue
    lineNumber = index + 1
    const line = readLine(content, lineNumber)
    counts.lines++
    // A millisecond a line keeps the order of lines that share a second.
    atMs = Math.max(line.seconds * 1000, Math.floor(atMs / 1000) === line.seconds ? atMs + 1 : 0)
    take(line)
  }
  events.sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1))
  return { events, counts }
}
