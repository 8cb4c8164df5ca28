import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ContactEvidence } from '../index.ts'
import { abandon, call, judge, MONDAY_9 } from '../testing/builders.ts'

const each = { id: 'wait', type: 'max-wait-each', clock: { start: 'ivr-final-choice', stop: 'human-answered' }, thresholdSeconds: 150, targetShare: 1 }
const share = { ...each, type: 'share-within', targetShare: 0.8, thresholdSeconds: 20, population: { formula: 'sl_f3' } }
const mean = { id: 'mean', type: 'mean-wait', clock: { start: 'queue-entered', stop: 'human-answered' }, thresholdSeconds: 180 }
const abandonment = { id: 'gave-up', type: 'max-abandonment', maxShare: 0.05 }
const t = MONDAY_9

describe('waits', () => {
  it('[CH7] exactly at the limit is within it; a second later is not', () => {
    expect(judge(each, [call(t, 150)])).toMatchObject({ status: 'met', value: 1, n: 1 })
    expect(judge(each, [call(t, 151)])).toMatchObject({ status: 'breached', value: 0, contacts: [expect.any(String)] })
  })

  it("[CH8] gaming: the tape at 2'29\" and an offered callback do not stop the clock", () => {
    const tape = call(t, 400, { answers: [{ atMs: t + 149_000, by: 'recording' }, { atMs: t + 400_000, by: 'human' }], callback: { offeredAtMs: t + 149_000, attempts: [] } })
    expect(judge(each, [tape])).toMatchObject({ status: 'breached', counts: { answered: 1, answeredWithin: 0 } })
    const hungUp = abandon(t, 200, { answers: [{ atMs: t + 149_000, by: 'recording' }] })
    expect(judge(each, [hungUp])).toMatchObject({ status: 'breached', counts: { answered: 0, abandoned: 1 } })
  })

  it('[CH8] gaming: a bot that answers does not stop the clock', () => {
    expect(judge(each, [call(t, 300, { answers: [{ atMs: t + 2000, by: 'bot' }, { atMs: t + 300_000, by: 'human' }] })])).toMatchObject({ status: 'breached' })
  })

  it('[CH8] an accepted callback waits until it is reached; counted apart only where the charter says so and it was accepted in time', () => {
    const reached = call(t, 0, { answers: [], callback: { offeredAtMs: t + 60_000, acceptedAtMs: t + 60_000, attempts: [], reachedAtMs: t + 3_600_000 } })
    expect(judge(each, [reached])).toMatchObject({ status: 'breached', counts: { answered: 1, answeredWithin: 0 } })
    const apart = { ...each, population: { formula: 'sl_f3', callbacks: 'apart' } }
    expect(judge(apart, [reached, call(t, 10)])).toMatchObject({ status: 'met', n: 1, aside: { 'callback-apart': 1 } })
    const late = call(t, 0, { answers: [], callback: { offeredAtMs: t + 151_000, acceptedAtMs: t + 151_000, attempts: [], reachedAtMs: t + 200_000 } })
    expect(judge(apart, [late])).toMatchObject({ status: 'breached', n: 1 })
  })

  it('[CH9] the clock is the one the rule names: told, or queueing where the center says that it stands for it', () => {
    const dialled = { ...each, clock: { start: 'dialled', stop: 'human-answered' } }
    const one = call(t, 100, { clocks: { dialledAtMs: t - 60_000, queuedAtMs: t } })
    expect(judge(dialled, [one])).toMatchObject({ status: 'breached' })
    const silent = call(t, 100, { clocks: { queuedAtMs: t } })
    expect(judge(dialled, [silent])).toMatchObject({ status: 'not-measurable', reason: 'events-missing', unmeasured: { 'no-clock': 1 } })
    const center = { queues: [{ id: 'support', entryMeans: 'dialled' as const }] }
    expect(judge(dialled, [silent], { center: { id: 'acme', generation: 1, name: {}, languages: [], timeZone: 'Europe/Brussels', show: 'both', public: false, purpose: 'live', feeds: [], ...center } })).toMatchObject({ status: 'met' })
  })

  it('[CH9] a wait that begins after its end is a fault of clocks, never a short wait', () => {
    expect(judge(each, [call(t, 0, { clocks: { choseAtMs: t + 10_000, queuedAtMs: t } })])).toMatchObject({ status: 'not-measurable', unmeasured: { 'clock-skew': 1 } })
  })

  it('[CH11] cut off, timed out or sent to voicemail counts as not answered; turned away in opening hours is busy', () => {
    const cut = call(t, 0, { answers: [], left: [{ atMs: t + 5000, reason: 'disconnected-by-system' }] })
    expect(judge(share, [cut, call(t, 5)])).toMatchObject({ value: 0.5, counts: { lost: 1 } })
    const busy = call(t, 0, { answers: [], stays: [], refused: [{ atMs: t, queue: 'support', reason: 'full' }] })
    const closed = call(t, 0, { answers: [], stays: [], refused: [{ atMs: t, queue: 'support', reason: 'closed' }] })
    expect(judge({ id: 'busy', type: 'max-busy', maxShare: 0.03 }, [busy, closed, call(t, 5)])).toMatchObject({ status: 'breached', value: 0.5, n: 2 })
  })

  it('[CH12] only customers count, and a contact that went on in another is judged there', () => {
    expect(judge(each, [call(t, 500, { kind: 'internal' }), call(t, 500, { followedBy: 'c2' }), call(t, 5)])).toMatchObject({ status: 'met', n: 1 })
  })

  it('[CH13] the verdict shows what the other formulas give', () => {
    const verdict = judge(share, [call(t, 10), call(t, 30), abandon(t, 5), abandon(t, 40)])
    expect(verdict).toMatchObject({ formula: 'sl_f3', value: 0.25, formulas: { sl_f1: 0.5, sl_f2: 0.5, sl_f3: 0.25, sl_f4: 1 / 3, sl_f5: 0.25 } })
  })

  it('[CH13] a mean says what it leaves out, and gives the mean of all waits too', () => {
    const verdict = judge(mean, [call(t, 60), call(t, 120), abandon(t, 600)])
    expect(verdict).toMatchObject({ status: 'met', value: 90, n: 2, meanOfAllSeconds: 260 })
    expect(verdict.notes.join(' ')).toContain('whoever gave up is not in it')
  })

  it('[CH13] a mean within target says nothing of the worst tenth: R3 passes, R4 fails', () => {
    const day = [...Array.from({ length: 8 }, () => call(t, 0)), call(t, 720), call(t, 720)]
    expect(judge(mean, day)).toMatchObject({ status: 'met', value: 144 })
    expect(judge({ id: 'over', type: 'max-share-over', clock: { start: 'queue-entered', stop: 'human-answered' }, thresholdSeconds: 600, maxShare: 0.15 }, day)).toMatchObject({ status: 'breached', value: 0.2 })
  })

  it('[CH6] mean of the best share: of all who waited, exact to the bin; impossible where fewer were answered', () => {
    const best = { ...mean, bestShare: 0.9, thresholdSeconds: 60 }
    const calls = [10, 20, 30, 40, 50, 60, 70, 80, 90, 5000].map((seconds) => call(t, seconds))
    expect(judge(best, calls)).toMatchObject({ status: 'met', value: 50, n: 9, interval: { method: 't-trimmed' } })
    expect(judge(best, [...calls.slice(0, 8), abandon(t, 5), abandon(t, 5)])).toMatchObject({ status: 'breached', reason: 'too-few-answered' })
  })

  it('[CH14] everybody gave up: the share of the answered is undefined, not 100 %', () => {
    expect(judge({ ...share, population: { formula: 'sl_f2' } }, [abandon(t, 5)])).toMatchObject({ status: 'not-measurable', reason: 'no-cases', n: 0 })
    expect(judge(share, [])).toMatchObject({ status: 'not-measurable', reason: 'no-cases' })
  })

  it('[CH10] adding an abandon never improves the abandonment, nor a served share by the strict formulas', () => {
    const waits = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 400 })), { minLength: 1, maxLength: 30 })
    const evidence = (list: [boolean, number][]): ContactEvidence[] => list.map(([answered, seconds]) => (answered ? call(t, seconds) : abandon(t, seconds)))
    fc.assert(fc.property(waits, fc.integer({ min: 0, max: 400 }), (list, seconds) => {
      const before = evidence(list)
      const after = [...before, abandon(t, seconds)]
      expect(judge(abandonment, after).value ?? 1).toBeGreaterThanOrEqual(judge(abandonment, before).value ?? 0)
      expect(judge(share, after).value ?? 0).toBeLessThanOrEqual(judge(share, before).value ?? 1)
    }), { numRuns: 40 })
  })
})
