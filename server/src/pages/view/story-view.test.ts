import { expect, it } from 'vitest'
import type { KeptEvidence } from '../../promise-evidence/index.ts'
import { REPORT_WORDS } from './report-words/index.ts'
import { storyView } from './story-view.ts'

const evidence: KeptEvidence = {
  center: 'acme', contact: 'c', channel: 'voice', kind: 'customer', queues: ['support'], clocks: { connectedAtMs: 0, queuedAtMs: 10 }, stays: [{ kind: 'queued', queues: ['support'], startedAtMs: 10, endedAtMs: 300 }],
  answers: [{ atMs: 100, by: 'recording' }, { atMs: 300, by: 'human' }], left: [], refused: [], transfers: [{ atMs: 400, by: 'agent', to: 'external', kind: 'blind' }], replies: [], charters: [], endedAtMs: 500, settledAtMs: 600,
  callback: { attempts: [{ atMs: 260, outcome: 'busy' }], offeredAtMs: 200, acceptedAtMs: 210, mode: 'keeps-place' },
  told: [
    { atMs: 10, levelAtMs: { served: 11, shown: 12 }, via: 'ivr', position: 3, boundSeconds: 240, ruleIds: ['DP3'], text: 'You are number 3.' },
    { atMs: 150, levelAtMs: { served: 151 }, via: 'sse', boundSeconds: 60, revision: { fromSeconds: 30, toSeconds: 60 }, ruleIds: [], duties: [{ kind: 'offer-callback', charter: 'own', rule: 'call' }] },
    { atMs: 160, levelAtMs: {}, via: 'computed', ruleIds: [] },
  ],
}

it('tells in the order of time what happened and what was told, over which way, and how far it got', () => {
  expect(storyView(evidence, REPORT_WORDS.en, 'en').map(({ atMs, text, detail }) => [atMs, text.replaceAll('\u00a0', ' '), detail])).toEqual([
    [0, 'Connected', undefined], [10, 'Joined the queue support', undefined], [10, 'Told over ivr: place 3, within 4 minutes', 'played · DP3'], [100, 'Heard a recording', undefined],
    [150, 'Told over sse: within 1 minute, a longer wait than told before, offer owed: offer-callback (own.call)', 'sent, no receipt'], [160, 'Told over computed: no figure', 'computed, not sent'],
    [200, 'Callback offered', undefined], [210, 'Callback accepted (keeps-place)', undefined], [260, 'Callback attempted: busy', undefined], [300, 'A person answered', undefined], [400, 'Passed on (blind, to external)', undefined], [500, 'Ended', undefined],
  ])
})
