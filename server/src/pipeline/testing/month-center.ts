import type { CenterConfig } from '../../config/index.ts'

/** Within so many seconds somebody must answer. */
export const LIMIT_S = 120

const RULES = (['voice', 'chat'] as const).flatMap((channel) => [
  { id: `within-${channel}`, type: 'share-within', scope: { channels: [channel] }, clock: { start: 'queue-entered', stop: 'human-answered' }, thresholdSeconds: LIMIT_S, targetShare: 0.8, window: { unit: 'month' }, exemption: { when: 'exceptional-event', requires: ['message'] } },
  { id: `mean-${channel}`, type: 'mean-wait', scope: { channels: [channel] }, clock: { start: 'queue-entered', stop: 'human-answered' }, thresholdSeconds: 90, window: { unit: 'month' } },
  { id: `answered-${channel}`, type: 'answered-share', scope: { channels: [channel] }, targetShare: 0.9, window: { unit: 'month' } },
]).concat([{ id: 'called-back', type: 'callback-deadline', scope: { channels: ['voice'] }, deadline: { kind: 'seconds', seconds: 7200 }, window: { unit: 'month' } } as never])
/** A charter of its own: for each channel a share within the limit, a mean and a share answered; callbacks in two hours. */
export const OWN = { id: 'own', version: '1', title: { nl: 'Eigen belofte' }, kind: 'promise', standing: 'own', status: 'own', timeZone: 'Europe/Brussels', rules: RULES.map((rule) => ({ strength: 'must', provenance: { basis: 'operator' }, ...rule })) }

/** A center with two channels that promises it. */
export const MONTH_CENTER: CenterConfig = {
  id: 'acme', generation: 1, purpose: 'live', name: { nl: 'Acme' }, languages: ['nl'], timeZone: 'Europe/Brussels', show: 'both', public: false, tokenLifetimeSeconds: 3600, origins: [],
  keys: { feed: { acd: [] }, read: [], token: [], ivr: [], supervisor: [], inspect: [], admin: [] },
  queues: [{ id: 'voice', channel: 'voice', callback: { available: true } }, { id: 'chat', channel: 'chat' }],
  feeds: [{ name: 'acd', source: 'http', alive: 'events-only', maxSilenceSeconds: 30 * 86_400 }] as CenterConfig['feeds'],
  charters: [{ id: 'own', effectiveFrom: '2026-11-01', charter: OWN }] as CenterConfig['charters'],
}
