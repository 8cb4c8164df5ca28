import { describe, expect, it } from 'vitest'
import type { ContactEvent } from '../../contact-center/index.ts'
import { redact, hashOfRedacted } from '../webhook/redact.ts'
import { RECEIVED_MS, testHash } from '../webhook/testing/try-mapping.ts'
import type { Translation } from '../webhook/translate.ts'
import type { Helpers } from '../webhook/value.ts'
import { whatsappSource } from './source.ts'
import { echo, JANE, message, NUMBER, status } from './testing/deliveries.ts'
import { callbackData, contactOf, translateWhatsapp, type RepliesFrom } from './translate.ts'

const AT_S = RECEIVED_MS / 1000 - 5
const CONTACT = contactOf(NUMBER, JANE, { hash: testHash })
const help = (change: Partial<Helpers> = {}): Helpers => ({ hash: testHash, queue: (number) => (number === NUMBER ? 'service' : undefined), waits: () => false, ...change })
const translated = (body: unknown, change: Partial<Helpers> = {}, replies: RepliesFrom = 'statuses'): Translation =>
  translateWhatsapp({ body, headers: {}, query: {}, receivedAtMs: RECEIVED_MS, feed: 'wa', digest: 'd' }, help(change), replies)
const waiting = { waits: () => true }

describe('WhatsApp Business', () => {
  it('a message without an answer waits, under a hash of the number and nothing else of the person', () => {
    const { events, faults } = translated(message('m1', AT_S))
    expect(faults).toEqual([])
    expect(events).toMatchObject([{ type: 'contact.queued', time: AT_S * 1000, since: AT_S * 1000, contact: CONTACT, queue: 'service', channel: 'messaging' }])
    expect(JSON.stringify(events)).not.toMatch(/1650|5551234|Jane|order|wamid|15550783881/)
  })

  it('further messages are signs of life and cost no place', () => {
    expect(translated(message('m2', AT_S), waiting).events).toMatchObject([{ type: 'contact.replied', by: 'customer', contact: CONTACT }])
  })

  it('two messages of one delivery are one wait', () => {
    const both = message('m1', AT_S) as { entry: { changes: { value: { messages: unknown[] } }[] }[] }
    both.entry[0]?.changes[0]?.value.messages.push({ from: JANE, id: 'wamid.m2==', timestamp: String(AT_S + 1), type: 'image' })
    expect(translated(both).events.map(({ type }) => type)).toEqual(['contact.queued', 'contact.replied'])
  })

  it('a delivery that comes again has the same ids, whether or not it waits by then', () => {
    expect(translated(message('m1', AT_S), waiting).events[0]?.id).toBe(translated(message('m1', AT_S)).events[0]?.id)
  })

  it('what is sent from the number answers; delivered and read say nothing, and neither does a message of our own', () => {
    const reply = (what: string, data?: string): ContactEvent[] => translated(status('s1', AT_S, what, data), waiting).events
    expect(reply('sent')).toMatchObject([{ type: 'contact.replied', by: 'human', contact: CONTACT }])
    for (const what of ['delivered', 'read', 'failed']) expect(reply(what)).toEqual([])
    expect(reply('sent', callbackData(CONTACT, 5))).toEqual([])
    expect(reply('sent', 'campaign-17')).toHaveLength(1)
  })

  it('where only the Business App answers, only its echoes count', () => {
    expect(translated(status('s1', AT_S, 'sent'), waiting, 'echoes').events).toEqual([])
    expect(translated(echo('e1', AT_S), waiting, 'echoes').events).toMatchObject([{ type: 'contact.replied', by: 'human', contact: CONTACT }])
  })

  it('an answer within the second of its question comes after it', () => {
    for (let n = 0; n < 20; n += 1) {
      const [question, answer] = [translated(message(`q${n}`, AT_S)).events[0], translated(status(`r${n}`, AT_S, 'sent'), waiting).events[0]]
      expect(question?.time).toBe(answer?.time)
      expect([answer?.id, question?.id].toSorted()).toEqual([question?.id, answer?.id])
    }
  })

  it('an answer counts where this node does not know who waits', () => {
    expect(translated(status('s1', AT_S, 'sent'), { waits: () => undefined }).events).toHaveLength(1)
  })

  it('messages to people who do not wait are none of ours', () => {
    expect(translated(status('s1', AT_S, 'sent')).events).toEqual([])
    expect(translated(echo('e1', AT_S)).events).toEqual([])
  })

  it('leaves out numbers that are no queue, and fields that are no messages', () => {
    expect(translated(message('m1', AT_S), { queue: () => undefined })).toMatchObject({ events: [], faults: [] })
    expect(translated({ object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field: 'account_update', value: {} }] }] })).toMatchObject({ events: [], faults: [] })
    expect(translated({ object: 'instagram', entry: [] })).toMatchObject({ events: [], faults: [] })
  })

  it('a part that is broken is a fault alone, with its path and without its content', () => {
    const both = message('m1', AT_S) as { entry: { changes: { value: { messages: unknown[] } }[] }[] }
    both.entry[0]?.changes[0]?.value.messages.unshift({ from: JANE, id: 'wamid.x' })
    const { events, faults } = translated(both)
    expect(events).toHaveLength(1)
    expect(faults).toEqual([{ path: 'entry[0].changes[0].value.messages[0].timestamp', problem: 'is missing or not as documented' }])
    for (const body of [null, [], 'x', {}, { object: 1 }]) expect(translated(body).faults).toHaveLength(1)
    expect(translated(message('m1', AT_S + 200_000)).faults).toMatchObject([{ problem: 'is more than a day ahead' }])
  })

  it('a rejected delivery holds nothing personal, and is replayed to the same contact with the same id', () => {
    const { redaction } = whatsappSource({ appSecrets: [], verifyToken: undefined, repliesFrom: 'statuses' })
    const kept = redact(message('m1', AT_S), { hash: testHash, ...redaction })
    expect(JSON.stringify(kept)).not.toMatch(/16505551234|Jane|order|wamid|15550783881/)
    const again = translated(kept, { hash: hashOfRedacted(testHash) }).events[0]
    expect(again).toEqual(translated(message('m1', AT_S)).events[0])
  })
})

describe('the address of a WhatsApp feed', () => {
  const source = whatsappSource({ appSecrets: ['s'], verifyToken: 'chosen', repliesFrom: 'statuses' })
  const ask = (change: Record<string, string>) => source.challenge?.({ 'hub.mode': 'subscribe', 'hub.verify_token': 'chosen', 'hub.challenge': '1158201444', ...change })

  it('gives the challenge back to whoever knows the verify token, and only a plain one', () => {
    expect(ask({})).toBe('1158201444')
    expect(ask({ 'hub.verify_token': 'guessed' })).toBeUndefined()
    expect(ask({ 'hub.mode': 'unsubscribe' })).toBeUndefined()
    expect(ask({ 'hub.challenge': '<script>' })).toBeUndefined()
  })
})
