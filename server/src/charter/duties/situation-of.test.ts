import { describe, expect, it } from 'vitest'
import { type ContactEvent, createContactCenter } from '../../contact-center/index.ts'
import { createDisplayFold } from '../../display-policy/index.ts'
import { centerFacts, charterOf, inForce, MONDAY_9 } from '../testing/builders.ts'
import { dutiesNow, situationOf } from '../index.ts'

const t = MONDAY_9
const config = centerFacts({ feeds: [{ name: 'acd', alive: { kind: 'events-only' } }], queues: [{ id: 'support', channel: 'voice', entryMeans: 'menuChoice', callback: { available: true } }] })

describe('situationOf', () => {
  it('[CH32] takes clock, place, callback and messages from the folds and the figure', () => {
    const live = createContactCenter(config)
    const event = (one: ContactEvent): void => live.apply({ kind: 'event', feed: 'acd', receivedAtMs: one.time, event: one }, { ms: one.time, position: `${one.time}-0/0` })
    event({ type: 'contact.queued', id: 'e1', time: t, contact: 'c1', queue: 'support', channel: 'voice', language: 'nl', clock: { choseAt: t - 60_000 } })
    event({ type: 'center.notice', id: 'e2', time: t + 1000, notice: 'storm', text: { nl: 'Storing' } })
    const contact = live.contact('c1')
    const figure = createDisplayFold().figure('c1', live)
    if (contact === undefined) return expect.unreachable()
    const situation = situationOf(contact, live.queue('support'), figure, live.notices('support'), config)
    expect(situation).toMatchObject({ channel: 'voice', kind: 'customer', queues: ['support'], waiting: true, language: 'nl', callbackAvailable: true, callbackOffered: false, notices: ['storm'], clocks: { queuedAtMs: t, choseAtMs: t - 60_000 } })
    const versions = inForce(charterOf([{ id: 'offer', type: 'callback-offer', afterSeconds: 150, clock: { start: 'ivr-final-choice', stop: 'announced' } }]))
    const queues = { queue: (id: string) => config.queues.find((queue) => queue.id === id) }
    expect(dutiesNow(versions, situation, t + 89_000, queues)).toEqual([])
    expect(dutiesNow(versions, situation, t + 90_000, queues)).toMatchObject([{ kind: 'offer-callback', rule: 'offer' }])
  })
})
