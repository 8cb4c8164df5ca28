import { describe, expect, it } from 'vitest'
import type { CenterConfig } from '../config/index.ts'
import type { HttpLedger } from '../delivery/http/index.ts'
import { evidenceOf } from '../promise-ledger/testing/evidence-of.ts'
import { createCharterDesk } from './charter-desk.ts'

type Row = HttpLedger['rows'] extends (...args: never[]) => AsyncIterable<infer R> ? R : never
const T = Date.parse('2026-11-10T10:00:00+01:00')
const NOW = Date.parse('2026-11-20T00:00:00+01:00')
const center = {
  id: 'acme', generation: 1, name: {}, languages: ['nl'], timeZone: 'Europe/Brussels', show: 'both', public: false, purpose: 'live', queues: [{ id: 'support', channel: 'voice', entryMeans: 'menuChoice' }], feeds: [],
  keys: { feed: {} }, charters: [{ id: 'be-2011', effectiveFrom: '2026-01-01' }],
} as unknown as CenterConfig

const call = (contact: string, seconds: number) => evidenceOf(contact, {
  queues: ['support'], channel: 'voice', kind: 'customer', clocks: { queuedAtMs: T }, answers: [{ atMs: T + seconds * 1000, by: 'human' }], settledAtMs: T + 600_000,
})
const hour = { fromMs: T, toMs: T + 3_600_000 }
const rows: Row[] = [
  { body: { kind: 'contact' as const, evidence: call('c-1', 200) } },
  { body: { kind: 'contact' as const, evidence: call('c-2', 20) } },
  { body: { kind: 'hour' as const, facts: { ...hour, measured: [{ queue: 'support', channel: 'voice' as const, open: [hour], measured: [hour] }], notices: [], outages: [] } } },
  { erased: true as const },
  { body: { kind: 'contact' as const, evidence: { ...call('c-1', 20), settledAtMs: T + 86_400_000 }, corrects: { n: 0, index: 0 } } },
].map((row, n) => ({ n, index: 0, log: `${T}-${n}`, atMs: T, hash: '', ...row }))

describe('the charter desk', () => {
  const desk = createCharterDesk({ center: (id) => (id === 'acme' ? center : undefined), nowMs: () => NOW, async* rows() { yield* rows } })

  it('judges what the ledger has, with later facts as corrections', async () => {
    const report = await desk.verdicts('acme', { fromMs: T - 86_400_000, toMs: NOW })
    expect(report.verdicts.find(({ rule }) => rule === 'wait')).toMatchObject({ status: 'met', value: 1, n: 2, valueBefore: 0.5, corrections: [{ date: '2026-11-11', contacts: 1 }] })
  })
  it('[CH42] judges nothing before the ledger began, as page and label do', async () => {
    const { verdicts, beganMs } = await desk.verdicts('acme', { fromMs: T - 60 * 86_400_000, toMs: NOW })
    expect(beganMs).toBe(T)
    expect(verdicts.filter(({ window }) => window.toMs <= T)).toEqual([])
    expect(verdicts.filter(({ window, status }) => window.complete && window.fromMs < T && !['not-measurable', 'not-set'].includes(status))).toEqual([])
  })
  it('gives one answer to those who ask at once', () => {
    const period = { fromMs: T, toMs: NOW }
    expect(desk.verdicts('acme', period)).toBe(desk.verdicts('acme', period))
  })
  it('lists the charters of the configuration', () => {
    expect(desk.list('acme').charters).toMatchObject([{ id: 'be-2011', inForce: true }])
    expect(desk.timeZone('acme')).toBe('Europe/Brussels')
  })
})
