import type { CenterConfig } from '../../config/index.ts'
import type { HttpLedger } from '../../delivery/http/index.ts'
import type { PageInsight } from '../../pages/index.ts'
import type { HourFacts, KeptEvidence, KeptTold } from '../../promise-evidence/index.ts'
import { accuracyOf, type LedgerBody } from '../../promise-ledger/index.ts'
import { contribution, hourContribution } from '../../promise-ledger/rollup/contribution.ts'
import { createCharterDesk } from '../charter-desk.ts'
import { createInsightDesk } from '../insight-desk.ts'

type Row = HttpLedger['rows'] extends (...args: never[]) => AsyncIterable<infer R> ? R : never
const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** Sunday 22 November 2026, 15:00 in Brussels. */
export const WORLD_NOW_MS = Date.parse('2026-11-22T14:00:00Z')
const ZONE = 'Europe/Brussels'
const ADHERED_MS = Date.parse('2026-06-01T00:00:00+02:00')

const OWN_CHARTER = {
  id: 'own', version: '2026-1', title: { en: 'Acme’s promise', nl: 'De belofte van Acme' }, kind: 'promise', standing: 'own', status: 'own',
  rules: [
    { id: 'quick', type: 'share-within', strength: 'must', window: { unit: 'month' }, clock: { start: 'queue-entered', stop: 'human-answered' }, thresholdSeconds: 120, targetShare: 0.8, provenance: { basis: 'operator' } },
    { id: 'truth', type: 'announced-wait-respected', strength: 'must', window: { unit: 'month' }, targetShare: 0.85, provenance: { basis: 'operator' } },
    { id: 'kind', type: 'declared', strength: 'must', text: { en: 'We are kind.', nl: 'We zijn vriendelijk.' }, provenance: { basis: 'operator' } },
  ],
}

export const worldCenter = (change: Partial<CenterConfig> = {}): CenterConfig => ({
  id: 'acme', generation: 1, purpose: 'live', name: { nl: 'Acme', en: 'Acme' }, languages: ['nl', 'fr', 'de', 'en'], timeZone: ZONE, show: 'both', public: true, tokenLifetimeSeconds: 3600, origins: [], feeds: [],
  keys: { feed: {}, read: [], token: [], ivr: [], supervisor: [], inspect: [], admin: [] },
  queues: [
    { id: 'support', channel: 'voice', public: true, name: { en: 'Helpdesk' }, entryMeans: 'menuChoice', cost: { text: { en: 'zone rate' }, perMinute: 0, freeWhileWaiting: true }, callback: { available: true } },
    { id: 'chat', channel: 'chat', public: true, name: { en: 'Chat' } },
  ],
  charters: [{ id: 'be-2011', adheredOn: '2026-06-01', effectiveFrom: '2026-06-01' }, { id: 'own', effectiveFrom: '2026-06-01', charter: OWN_CHARTER }], ...change,
})

/** The same numbers at each run. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

/** Evidence of some weeks of one center as the ledger would give it: calls and chats, told bounds, an outage, a correction, totals. */
export function worldRows(days: number, perDay: number): Row[] {
  const next = numbers(7)
  const rows: Row[] = []
  const put = (atMs: number, body: LedgerBody): void => void rows.push({ n: rows.length + 1, index: 0, log: `${atMs}-0`, atMs, hash: `hash-${rows.length + 1}`, body })
  const startMs = Date.parse('2026-11-22T00:00:00+01:00') - (days - 1) * DAY_MS
  for (let day = 0; day < days; day++) {
    const openMs = startMs + day * DAY_MS + 9 * HOUR_MS
    for (let at = 0; at < perDay; at++) {
      const queuedAtMs = openMs + Math.floor((at / perDay) * 8 * HOUR_MS)
      if (queuedAtMs + 2 * HOUR_MS > WORLD_NOW_MS) break
      const evidence = oneContact(`c-${day}-${at}`, queuedAtMs, at % 3 === 0 ? 'chat' : 'support', next)
      put(evidence.settledAtMs, { kind: 'contact', evidence })
    }
    put(openMs + 9 * HOUR_MS, { kind: 'hour', facts: hours(openMs, day === days - 4) })
  }
  put(WORLD_NOW_MS - DAY_MS, { kind: 'totals', totals: [{ date: '2026-11-20', offered: perDay + 2, answered: perDay - 3, receivedAtMs: WORLD_NOW_MS }] })
  const late = rows.findLast(({ body }) => body?.kind === 'contact' && body.evidence.answers.length > 0)
  if (late?.body?.kind === 'contact') put(WORLD_NOW_MS - HOUR_MS, { kind: 'contact', corrects: { n: late.n, index: 0 }, evidence: { ...late.body.evidence, answers: [], abandonedAtMs: late.body.evidence.answers[0]?.atMs ?? 0, settledAtMs: WORLD_NOW_MS - HOUR_MS } })
  return rows.sort((a, b) => a.atMs - b.atMs)
}

