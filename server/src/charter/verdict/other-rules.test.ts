import { describe, expect, it } from 'vitest'
import { DECLARED_TYPES } from '../schema/rule-types.ts'
import { abandon, at, call, centerFacts, judge, march, measuredAll, MONDAY_9, told } from '../testing/builders.ts'

const t = MONDAY_9
const s = (seconds: number): number => t + seconds * 1000
const bound = (seconds: number, atSeconds = 0, over = {}) => told(s(atSeconds), { boundSeconds: seconds, deadlineMs: s(atSeconds + seconds), ...over })

describe('[CH25] offering a callback', () => {
  const offer = { id: 'offer', type: 'callback-offer', afterSeconds: 150 }
  it('[CH25] owed to whoever waits longer, by an event or in what was shown; to nobody who was answered before', () => {
    expect(judge(offer, [call(t, 300, { callback: { offeredAtMs: s(140), attempts: [] } })])).toMatchObject({ status: 'met', n: 1 })
    expect(judge(offer, [call(t, 300, { told: [told(s(155), { duties: [{ kind: 'offer-callback', charter: 'own', rule: 'offer' }] })] })])).toMatchObject({ status: 'met' })
    expect(judge(offer, [call(t, 300, { callback: { offeredAtMs: s(200), attempts: [] } })])).toMatchObject({ status: 'breached' })
    expect(judge(offer, [call(t, 100)])).toMatchObject({ status: 'not-measurable', reason: 'no-cases', aside: { 'not-owed': 1 } })
  })
  it('[CH25] what was only served is not an offer', () => {
    const served = { ...told(s(100), { duties: [{ kind: 'offer-callback', charter: 'own', rule: 'offer' }] }), levelAtMs: { served: s(100) } }
    expect(judge(offer, [call(t, 300, { told: [served] })])).toMatchObject({ status: 'breached', reasonsOfMisses: { 'never-offered': 1 } })
  })
  it('[CH25] without a configured callback the rule is not kept', () => {
    const center = centerFacts({ queues: [{ id: 'support', channel: 'voice' }] })
    expect(judge(offer, [call(t, 300, { callback: { offeredAtMs: s(10), attempts: [] } })], { center })).toMatchObject({ status: 'breached', reason: 'callback-not-configured' })
    expect(judge(offer, [], { center })).toMatchObject({ status: 'breached', reason: 'callback-not-configured' })
  })
  it('[CH25] Israel: expected over three minutes, offered within two', () => {
    const israel = { id: 'offer', type: 'callback-offer', ifExpectedOverSeconds: 180, bySeconds: 120 }
    const expected = { told: [bound(240)] }
    expect(judge(israel, [call(t, 170, { ...expected, callback: { offeredAtMs: s(119), attempts: [] } })])).toMatchObject({ status: 'met', n: 1 })
    expect(judge(israel, [call(t, 170, expected)])).toMatchObject({ status: 'breached' })
    expect(judge(israel, [call(t, 170, { told: [bound(120)] })])).toMatchObject({ reason: 'no-cases' })
  })
})

describe('[CH26] keeping a callback', () => {
  const by = { id: 'by', type: 'callback-deadline', deadline: { kind: 'working-days', days: 1 } }
  const friday = at('2026-03-06T16:30:00+01:00')
  const accepted = (over: object) => call(friday, 60, { answers: [], callback: { acceptedAtMs: friday, attempts: [], ...over } })
  it('[CH26] reached by the end of the next working day; an attempt is no callback', () => {
    expect(judge(by, [accepted({ reachedAtMs: at('2026-03-09T23:59:00+01:00') })])).toMatchObject({ status: 'met' })
    expect(judge(by, [accepted({ reachedAtMs: at('2026-03-10T00:01:00+01:00') })])).toMatchObject({ status: 'breached' })
    expect(judge(by, [accepted({ attempts: [{ atMs: friday + 60_000, outcome: 'no-answer' }], expiredAtMs: friday + 9e7 })])).toMatchObject({ status: 'breached' })
  })
  it('[CH26] cancelled in time is not counted; an offer alone is no case', () => {
    expect(judge(by, [accepted({ cancelledAtMs: friday + 60_000 }), call(t, 5, { callback: { offeredAtMs: t, attempts: [] } })])).toMatchObject({ reason: 'no-cases', aside: { cancelled: 1 } })
  })
})

