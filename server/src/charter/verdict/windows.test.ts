import { describe, expect, it } from 'vitest'
import { type ContactEvidence, versionsInForce } from '../index.ts'
import { call, charterOf, entryOf, judge, march, measuredAll, MONDAY_9, report, at, abandon } from '../testing/builders.ts'

const DAY = 86_400_000
const share = { id: 'wait', type: 'share-within', clock: { start: 'queue-entered', stop: 'human-answered' }, thresholdSeconds: 60, targetShare: 0.9, window: { unit: 'month' } }
const each = { ...share, type: 'max-wait-each', targetShare: 1, window: undefined }
const t = MONDAY_9
const many = (n: number, seconds: number, day = 0) => Array.from({ length: n }, () => call(t + day * DAY, seconds))

describe('verdicts over windows', () => {
  it('[CH15] a contact belongs to the window in which its clock began', () => {
    const lastMinute = at('2026-03-31T23:59:00+02:00')
    const { verdicts } = report([entryOf(charterOf([share]))], [call(lastMinute, 120), call(lastMinute + 60_000, 5)], { period: { ...march, toMs: march.toMs + 30 * DAY } })
    expect(verdicts.map(({ window, n, value }) => [window.label, n, value])).toEqual([['2026-03', 1, 0], ['2026-04', 1, 1]])
  })

  it('[CH16] a window is judged by the version then in force, and cut where the version changes', () => {
    const book = [entryOf(charterOf([share])), entryOf(charterOf([{ ...share, thresholdSeconds: 30 }], { version: '2' }), { effectiveFrom: '2026-03-16' })]
    const { verdicts } = report(book, [call(t, 45), call(t + 15 * DAY, 45)])
    expect(verdicts.map(({ version, n, status, thresholdSeconds }) => [version, n, status, thresholdSeconds])).toEqual([['1', 1, 'met', 60], ['2', 1, 'breached', 30]])
  })

  it('[CH16] a ramp’s step holds from its date (90 % at first, then each)', () => {
    const ramp = { ...each, ramp: [{ from: '2026-01-01', targetShare: 0.9 }, { from: '2026-03-16', targetShare: 1 }] }
    const nine = [...many(9, 5), ...many(1, 100)]
    const { verdicts } = report([entryOf(charterOf([ramp]))], [...nine, ...nine.map((one) => call(one.clocks.queuedAtMs! + 15 * DAY, one === nine[9] ? 100 : 5))])
    expect(verdicts.map(({ target, value, status }) => [target, value, status])).toEqual([[0.9, 0.9, 'met'], [1, 0.9, 'breached']])
  })

  it('[CH16] in the grace a miss does not count, and is shown', () => {
    const { verdicts } = report([entryOf(charterOf([each]), { graceUntil: '2026-03-15' })], [...many(1, 100), ...many(1, 100, 15)])
    expect(verdicts.map(({ status, reason, value }) => [status, reason, value])).toEqual([['exempt', 'grace', 0], ['breached', undefined, 0]])
  })

  it('[CH16] before a charter holds nothing is judged by it; a rule the operator does not take on is not set', () => {
    expect(report([entryOf(charterOf([each]), { effectiveFrom: '2026-04-01' })], many(1, 100)).verdicts).toEqual([])
    expect(judge(each, many(1, 100), { adoption: { exceptions: ['wait'] } })).toMatchObject({ status: 'not-set', reason: 'excepted', value: 0 })
  })

  it('[CH17] kept in at least so many of so many windows; what cannot be judged counts for neither side', () => {
    const quorum = { ...share, window: { unit: 'month', quorum: { of: 3, atLeast: 2 } } }
    const overall = (evidence: Parameters<typeof report>[1]) => report([entryOf(charterOf([quorum]))], evidence).verdicts.at(-1)
    const january = call(at('2026-01-12T10:00:00+01:00'), 5)
    const february = call(at('2026-02-12T10:00:00+01:00'), 100)
    expect(overall([january, february, ...many(1, 5)])).toMatchObject({ status: 'met', quorum: { met: 2, breached: 1 }, window: { label: '2026-01…2026-03' } })
    expect(overall([january, february, ...many(1, 100)])).toMatchObject({ status: 'breached', quorum: { met: 1, breached: 2 } })
    expect(overall([january, february])).toMatchObject({ status: 'not-measurable', quorum: { met: 1, breached: 1, undecided: 1 } })
  })

  it('[CH42] nothing before the evidence is judged: a window over by then is left out, one it began in is not measurable', () => {
    const began = (text: string) => ({ facts: { ...measuredAll(), beganMs: at(text) }, period: { fromMs: at('2026-02-01T00:00:00+01:00'), toMs: march.toMs } })
    const verdicts = (text: string, rule: object = share) => report([entryOf(charterOf([rule]))], many(3, 5), began(text)).verdicts
    expect(verdicts('2026-02-01T00:00:00+01:00').map(({ window, status }) => [window.label, status])).toEqual([['2026-02', 'not-measurable'], ['2026-03', 'met']])
    expect(verdicts('2026-03-01T00:00:00+01:00').map(({ window, status }) => [window.label, status])).toEqual([['2026-03', 'met']])
    expect(verdicts('2026-03-01T00:00:01+01:00')).toMatchObject([{ window: { label: '2026-03' }, status: 'not-measurable', reason: 'before-ledger', value: 1 }])
    expect(verdicts('2026-04-02T00:00:00+02:00')).toEqual([])
    // Without a window: over what was asked for, from then on.
    expect(verdicts('2026-03-01T00:00:01+01:00', each)).toMatchObject([{ window: { fromMs: at('2026-03-01T00:00:01+01:00') }, status: 'met' }])
  })

  it('[CH42] a window that runs is judged so far, and says from when on', () => {
    const running = report([entryOf(charterOf([share]))], many(3, 5), { facts: { ...measuredAll(), beganMs: t - 1 }, nowMs: t + DAY })
    expect(running).toMatchObject({ beganMs: t - 1, verdicts: [{ status: 'met', notes: [expect.stringContaining('began before the ledger')] }] })
  })

  it('[CH41] contacts recorded under other charters than the book has now are counted, each once', () => {
    const book = [entryOf(charterOf([share])), entryOf(charterOf([share], { version: '2' }), { effectiveFrom: '2026-03-16' })]
    const { versions: [first, second] } = { versions: versionsInForce(book, 'Europe/Brussels') }
    const one = { id: 'own', version: '1', fromMs: first?.fromMs ?? 0 }
    const two = { id: 'own', version: '2', fromMs: second?.fromMs ?? 0 }
    const others = (evidence: ContactEvidence[]) => report(book, evidence).otherCharters
    const early = (charters: ContactEvidence['charters']) => call(t, 5, { charters })
    expect(others([early([one]), call(t + 15 * DAY, 5, { charters: [two] })])).toBe(0)
    expect(others([early([two]), early([one, { ...one, id: 'other' }]), early([{ ...one, fromMs: 1 }])])).toBe(3)
    // Taken on backwards: none was in force then.
    expect(others([call(t, 5, { charters: [], noCharter: true })])).toBe(1)
    // What was not recorded says nothing; what was corrected counts as it is now.
    expect(others([early([])])).toBe(0)
    const wrong = early([two])
    expect(others([wrong, { ...wrong, charters: [one], corrects: wrong }])).toBe(0)
    // Of another month.
    expect(others([call(at('2026-01-12T10:00:00+01:00'), 5, { charters: [two] })])).toBe(0)
  })

  it('[CH18] under 98 % of the open time measured nothing is judged, though the figure is shown', () => {
    const open = { fromMs: t, toMs: t + 100 * 60_000 }
    const facts = (measuredMinutes: number) => ({ measured: [{ queue: 'support', channel: 'voice' as const, open: [open], measured: [{ fromMs: t, toMs: t + measuredMinutes * 60_000 }] }], notices: [], outages: [] })
    expect(judge(share, many(1, 5), { facts: facts(98) })).toMatchObject({ status: 'met', measuredShareOfOpenTime: 0.98 })
    expect(judge(share, many(1, 5), { facts: facts(97) })).toMatchObject({ status: 'not-measurable', reason: 'measured-too-little', value: 1 })
    expect(judge(share, many(1, 5), { facts: { measured: [], notices: [], outages: [] } })).toMatchObject({ status: 'not-measurable', reason: 'no-measured-time' })
  })

  it('[CH18] time that comes hour by hour is the same time', () => {
    const hour = (index: number) => ({ fromMs: t + index * 3_600_000, toMs: t + (index + 1) * 3_600_000 })
    const hours = [2, 0, 1].map((index) => ({ queue: 'support', channel: 'voice' as const, open: [hour(index)], measured: index === 1 ? [] : [hour(index)] }))
    const notices = [hour(1), hour(0)].map((piece) => ({ ...piece, notice: 'storm', languages: ['nl'] }))
    const facts = { measured: hours, notices, outages: [] }
    expect(judge({ ...share, exemption: { when: 'exceptional-event', requires: ['message'] } }, many(1, 5), { facts })).toMatchObject({ measuredShareOfOpenTime: 2 / 3, exempt: { shareOfOpenTime: 2 / 3 } })
    const event = { id: 'event', type: 'exception-message', toWaiting: false }
    expect(judge(event, [call(t + 3_599_000, 100)], { facts })).toMatchObject({ n: 1 })
  })

  it('[CH18] outages of the display itself stand in the verdict', () => {
    expect(judge(share, many(1, 5), { facts: { ...measuredAll(), outages: [{ what: 'own', fromMs: t, toMs: t + 60_000 }, { what: 'feed', fromMs: t + 30_000, toMs: t + 90_000 }] } }).outageSeconds).toBe(90)
  })

  it('[CH20] a value that is open gives no verdict, but the figure where it can be had', () => {
    expect(judge({ ...share, window: null, open: { window: 'not stated' } }, many(1, 5))).toMatchObject({ status: 'not-set', reason: 'open-value', value: 1, open: expect.arrayContaining([{ path: 'window', text: 'not stated' }]) })
    expect(judge({ ...share, targetShare: null, open: { targetShare: 'not stated' } }, many(1, 5))).toMatchObject({ status: 'not-set', reason: 'open-value' })
  })
})

