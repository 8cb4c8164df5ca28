import type { CenterFacts } from '../../contact-center/index.ts'
import { adopt, type Adoption, type BookEntry, type Charter, type CharterInForce, type ContactEvidence, createVerdictRun, parseCharter, type ToldEvidence, type Verdict, type VerdictReport, versionsInForce, type WindowFacts } from '../index.ts'

export const BRUSSELS = 'Europe/Brussels'
/** Monday 2 March 2026, 09:00 in Brussels. */
export const MONDAY_9 = Date.parse('2026-03-02T09:00:00+01:00')
export const at = (text: string): number => Date.parse(text)

export function centerFacts(over: Partial<CenterFacts> = {}): CenterFacts {
  return {
    id: 'acme', generation: 1, name: {}, languages: ['nl'], timeZone: BRUSSELS, show: 'both', public: false, purpose: 'live', feeds: [],
    queues: [{ id: 'support', channel: 'voice', callback: { available: true } }, { id: 'mail', channel: 'email' }], ...over,
  }
}

let next = 0
/** A customer's call that was answered by a human after `waitedSeconds`, unless said otherwise. */
export function call(queuedAtMs: number, waitedSeconds: number, over: Partial<ContactEvidence> = {}): ContactEvidence {
  const endMs = queuedAtMs + waitedSeconds * 1000
  next += 1
  return {
    center: 'acme', contact: `c${next}`, channel: 'voice', kind: 'customer', queues: ['support'], stays: [{ kind: 'queued', queues: ['support'], startedAtMs: queuedAtMs, endedAtMs: endMs }],
    clocks: { queuedAtMs, choseAtMs: queuedAtMs, connectedAtMs: queuedAtMs, dialledAtMs: queuedAtMs, humanAskedAtMs: queuedAtMs }, answers: [{ atMs: endMs, by: 'human' }],
    left: [], refused: [], transfers: [], replies: [], told: [], charters: [], endedAtMs: endMs + 60_000, settledAtMs: endMs + 120_000, ...over,
  }
}
/** A customer who hung up after `waitedSeconds`. */
export const abandon = (queuedAtMs: number, waitedSeconds: number, over: Partial<ContactEvidence> = {}): ContactEvidence =>
  call(queuedAtMs, waitedSeconds, { answers: [], abandonedAtMs: queuedAtMs + waitedSeconds * 1000, endedAtMs: queuedAtMs + waitedSeconds * 1000, ...over })

/** Something that was shown to the customer. */
export const told = (atMs: number, over: Partial<ToldEvidence> = {}): ToldEvidence => ({ atMs, levelAtMs: { shown: atMs }, via: 'element', ruleIds: [], ...over })

/** A charter of these rules, in the shortest form that is valid. */
export function charterOf(rules: readonly unknown[], over: Record<string, unknown> = {}): Charter {
  const result = parseCharter({
    id: 'own', version: '1', title: { en: 'Own' }, kind: 'promise', standing: 'own', status: 'own', workingDays: { holidays: 'BE' },
    rules: rules.map((rule) => ({ strength: 'must', provenance: { basis: 'operator' }, ...(rule as object) })), ...over,
  })
  if (!result.ok) throw new Error(JSON.stringify(result.faults))
  return result.charter
}

export const entryOf = (charter: Charter, adoption: Partial<Adoption> = {}): BookEntry => ({ charter, adoption: { id: charter.id, effectiveFrom: '2026-01-01', ...adoption }, recordedAtMs: at('2025-12-01T00:00:00Z') })

export function inForce(charter: Charter, adoption: Partial<Adoption> = {}): CharterInForce[] {
  const result = adopt(charter, { id: charter.id, ...adoption })
  if (!result.ok) throw new Error(JSON.stringify(result.faults))
  return versionsInForce([entryOf(charter, adoption)], BRUSSELS)
}

const MARCH = { fromMs: at('2026-03-01T00:00:00+01:00'), toMs: at('2026-04-01T00:00:00+02:00') }
export const march = MARCH
/** Open all the time, all of it measured. */
export const measuredAll = (from = 0, to = Number.MAX_SAFE_INTEGER): WindowFacts => ({
  measured: [{ queue: 'support', channel: 'voice', open: [{ fromMs: from, toMs: to }], measured: [{ fromMs: from, toMs: to }] }, { queue: 'mail', channel: 'email', open: [{ fromMs: from, toMs: to }], measured: [{ fromMs: from, toMs: to }] }],
  notices: [], outages: [],
})

export interface Setting { facts?: WindowFacts; period?: { fromMs: number; toMs: number }; nowMs?: number; center?: CenterFacts; book?: BookEntry[] }
/** Judges evidence by a book of charters; March 2026, seen from May, unless said otherwise. */
export function report(book: BookEntry[], evidence: readonly ContactEvidence[], setting: Setting = {}): VerdictReport {
  const run = createVerdictRun(book, setting.center ?? centerFacts(), setting.period ?? MARCH, setting.facts ?? measuredAll(), setting.nowMs ?? at('2026-05-01T00:00:00Z'))
  for (const one of evidence) run.add(one)
  return run.finish()
}
/** The first verdict of a charter with one rule. */
export function judge(rule: unknown, evidence: readonly ContactEvidence[], setting: Setting & { adoption?: Partial<Adoption>; charter?: Record<string, unknown> } = {}): Verdict {
  const verdict = report([entryOf(charterOf([rule], setting.charter), setting.adoption)], evidence, setting).verdicts[0]
  if (verdict === undefined) throw new Error('no verdict')
  return verdict
}
