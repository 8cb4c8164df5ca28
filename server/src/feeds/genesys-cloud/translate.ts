import type { ContactEvent, EventOf } from '../../contact-center/index.ts'
import { opaqueIdOf } from '../vendor-ids.ts'
import { type Conversation, conversationSchema, hasEnded, instant, mediumOf, type Participant } from './conversation.ts'
import { createMembers } from './members.ts'

export interface GenesysTranslatorOptions {
  /** Genesys' id of a queue → our queue id; only these are taken. */
  queueIds: Readonly<Record<string, string>>
  contactPrefix?: string
}
export interface GenesysTranslator {
  /** Contact events of one notification (`topicName`, `eventBody`); life and other topics give none. */
  frame(topicName: string, eventBody: unknown, receivedAtMs: number): ContactEvent[]
  /** A conversation that was asked for: the same shape as a notification's body. */
  conversation(body: unknown, receivedAtMs: number): ContactEvent[]
  /** Conversations that wait as far as is known: to be asked for where the vendor's list has them no more. */
  waiting(): string[]
}

type Body<T> = T extends ContactEvent ? Omit<T, 'id' | 'time' | 'contact'> : never
interface Known { said: Set<string>; waits: boolean; endedAtMs?: number }

const CONVERSATIONS = /^v2\.routing\.queues\.[^.]+\.conversations(\.|$)/
const USERS = /^v2\.routing\.queues\.([^.]+)\.users$/
/** Who ended the *acd* leg where it was the customer. */
const BY_CUSTOMER = new Set(['client', 'endpoint', 'peer'])
const CUSTOMERS = new Set(['customer', 'external'])
const endedByCustomer = (leg: Participant): boolean => BY_CUSTOMER.has(mediumOf(leg)?.medium.disconnectType ?? '')
const OUT: Readonly<Record<string, EventOf<'contact.left'>['reason']>> = { timeout: 'timeout', error: 'disconnected-by-system', system: 'disconnected-by-system' }
/** What is known of an ended conversation is kept so long, so that a late frame says nothing twice. */
const FORGET_AFTER_MS = 600_000

export function createGenesysTranslator({ queueIds, contactPrefix = '' }: GenesysTranslatorOptions): GenesysTranslator {
  const known = new Map<string, Known>()
  const members = createMembers()

  function forget(nowMs: number): void {
    for (const [id, { endedAtMs }] of known) if (endedAtMs !== undefined && nowMs - endedAtMs > FORGET_AFTER_MS) known.delete(id)
  }

  function translate(conversation: Conversation, receivedAtMs: number): ContactEvent[] {
    forget(receivedAtMs)
    const memory: Known = known.get(conversation.id) ?? { said: new Set(), waits: false }
    const contact = opaqueIdOf(`${contactPrefix}${conversation.id}`)
    const events: ContactEvent[] = []
    /** Ids name what happened to which leg, so that whoever sees it says it under the same id. */
    const say = (leg: Participant, what: string, time: number, body: Body<ContactEvent>): void => {
      const id = `${leg.id}-${what}`
      if (memory.said.has(id)) return
      memory.said.add(id)
      events.push({ id, time: Math.round(time), contact, ...body } as ContactEvent)
    }

    const queued = conversation.participants.filter((one) => one.purpose === 'acd' && queueIds[one.queueId ?? ''] !== undefined)
    const agents = conversation.participants.filter((one) => one.purpose === 'agent' || one.purpose === 'user')
    for (const leg of queued) sayQueued(leg, receivedAtMs, say)
    for (const leg of agents) if (queued.length > 0) sayAgent(leg, receivedAtMs, say)
    const over = conversation.participants.every(hasEnded)
    const customerGone = conversation.participants.some((one) => CUSTOMERS.has(one.purpose ?? '') && hasEnded(one) && endedByCustomer(one))
    for (const leg of queued) sayWayOut(leg, { agents, over, customerGone }, receivedAtMs, say)

    if (queued.length === 0) return events
    memory.waits = queued.some((leg) => !hasEnded(leg)) && !agents.some((leg) => leg.connectedTime !== undefined && !hasEnded(leg))
    if (over) memory.endedAtMs ??= receivedAtMs
    known.set(conversation.id, memory)
    return events
  }

  function sayQueued(leg: Participant, receivedAtMs: number, say: Say): void {
    const queue = queueIds[leg.queueId ?? '']
    const found = mediumOf(leg)
    const time = instant(leg.connectedTime) ?? instant(leg.startTime)
    const scheduledMs = instant(found?.medium.callbackScheduledTime)
    if (queue === undefined || found === undefined || time === undefined) return
    if (found.medium.state === 'scheduled' && (scheduledMs === undefined || scheduledMs > receivedAtMs)) return
    const priority = Math.trunc(leg.conversationRoutingData?.priority ?? 0)
    say(leg, 'queued', Math.max(time, scheduledMs ?? 0), { type: 'contact.queued', queue, channel: found.channel, ...(priority === 0 ? {} : { priority }) })
  }

  const parsed = (body: unknown, receivedAtMs: number): ContactEvent[] => {
    const read = conversationSchema.safeParse(body)
    return read.success ? translate(read.data, receivedAtMs) : []
  }

  return {
    frame(topicName, eventBody, receivedAtMs) {
      if (CONVERSATIONS.test(topicName)) return parsed(eventBody, receivedAtMs)
      const queue = queueIds[USERS.exec(topicName)?.[1] ?? '']
      return queue === undefined ? [] : members.update(queue, eventBody, receivedAtMs)
    },
    conversation: parsed,
    waiting: () => [...known].flatMap(([id, { waits }]) => (waits ? [id] : [])),
  }
}