describe('[CH19] exemptions', () => {
  const exempt = { ...each, exemption: { when: 'exceptional-event', requires: ['message'] } }
  const notice = (from: number, to: number, over = {}) => ({ ...measuredAll(march.fromMs, march.toMs), notices: [{ notice: 'n', fromMs: from, toMs: to, languages: ['nl'], ...over }] })

  it('[CH19] hold only while the message is live, and stand apart with the share of time', () => {
    const facts = notice(t, t + 3_600_000)
    expect(judge(exempt, [call(t + 60_000, 500), call(t + 7_200_000, 5)], { facts })).toMatchObject({ status: 'met', n: 1, exempt: { cases: 1, valueWithThem: 0.5, shareOfOpenTime: expect.closeTo(1 / (31 * 24 - 1), 9) } })
    expect(judge(exempt, [call(t + 7_200_000, 500)], { facts })).toMatchObject({ status: 'breached', exempt: { cases: 0 } })
    expect(judge(exempt, [call(t + 60_000, 500)], { facts })).toMatchObject({ status: 'exempt', reason: 'all-cases-exempt' })
  })

  it('[CH19] gaming: a message that goes live after the limit has passed exempts nobody', () => {
    expect(judge(exempt, [call(t, 500)], { facts: notice(t + 61_000, t + 3_600_000) })).toMatchObject({ status: 'breached' })
    expect(judge(exempt, [call(t, 500)], { facts: notice(t + 59_000, t + 3_600_000) })).toMatchObject({ status: 'exempt' })
  })

  it('[CH19] a message for other queues, or without what the rule requires of it, exempts nobody', () => {
    expect(judge(exempt, [call(t, 500)], { facts: notice(t, t + 1000, { queues: ['sales'] }) })).toMatchObject({ status: 'breached' })
    const strict = { ...exempt, exemption: { when: 'exceptional-event', requires: ['message', 'cause', 'expected-end'] } }
    expect(judge(strict, [call(t, 500)], { facts: notice(t, t + 1000, { cause: 'storm' }) })).toMatchObject({ status: 'breached' })
    expect(judge(strict, [call(t, 500)], { facts: notice(t, t + 1000, { cause: 'storm', expectedEndMs: t + 5 }) })).toMatchObject({ status: 'exempt' })
  })

  it('[CH19] an event declared all month shows as all of the time', () => {
    expect(judge(exempt, [], { facts: notice(march.fromMs, march.toMs) })).toMatchObject({ status: 'exempt', reason: 'all-time-exempt', exempt: { shareOfOpenTime: 1 } })
  })
})

