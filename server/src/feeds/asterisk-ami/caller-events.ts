import { languageOf, wholeNumber, type AmiEvent } from './ami-event.ts'
import type { Call } from './calls.ts'
import type { Desk } from './desk.ts'

/** How long a Leave waits for the AgentConnect that explains it (seen: ≤ 8 ms). */
const CONNECT_WITHIN_MS = 500

function endHeldLeave(desk: Desk, call: Call): void {
  const left = call.left
  if (left === undefined) return
  desk.calls.forget(call.contact)
  desk.emit(left.atMs, { type: 'contact.left', contact: call.contact, reason: call.hungUp ? 'other' : 'exit-key' }, left.ordinal)
}

/** No AgentConnect came in time: these left by a key. */
export function endOverdueLeaves(desk: Desk, nowMs: number): void {
  for (const call of desk.calls.heldBefore(nowMs - CONNECT_WITHIN_MS)) endHeldLeave(desk, call)
}

/** `Position` is the insert index: who stands behind moves back without an event. */
function join(desk: Desk, event: AmiEvent, nowMs: number, contact: string, name: string): void {
  const earlier = desk.calls.find(contact)
  if (earlier !== undefined) endHeldLeave(desk, earlier)
  const order = desk.orderOf(name)
  order.remove(contact)
  const before = order.length
  if ((wholeNumber(event, 'Count') ?? before + 1) !== before + 1) desk.suspect(name, nowMs)
  const { caller, raised } = order.insert(contact, wholeNumber(event, 'Position') ?? before + 1, Math.round(nowMs), desk.calls.priorityOf(contact))
  desk.calls.enter(contact, nowMs)
  for (const ahead of raised) desk.emit(nowMs, { type: 'contact.updated', contact: ahead.contact, priority: ahead.priority })
  const language = languageOf(event)
  desk.emit(nowMs, {
    type: 'contact.queued', contact, queue: desk.queueId(name), channel: 'voice',
    ...(caller.priority === 0 ? {} : { priority: caller.priority }),
    ...(caller.sinceMs === Math.round(nowMs) ? {} : { since: caller.sinceMs }),
    ...(language === undefined ? {} : { language }),
  })
}

/** Fires on hang-up, and also on timeout, withdraw and leave-empty: a caller who hung up sent a HangupRequest before. */
function abandon(desk: Desk, nowMs: number, contact: string, name: string): void {
  const call = desk.calls.of(contact)
  desk.orderOf(name).remove(contact)
  call.abandoned = true
  if (call.hungUp || !desk.seesCallClass) desk.emit(nowMs, { type: 'contact.abandoned', contact })
  else desk.emit(nowMs, { type: 'contact.left', contact, reason: desk.members.anyoneFor(desk.queueId(name)) ? 'timeout' : 'no-agents' })
}

/** Comes last for every way out but one: the AgentConnect of an answered caller follows it. */
function leave(desk: Desk, event: AmiEvent, nowMs: number, contact: string, name: string): void {
  const order = desk.orderOf(name)
  const call = desk.calls.of(contact)
  if (!call.abandoned && order.placeOf(contact) !== wholeNumber(event, 'Position')) desk.suspect(name, nowMs)
  order.remove(contact)
  if ((wholeNumber(event, 'Count') ?? order.length) !== order.length) desk.suspect(name, nowMs)
  desk.noteLeave(contact)
  if (call.abandoned) return desk.calls.forget(contact)
  desk.calls.holdLeave(call, { atMs: nowMs, ordinal: desk.ordinal })
  // Nobody was rung for this caller, so no AgentConnect can come: it pressed a key.
  if (desk.seesAgentCalled && !call.wasRung) endHeldLeave(desk, call)
}

/** The caller left the line at its Leave: that is when it was answered. */
function connect(desk: Desk, event: AmiEvent, nowMs: number, contact: string, name: string): void {
  const left = desk.calls.find(contact)?.left
  const iface = event['Interface']
  desk.orderOf(name).remove(contact)
  desk.emit(left?.atMs ?? nowMs, { type: 'contact.answered', contact, ...(iface === undefined ? {} : { agent: desk.agentOf(iface) }) }, left?.ordinal)
  desk.calls.connect(contact, name, iface ?? '')
}

function ring(desk: Desk, event: AmiEvent, nowMs: number, contact: string): void {
  const iface = event['Interface']
  if (iface === undefined) return
  const call = desk.calls.of(contact)
  desk.seesAgentCalled = true
  call.wasRung = true
  call.ringing.add(iface)
  desk.emit(nowMs, { type: 'contact.ringing', contact, agent: desk.agentOf(iface) })
}

/** With ringall the others ring on: the caller is back to waiting only when the last one gave up. */
function notAnswered(desk: Desk, event: AmiEvent, nowMs: number, contact: string, reason: string): void {
  const call = desk.calls.of(contact)
  const iface = event['Interface']
  if (iface !== undefined) call.ringing.delete(iface)
  if (call.ringing.size > 0) return
  desk.emit(nowMs, { type: 'contact.not-answered', contact, ...(iface === undefined ? {} : { agent: desk.agentOf(iface) }), reason })
}

/** Some carry no Uniqueid or Channel: the one whom the interface serves for the queue is meant. */
function complete(desk: Desk, event: AmiEvent, nowMs: number, contact: string | undefined, name: string): void {
  const iface = event['Interface'] ?? ''
  const ended = desk.calls.complete(contact, name, iface)
  if (ended === undefined) return
  // Asterisk's wrap-up begins now and is no part of the talk.
  desk.emit(nowMs, { type: 'contact.handled', contact: ended, ...(iface === '' ? {} : { agent: desk.agentOf(iface) }), afterWork: 'excluded' })
}

/** Events of one caller in one queue; others are left alone. */
export function callerEvent(desk: Desk, event: AmiEvent, nowMs: number): void {
  const name = event['Queue']
  const uniqueid = event['Uniqueid']
  if (name === undefined) return
  if (event['Event'] === 'AgentComplete') return complete(desk, event, nowMs, uniqueid === undefined ? undefined : desk.contactOf(uniqueid), name)
  if (uniqueid === undefined) return
  const contact = desk.contactOf(uniqueid)
  switch (event['Event']) {
    case 'QueueCallerJoin': return join(desk, event, nowMs, contact, name)
    case 'QueueCallerAbandon': return abandon(desk, nowMs, contact, name)
    case 'QueueCallerLeave': return leave(desk, event, nowMs, contact, name)
    case 'AgentCalled': return ring(desk, event, nowMs, contact)
    case 'AgentRingNoAnswer': return notAnswered(desk, event, nowMs, contact, 'no-answer')
    case 'AgentDump': return notAnswered(desk, event, nowMs, contact, 'agent-hung-up')
    case 'AgentConnect': return connect(desk, event, nowMs, contact, name)
    default: return undefined
  }
}