type Say = (leg: Participant, what: string, time: number, body: Body<ContactEvent>) => void

function sayAgent(leg: Participant, receivedAtMs: number, say: Say): void {
  const agent = leg.userId === undefined ? {} : { agent: opaqueIdOf(leg.userId) }
  const connectedMs = instant(leg.connectedTime)
  const endedMs = instant(leg.endTime)
  const medium = mediumOf(leg)?.medium
  if (connectedMs === undefined) {
    if (endedMs !== undefined) say(leg, 'missed', endedMs, { type: 'contact.not-answered', ...agent })
    else if (medium?.state === 'alerting' && leg.userId !== undefined) say(leg, 'ringing', instant(medium.startAlertingTime) ?? receivedAtMs, { type: 'contact.ringing', agent: opaqueIdOf(leg.userId) })
    return
  }
  say(leg, 'answered', connectedMs, { type: 'contact.answered', ...agent })
  if (endedMs !== undefined) say(leg, 'handled', endedMs, { type: 'contact.handled', ...agent })
}

function sayWayOut(leg: Participant, { agents, over, customerGone }: { agents: readonly Participant[]; over: boolean; customerGone: boolean }, receivedAtMs: number, say: Say): void {
  const enteredMs = instant(leg.connectedTime)
  const endedMs = instant(leg.endTime)
  if (enteredMs === undefined || endedMs === undefined) return
  const answered = agents.some((one) => (instant(one.connectedTime) ?? Number.NEGATIVE_INFINITY) >= enteredMs)
  if (answered) return
  const by = mediumOf(leg)?.medium.disconnectType ?? ''
  // What ended the customer's own leg says more than what ended the queue's; a transfer out of the queue came before it.
  if (BY_CUSTOMER.has(by) || (by !== 'transfer' && customerGone)) say(leg, 'abandoned', endedMs, { type: 'contact.abandoned' })
  else if (by !== 'transfer') say(leg, 'left', endedMs, { type: 'contact.left', reason: OUT[by] ?? 'other' })
  else if (over) say(leg, 'left', Math.min(endedMs, receivedAtMs), { type: 'contact.left', reason: 'overflow' })
}