describe('[CH22] late events', () => {
  it('[CH22] change the figure as a dated correction, and what stood before is shown', () => {
    const wrong = abandon(t, 30)
    const corrected = { ...call(t, 30, { contact: wrong.contact }), settledAtMs: at('2026-03-20T10:00:00Z'), corrects: wrong }
    const verdict = judge(share, [wrong, call(t, 5), corrected])
    expect(verdict).toMatchObject({ value: 1, n: 2, valueBefore: 0.5, corrections: [{ date: '2026-03-20', contacts: 1, n: 0 }], contacts: [] })
  })
})

describe('[CH23] the center’s own totals', () => {
  it('[CH23] stand beside ours, day by day, with the difference', () => {
    const { totals, totalsDays } = report([], [call(t, 5), abandon(t, 5), call(t, 5, { kind: 'internal' })], {
      facts: { ...measuredAll(), totals: [{ date: '2026-03-02', offered: 3, answered: 1, abandoned: 1 }, { date: '2026-03-02', queue: 'support', offered: 2 }] },
    })
    expect(totalsDays).toBe(1)
    expect(totals).toEqual([
      { date: '2026-03-02', field: 'offered', ours: 2, theirs: 3, difference: -1 }, { date: '2026-03-02', field: 'answered', ours: 1, theirs: 1, difference: 0 },
      { date: '2026-03-02', field: 'abandoned', ours: 1, theirs: 1, difference: 0 }, { date: '2026-03-02', queue: 'support', field: 'offered', ours: 2, theirs: 2, difference: 0 },
    ])
  })
})
