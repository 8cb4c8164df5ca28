import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ContactEvidence, NoticeInterval } from '../index.ts'
import { abandon, call, charterOf, entryOf, march, measuredAll, report } from '../testing/builders.ts'

/**
 * The same month judged twice: by the room, in one pass, and here, rule by rule over a list, from the reference's
 * definitions. Nothing of the room's counting is used here.
 */
const LIMIT = 60
const MINUTE = 60_000

const contact = fc.record({
  minute: fc.integer({ min: 0, max: 31 * 24 * 60 - 61 }), waited: fc.integer({ min: 0, max: 240 }), end: fc.constantFrom('answered', 'answered', 'abandoned', 'cut', 'callback'),
  bot: fc.boolean(), bound: fc.option(fc.constantFrom(60, 120, 180), { nil: undefined }), kind: fc.constantFrom('customer', 'customer', 'customer', 'internal'),
})
const month = fc.record({ contacts: fc.array(contact, { maxLength: 120 }), noticeMinutes: fc.array(fc.tuple(fc.integer({ min: 0, max: 44_000 }), fc.integer({ min: 1, max: 3000 })), { maxLength: 3 }) })

function evidenceOf({ minute, waited, end, bot, bound, kind }: { minute: number; waited: number; end: string; bot: boolean; bound?: number | undefined; kind: string }): ContactEvidence {
  const t = march.fromMs + minute * MINUTE
  const told = bound === undefined ? [] : [{ atMs: t, levelAtMs: { shown: t + 1000 }, via: 'element', boundSeconds: bound, deadlineMs: t + bound * 1000, ruleIds: [] }]
  const botAnswer = bot ? [{ atMs: t + 1000, by: 'bot' as const }] : []
  const common = { kind: kind as ContactEvidence['kind'], told }
  if (end === 'answered') return call(t, waited, { ...common, answers: [...botAnswer, { atMs: t + waited * 1000, by: 'human' }] })
  if (end === 'abandoned') return abandon(t, waited, { ...common, answers: botAnswer })
  if (end === 'cut') return call(t, waited, { ...common, answers: botAnswer, left: [{ atMs: t + waited * 1000, reason: 'disconnected-by-system' }] })
  return call(t, waited, { ...common, answers: botAnswer, callback: { offeredAtMs: t, acceptedAtMs: t + 5000, attempts: [], reachedAtMs: t + waited * 1000 } })
}

const share = (good: number, all: number): number | undefined => (all === 0 ? undefined : good / all)

describe('[CH37] the verdicts of a month', () => {
  it('[CH37] equal an independent recomputation', () => {
    fc.assert(fc.property(month, ({ contacts, noticeMinutes }) => {
      const evidence = contacts.map(evidenceOf)
      const notices: NoticeInterval[] = noticeMinutes.map(([from, length], index) => ({ notice: `n${index}`, fromMs: march.fromMs + from * MINUTE, toMs: march.fromMs + (from + length) * MINUTE, languages: ['nl'] }))
      const clock = { start: 'queue-entered', stop: 'human-answered' }
      const { verdicts } = report([entryOf(charterOf([
        { id: 'within', type: 'share-within', clock, thresholdSeconds: LIMIT, targetShare: 0.8, exemption: { when: 'exceptional-event', requires: ['message'] } },
        { id: 'mean', type: 'mean-wait', clock, thresholdSeconds: 90 },
        { id: 'answered', type: 'answered-share', targetShare: 0.8 },
        { id: 'kept', type: 'announced-wait-respected', targetShare: 0.9 },
      ]))], evidence, { facts: { ...measuredAll(), notices } })

      const customers = contacts.flatMap((one, index) => one.kind === 'customer' ? [{ ...one, fromMs: march.fromMs + one.minute * MINUTE, human: one.end === 'answered' || one.end === 'callback', evidence: evidence[index]! }] : [])
      const exempt = customers.filter(({ fromMs, waited }) => notices.some((notice) => notice.fromMs <= fromMs + Math.min(waited, LIMIT) * 1000 && notice.toMs > fromMs))
      const judged = customers.filter((one) => !exempt.includes(one))
      const within = share(judged.filter(({ human, waited }) => human && waited <= LIMIT).length, judged.length)
      const answered = customers.filter(({ human }) => human)
      const bounded = customers.filter(({ bound, waited, human }) => bound !== undefined && waited * 1000 >= 1000 && (human || waited > bound))

      const [one, two, three, four] = verdicts
      expect(one!.value).toEqual(within)
      expect(one!.exempt.cases).toBe(exempt.length)
      expect(one!.counts.lost).toBe(judged.filter(({ end }) => end === 'cut').length)
      const mean = share(answered.reduce((sum, { waited }) => sum + waited, 0), answered.length)
      if (mean === undefined) expect(two!.value).toBeUndefined()
      else expect(two!.value).toBeCloseTo(mean, 9)
      expect(three!.value).toEqual(share(answered.length, customers.length))
      expect(four!.value).toEqual(share(bounded.filter(({ bound, waited }) => waited <= (bound ?? 0)).length, bounded.length))
      for (const verdict of [one!, three!]) {
        const target = verdict.target ?? 0
        expect(verdict.status).toBe(verdict.value === undefined ? (verdict.exempt.cases > 0 ? 'exempt' : 'not-measurable') : verdict.value >= target ? 'met' : 'breached')
      }
    }), { numRuns: 60 })
  })

  it('[CH37] do not depend on the order of the evidence', () => {
    fc.assert(fc.property(month, fc.infiniteStream(fc.nat()), ({ contacts }, keys) => {
      const evidence = contacts.map(evidenceOf)
      const shuffled = evidence.map((one) => ({ one, key: keys.next().value as number })).sort((a, b) => a.key - b.key).map(({ one }) => one)
      const book = [entryOf(charterOf([{ id: 'within', type: 'share-within', clock: { start: 'queue-entered', stop: 'human-answered' }, thresholdSeconds: LIMIT, targetShare: 0.8 }]))]
      const plain = (list: ContactEvidence[]) => report(book, list).verdicts.map(({ value, n, status, counts }) => ({ value, n, status, counts }))
      expect(plain(shuffled)).toEqual(plain(evidence))
    }), { numRuns: 30 })
  })
})
