import { createHash } from 'node:crypto'
import type { ContactEvent } from '../../contact-center/index.ts'
import { opaqueIdOf } from '../vendor-ids.ts'
import { at, idOfArn, textAt, timeAt } from './read.ts'

const CHANNELS: Readonly<Record<string, 'voice' | 'chat' | 'email'>> = { voice: 'voice', chat: 'chat', email: 'email' }

/** What `contactEvents` asks of the node that takes the event. */
export interface ConnectHelp {
  /** Our queue for a vendor's id of it. */
  queue(id: string): string | undefined
  waits?(contact: string, queue: string): boolean | undefined
}

/** Contact events of one EventBridge event, its keys in lower case (AC3 to AC5, AC7, AC11). */
export function contactEvents(envelope: unknown, receivedAtMs: number, help: ConnectHelp): ContactEvent[] {
  const detail = at(envelope, 'detail')
  const contactId = textAt(detail, 'contactid')
  const channel = CHANNELS[(textAt(detail, 'channel') ?? '').toLowerCase()]
  const arn = textAt(detail, 'queueinfo', 'queuearn')
  if (contactId === undefined || channel === undefined || arn === undefined || textAt(detail, 'queueinfo', 'queuetype') === 'AGENT') return []
  const queue = help.queue(idOfArn(arn))
  if (queue === undefined) return []
  const contact = opaqueIdOf(contactId)
  const saidAtMs = timeAt(envelope, 'time') ?? receivedAtMs
  const id = textAt(envelope, 'id') ?? hashOf(textAt(detail, 'eventtype'), contactId, String(saidAtMs))
  const agentArn = textAt(detail, 'agentinfo', 'agentarn')
  const agent = agentArn === undefined ? {} : { agent: opaqueIdOf(idOfArn(agentArn)) }

  switch (textAt(detail, 'eventtype')) {
    case 'QUEUED': {
      const previous = textAt(detail, 'previouscontactid')
      const connectedAtMs = timeAt(detail, 'connectedtosystemtimestamp')
      const again = previous === undefined && help.waits?.(contact, queue) === true
      if (again) return [{ id, type: 'contact.requeued', time: timeAt(detail, 'queueinfo', 'enqueuetimestamp') ?? saidAtMs, contact, queue, keepsPlace: true }]
      return [{
        id, type: 'contact.queued', time: timeAt(detail, 'queueinfo', 'enqueuetimestamp') ?? saidAtMs, contact, queue, channel,
        ...(connectedAtMs === undefined ? {} : { clock: { connectedAt: connectedAtMs } }),
        ...(previous === undefined ? {} : { follows: { contact: opaqueIdOf(previous) } }),
      }]
    }
    case 'CONNECTED_TO_AGENT':
      return [{ id, type: 'contact.answered', time: timeAt(detail, 'agentinfo', 'connectedtoagenttimestamp') ?? saidAtMs, contact, ...agent }]
    case 'DISCONNECTED': {
      const time = timeAt(detail, 'disconnecttimestamp') ?? saidAtMs
      return [agentArn === undefined ? { id, type: 'contact.abandoned', time, contact } : { id, type: 'contact.handled', time, contact, ...agent }]
    }
    default:
      return []
  }
}

export const hashOf = (...parts: readonly (string | undefined)[]): string => createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 32)
