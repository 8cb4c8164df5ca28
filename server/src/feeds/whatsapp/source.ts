import { timingSafeEqual, createHash } from 'node:crypto'
import type { PushSource } from '../webhook/push-source.ts'
import { readBody } from '../webhook/read-body.ts'
import { verifySignature } from '../webhook/signature/verify.ts'
import { itemsOf } from './payload.ts'
import { contactOf, readCallbackData, type RepliesFrom, translateWhatsapp } from './translate.ts'
import type { WhatsappNotifier } from './notifier.ts'

export interface WhatsappSettings {
  /** The app's secret, which signs every delivery; the second one while it is replaced. */
  appSecrets: readonly string[]
  /** What Meta sends back when the address is registered. */
  verifyToken: string | undefined
  repliesFrom: RepliesFrom
}
export interface WhatsappHooks {
  notifier?: WhatsappNotifier
  /** A message of ours reached the customer's phone, or was read. */
  told?(contact: string, seq: number, level: 'received' | 'shown'): void
}

const SIGNATURE = { scheme: 'hmac', hash: 'sha256', header: 'X-Hub-Signature-256', encoding: 'hex', prefix: 'sha256=', signed: '{body}' } as const

/** WhatsApp Business as a source that pushes: conversations that wait, and the fate of the messages that we sent. */
export function whatsappSource({ appSecrets, verifyToken, repliesFrom }: WhatsappSettings, { notifier, told }: WhatsappHooks = {}): PushSource {
  return {
    answer: 200,
    verify: (request) => verifySignature(appSecrets.length === 0 ? { scheme: 'feed-key' } : SIGNATURE, appSecrets, request),
    read: (bytes) => readBody(bytes, 'json'),
    translate: (payload, help) => translateWhatsapp(payload, help, repliesFrom),
    redaction: { personal: ['wa_id', 'recipient_id', 'user_id', 'display_phone_number', 'id'], keep: ['biz_opaque_callback_data', 'phone_number_id'] },
    challenge(query) {
      if (verifyToken === undefined || query['hub.mode'] !== 'subscribe' || !same(query['hub.verify_token'] ?? '', verifyToken)) return undefined
      const challenge = query['hub.challenge'] ?? ''
      return /^[\w-]{1,128}$/.test(challenge) ? challenge : undefined
    },
    taken(payload, help) {
      for (const item of itemsOf(payload.body)) {
        if (item.kind === 'message' && help.queue(item.number) !== undefined) notifier?.wrote(contactOf(item.number, item.from, help), item.from, item.text, item.atMs)
        if (item.kind !== 'status' || (item.status !== 'delivered' && item.status !== 'read')) continue
        const ours = readCallbackData(item.ours)
        if (ours !== undefined) told?.(ours.contact, ours.seq, item.status === 'read' ? 'shown' : 'received')
      }
    },
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
const same = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b))