describe('[CH27] what was told', () => {
  it('[CH27] the wait at the start of the loop; served alone is not told; where possible, unknown is said instead', () => {
    const say = { id: 'say', type: 'announce-wait', moment: 'loop-start' }
    expect(judge(say, [call(t, 60, { told: [bound(120, 3)] })])).toMatchObject({ status: 'met', n: 1 })
    expect(judge(say, [call(t, 60, { told: [bound(120, 30)] })])).toMatchObject({ status: 'breached' })
    expect(judge(say, [call(t, 60, { told: [{ ...bound(120, 3), levelAtMs: { served: s(3) } }] })])).toMatchObject({ status: 'breached', reasonsOfMisses: { 'nothing-told': 1 } })
    expect(judge({ ...say, strength: 'where-possible' }, [call(t, 60, { told: [told(s(3))] })])).toMatchObject({ reason: 'no-cases', aside: { 'not-possible': 1 } })
    expect(judge({ ...say, strength: 'where-possible' }, [call(t, 60)])).toMatchObject({ status: 'breached' })
    expect(judge(say, [call(t, 5)])).toMatchObject({ reason: 'no-cases', aside: { 'answered-at-once': 1 } })
  })
  it('[CH27] the place', () => {
    const say = { id: 'say', type: 'announce-position' }
    expect(judge(say, [call(t, 60, { told: [told(s(50), { position: 3 })] }), call(t, 60, { told: [bound(60)] })])).toMatchObject({ value: 0.5 })
  })
  it('[CH27] every bound that was told must be kept; hung up before it ran out says nothing', () => {
    const kept = { id: 'kept', type: 'announced-wait-respected', targetShare: 0.9 }
    expect(judge(kept, [call(t, 120, { told: [bound(120)] })])).toMatchObject({ status: 'met', value: 1 })
    expect(judge(kept, [call(t, 121, { told: [bound(120)] })])).toMatchObject({ status: 'breached', value: 0 })
    expect(judge(kept, [call(t, 200, { told: [bound(120), bound(180, 100)] })])).toMatchObject({ value: 0 })
    expect(judge(kept, [call(t, 100, { told: [bound(300), bound(60, 10)] })])).toMatchObject({ value: 0 })
    expect(judge(kept, [abandon(t, 60, { told: [bound(120)] }), call(t, 5)])).toMatchObject({ reason: 'no-cases', aside: { 'left-before': 1, 'nothing-told': 1 } })
    expect(judge(kept, [abandon(t, 130, { told: [bound(120)] })])).toMatchObject({ value: 0, n: 1 })
  })
  it('[CH27] padding shows: at most twice the wait for half of the customers', () => {
    const limit = { id: 'pad', type: 'overstatement-limit', maxMedianRatio: 2 }
    expect(judge(limit, [call(t, 100, { told: [bound(200)] }), call(t, 100, { told: [bound(900)] })])).toMatchObject({ status: 'met', value: 0.5 })
    expect(judge(limit, [call(t, 100, { told: [bound(900)] }), call(t, 10, { told: [bound(60)] })])).toMatchObject({ status: 'breached', n: 1, aside: { 'short-wait': 1 } })
  })
  it('[CH27] the gaps between announcements that are played', () => {
    const cadence = { id: 'gap', type: 'status-cadence', maxGapSeconds: 60 }
    const played = (...seconds: number[]) => seconds.map((second) => told(s(second), { levelAtMs: { played: s(second) }, via: 'ivr' }))
    expect(judge(cadence, [call(t, 150, { told: played(5, 60, 115) })])).toMatchObject({ status: 'met' })
    expect(judge(cadence, [call(t, 150, { told: played(5, 80) })])).toMatchObject({ status: 'breached' })
    const repeated = (...again: number[]) => told(s(5), { levelAtMs: { shown: s(5), played: s(5) }, playedAgainAtMs: again.map((second) => s(second)), via: 'ivr' })
    expect(judge(cadence, [call(t, 150, { told: [repeated(60, 115)] })])).toMatchObject({ status: 'met' })
    expect(judge(cadence, [call(t, 150, { told: [repeated(60)] })])).toMatchObject({ status: 'breached' })
    // A receipt that came after the answer fills no gap.
    expect(judge(cadence, [call(t, 150, { told: [repeated(60, 200)] })])).toMatchObject({ status: 'breached' })
    expect(judge(cadence, [call(t, 150)])).toMatchObject({ status: 'breached' })
    expect(judge(cadence, [call(t, 150, { told: [told(s(1))] }), call(t, 50)])).toMatchObject({ reason: 'no-cases', aside: { 'live-screen': 1, 'short-wait': 1 } })
  })
  it('[CH27] how old a figure was when it reached the customer, revisions, and the language', () => {
    expect(judge({ id: 'age', type: 'max-status-age', maxAgeSeconds: 15 }, [call(t, 60, { told: [told(s(1), { levelAtMs: { served: s(1), received: s(20) } })] })])).toMatchObject({ status: 'breached' })
    const revised = call(t, 60, { told: [bound(60), bound(120, 30, { revision: { fromSeconds: 30, toSeconds: 120 } })] })
    expect(judge({ id: 'rev', type: 'revision-policy', maxShare: 0.1, explain: true }, [revised, call(t, 60, { told: [bound(60)] })])).toMatchObject({ status: 'breached', value: 0.5, reasonsOfMisses: { 'revised-without-reason': 1 } })
    const spoken = (language: string) => call(t, 60, { language: 'nl-BE', told: [told(s(1), { language })] })
    expect(judge({ id: 'lang', type: 'language' }, [spoken('nl'), spoken('fr')])).toMatchObject({ value: 0.5 })
  })
  it('[CH27] the exceptional event, to those who come and to those who wait', () => {
    const event = { id: 'event', type: 'exception-message', toWaiting: true, cause: 'must' }
    const facts = (cause?: string) => ({ ...measuredAll(), notices: [{ notice: 'storm', fromMs: s(50), toMs: s(3600), languages: ['nl'], ...(cause === undefined ? {} : { cause }) }] })
    const informed = call(t, 200, { told: [told(s(60), { notices: ['storm'] })] })
    expect(judge(event, [informed], { facts: facts('storm') })).toMatchObject({ status: 'met', n: 1 })
    expect(judge(event, [informed], { facts: facts() })).toMatchObject({ status: 'breached' })
    expect(judge(event, [call(t, 200, { told: [bound(200)] })], { facts: facts('storm') })).toMatchObject({ status: 'breached', reasonsOfMisses: { 'message-not-told': 1 } })
    expect(judge({ ...event, toWaiting: false }, [informed], { facts: facts('storm') })).toMatchObject({ reason: 'no-cases' })
    expect(judge(event, [informed])).toMatchObject({ reason: 'no-cases' })
  })
})