function oneContact(contact: string, queuedAtMs: number, queue: 'support' | 'chat', next: () => number): KeptEvidence {
  const busy = 1 + Math.sin(((queuedAtMs % DAY_MS) / DAY_MS) * 20)
  const waited = Math.round(-Math.log(1 - next()) * 45 * (busy + 0.3))
  const bound = Math.max(60, Math.ceil((45 * (busy + 0.3) * 2.2) / 60) * 60)
  const gaveUp = waited > 240 && next() < 0.6
  const endMs = queuedAtMs + waited * 1000
  const told = (atMs: number, seconds: number, more: Partial<KeptTold> = {}): KeptTold => ({
    atMs, levelAtMs: { served: atMs + 50, received: atMs + 90, shown: atMs + 120 }, via: queue === 'chat' ? 'socketio' : 'ivr', queue, position: 3, boundSeconds: seconds, deadlineMs: atMs + seconds * 1000, share: 0.9,
    ruleIds: ['DP3', 'DP7'], language: 'en', text: `You are number 3. You will probably be helped within ${seconds / 60} minutes.`, ...more,
  })
  const all = [told(queuedAtMs + 1000, bound)]
  if (waited > bound) all.push(told(queuedAtMs + bound * 1000, 120, { position: 1, revision: { fromSeconds: 0, toSeconds: 120 }, text: 'It takes longer than we said. You will probably be helped within 2 minutes.' }))
  if (waited > 150 && queue === 'support') all.push(told(queuedAtMs + 151_000, 120, { duties: [{ kind: 'offer-callback', charter: 'be-2011', rule: 'callback-offer' }], text: 'Shall we call you back?' }))
  return {
    center: 'acme', contact, feed: 'pbx', channel: queue === 'chat' ? 'chat' : 'voice', kind: 'customer', language: 'en', queues: [queue], clocks: { queuedAtMs, choseAtMs: queuedAtMs - 4000, connectedAtMs: queuedAtMs - 20_000 },
    stays: [{ kind: 'queued', queues: [queue], startedAtMs: queuedAtMs, endedAtMs: endMs, outcome: gaveUp ? 'abandoned' : 'answered' }],
    answers: gaveUp ? [] : [{ atMs: endMs, by: 'human', queue }], ...(gaveUp ? { abandonedAtMs: endMs } : {}), left: [], refused: [], transfers: [], replies: [], told: all,
    charters: [{ id: 'be-2011', version: '2011-06-15', fromMs: ADHERED_MS }, { id: 'own', version: '2026-1', fromMs: ADHERED_MS }],
    endedAtMs: endMs + (gaveUp ? 0 : 180_000), outcome: gaveUp ? 'abandoned' : 'answered', settledAtMs: endMs + 240_000,
  }
}

function hours(openMs: number, outage: boolean): HourFacts {
  const closeMs = openMs + 9 * HOUR_MS
  const open = [{ fromMs: openMs, toMs: closeMs }]
  const measured = outage ? [{ fromMs: openMs + 5 * 60_000, toMs: closeMs }] : open
  return {
    fromMs: openMs, toMs: closeMs, notices: [], outages: outage ? [{ what: 'own', fromMs: openMs, toMs: openMs + 5 * 60_000 }] : [],
    measured: [{ queue: 'support', channel: 'voice', open, measured }, { queue: 'chat', channel: 'chat', open, measured }],
  }
}

/** What pages are handed, over these rows. */
export function worldInsight(rows: readonly Row[], config: CenterConfig = worldCenter()): PageInsight {
  const nowMs = (): number => WORLD_NOW_MS
  const figures = rows.flatMap(({ body }) => (body?.kind === 'contact' && body.corrects === undefined ? contribution(body.evidence, ZONE) : body?.kind === 'hour' && body.facts !== undefined ? hourContribution({ kind: 'hour', facts: body.facts }, ZONE) : []))
  const ledger: HttpLedger = {
    rows: async function* (_center, fromMs, toMs) { for (const row of rows) if (row.atMs >= fromMs && row.atMs < toMs) yield row },
    accuracy: (_center, query) => Promise.resolve(accuracyOf(figures.filter(({ day }) => day >= query.from && day <= query.to).map(({ day, field, value }) => ({ day, field, value })), query)),
  }
  const center = (): CenterConfig => config
  return createInsightDesk({
    center, ledger, charters: createCharterDesk({ center, rows: ledger.rows, nowMs }), nowMs,
    refs: (_center, contact) => Promise.resolve(rows.flatMap(({ n, index, atMs, body }) => (body?.kind === 'contact' && body.evidence.contact === contact ? [{ n, index, atMs }] : []))),
  })
}
