import type { ContactEvent } from '../../contact-center/index.ts'
import type { Payload, Translation } from '../webhook/translate.ts'
import type { Helpers } from '../webhook/value.ts'
import { itemsOf } from './payload.ts'

/** Where an agent's answer shows: in the statuses of all that is sent from the number, or only in what the WhatsApp Business App echoes. */
export type RepliesFrom = 'statuses' | 'echoes'

/** Marks messages of our own, so that their statuses are no agent's answer. The contact's id is a hash already. */
const MARK = 'queuecast'
export const callbackData = (contact: string, seq: number): string => `${MARK} ${contact} ${seq}`
export function readCallbackData(text: string | undefined): { contact: string; seq: number } | undefined {
  const [mark, contact = '', seq = ''] = (text ?? '').split(' ')
  return mark === MARK && contact !== '' && /^\d{1,15}$/.test(seq) ? { contact, seq: Number(seq) } : undefined
}

/** A customer's opaque id: the same for the same person at the same number of the business, and not to be read back. */
export const contactOf = (number: string, waId: string, help: Pick<Helpers, 'hash'>): string => `${help.hash(waId.replace(/^\+/, ''))}-${number}`

/**
 * Conversations that wait: a customer's message without an answer opens a wait, further ones are signs of life, a person's message
 * from the business ends it. Pure but for `help.waits`, which says who waits already. A message's id holds a phone number, so it
 * is hashed like one.
 */
export function translateWhatsapp(payload: Payload, help: Helpers, repliesFrom: RepliesFrom): Translation {
  const events: ContactEvent[] = []
  const faults: Translation['faults'] = []
  const waiting = new Set<string>()
  let kind = 'other'
  for (const item of itemsOf(payload.body)) {
    if (item.kind === 'fault') {
      faults.push({ path: item.path, problem: item.problem })
      continue
    }
    const queue = help.queue(item.number)
    if (queue === undefined) continue
    kind = item.kind
    const { atMs, id } = item
    if (atMs > payload.receivedAtMs + 86_400_000) {
      faults.push({ path: `${item.path}.timestamp`, problem: 'is more than a day ahead' })
      continue
    }
    const person = item.kind === 'message' ? item.from : item.to
    const contact = contactOf(item.number, person, help)
    // Meta's instants are whole seconds, and ids say the order within one: first the question, then the answer.
    const head = { id: `${item.kind === 'message' ? 'a' : 'b'}-${help.hash(id)}`, time: atMs, contact }
    switch (item.kind) {
      case 'message':
        if (waiting.has(contact) || help.waits?.(contact) === true) events.push({ ...head, type: 'contact.replied', by: 'customer' })
        else events.push({ ...head, type: 'contact.queued', queue, channel: 'messaging', since: atMs })
        waiting.add(contact)
        break
      case 'status':
        if (repliesFrom === 'statuses' && item.status === 'sent' && readCallbackData(item.ours) === undefined && mayWait(contact, waiting, help)) {
          events.push({ ...head, type: 'contact.replied', by: 'human' })
          waiting.delete(contact)
        }
        break
      case 'echo':
        if (mayWait(contact, waiting, help)) events.push({ ...head, type: 'contact.replied', by: 'human' })
        waiting.delete(contact)
        break
      default:
        item satisfies never
    }
  }
  return { events, faults, kind }
}

/** What is sent to people who do not wait is none of ours; where nobody can say who waits, all is. */
const mayWait = (contact: string, waiting: ReadonlySet<string>, help: Helpers): boolean => waiting.has(contact) || help.waits?.(contact) !== false