describe('[CH28] service', () => {
  it('[CH28] replies in working days, by a human', () => {
    const reply = { id: 'mail', type: 'reply-time', deadline: { kind: 'working-days', days: 5 } }
    const mail = (replies: { atMs: number; by: 'human' | 'bot' }[]) => call(t, 0, { channel: 'email', queues: ['mail'], answers: [], replies })
    expect(judge(reply, [mail([{ atMs: at('2026-03-09T23:00:00+01:00'), by: 'human' }])])).toMatchObject({ status: 'met' })
    expect(judge(reply, [mail([{ atMs: t + 1000, by: 'bot' }, { atMs: at('2026-03-10T08:00:00+01:00'), by: 'human' }])])).toMatchObject({ status: 'breached' })
    expect(judge(reply, [call(t, 5)])).toMatchObject({ reason: 'no-cases' })
  })
  it('[CH28] transfers: how many, and how long until a human is there', () => {
    const transfer = (seconds: number) => ({ atMs: s(10), by: 'agent' as const, to: 'queue' as const, kind: 'blind' as const, answeredAtMs: s(10 + seconds) })
    expect(judge({ id: 'x', type: 'max-transfers', maxTransfers: 1 }, [call(t, 5, { transfers: [transfer(5)] }), call(t, 5, { transfers: [transfer(5), transfer(6)] })])).toMatchObject({ value: 0.5 })
    expect(judge({ id: 'x', type: 'max-transfers', transferWithinSeconds: 30, targetShare: 0.9 }, [call(t, 5, { transfers: [transfer(31)] }), call(t, 5)])).toMatchObject({ status: 'breached', n: 1 })
  })
  it('[CH28] nobody is cut off for a long wait, unless a human or a callback came after', () => {
    const cut = (over = {}) => call(t, 0, { answers: [], left: [{ atMs: s(300), reason: 'disconnected-by-system' }], ...over })
    expect(judge({ id: 'cut', type: 'no-disconnect' }, [cut()])).toMatchObject({ status: 'breached' })
    expect(judge({ id: 'cut', type: 'no-disconnect' }, [cut({ answers: [{ atMs: s(400), by: 'human' }] }), call(t, 5)])).toMatchObject({ status: 'met', n: 2 })
  })
  it('[CH28] the cost of waiting', () => {
    const free = { id: 'free', type: 'cost-during-wait', free: true }
    expect(judge(free, [call(t, 5, { cost: { freeWhileWaiting: true } })])).toMatchObject({ status: 'met' })
    expect(judge(free, [call(t, 5, { cost: { perMinute: 0.3 } })])).toMatchObject({ status: 'breached' })
    expect(judge(free, [call(t, 5)])).toMatchObject({ status: 'not-measurable', reason: 'events-missing' })
  })
  it('[CH28] reaching a human by the clock that began when one was asked for', () => {
    const human = { id: 'human', type: 'human-access', withinSeconds: 300 }
    expect(judge(human, [call(t, 400, { clocks: { queuedAtMs: t, humanAskedAtMs: s(200) } })])).toMatchObject({ status: 'met' })
    expect(judge({ id: 'human', type: 'human-access', anyStage: true }, [call(t, 400)])).toMatchObject({ status: 'not-measurable', reason: 'declared' })
  })
  it('[CH29] served in the order of arrival, whatever the order of settling', () => {
    const fifo = { id: 'fifo', type: 'fifo-order' }
    const [first, second, third] = [call(t, 100), call(s(10), 50), call(s(20), 90)]
    expect(judge(fifo, [third, second, first])).toMatchObject({ status: 'breached', n: 3, value: 2 / 3, contacts: [first.contact] })
    expect(judge(fifo, [call(t, 10), call(s(1), 10)])).toMatchObject({ status: 'met', n: 2 })
  })
  it('[CH30] the promised hours in which a queue of the channel was open', () => {
    const hours = { id: 'hours', type: 'reachability-hours', scope: { channels: ['voice'] }, weekly: { mon: ['09:00-17:00'] }, holidays: 'BE' }
    const week = { fromMs: at('2026-03-02T00:00:00+01:00'), toMs: at('2026-03-09T00:00:00+01:00') }
    const open = { fromMs: t, toMs: t + 6 * 3_600_000 }
    const facts = { measured: [{ queue: 'support', channel: 'voice' as const, open: [open], measured: [open] }], notices: [], outages: [] }
    expect(judge(hours, [], { period: week, facts })).toMatchObject({ status: 'breached', value: 0.75, n: 480 })
    expect(judge({ ...hours, targetShare: 0.75 }, [], { period: week, facts })).toMatchObject({ status: 'met' })
  })
  it('[CH31] what no contact event shows is declared, and not measurable', () => {
    const declared = {
      'menu-limits': { maxFirstOptions: 5 }, 'wait-content': { advertising: 'never' }, publication: { everyMonths: 12 }, 'accessible-status': {}, disclosure: { what: ['ai'] },
      declared: { text: { en: 'We are kind.' } }, remedy: { delayOf: 'other', ladder: [{ fromSeconds: 1800, toSeconds: 3600, kind: 'voucher', amount: 25, currency: 'USD' }, { fromSeconds: 14_400, kind: 'voucher' }] },
    }
    expect(Object.keys(declared).sort()).toEqual([...DECLARED_TYPES].sort())
    for (const [type, fields] of Object.entries(declared)) expect(judge({ id: 'x', type, ...fields }, [call(t, 5)], { period: march })).toMatchObject({ status: 'not-measurable', reason: 'declared' })
  })
})
