import { describe, expect, it } from 'vitest'
import type { CenterConfig } from '../config/index.ts'
import type { LedgerRow } from '../delivery/http/deps.ts'
import { evidenceOf } from '../promise-ledger/testing/evidence-of.ts'
import { evidenceBegan, ledgerBegan } from './ledger-began.ts'

const T = Date.parse('2026-11-22T10:00:00Z')
const HOUR_MS = 3_600_000
const row = (atMs: number, body: LedgerRow['body']): LedgerRow => ({ n: 1, index: 0, log: `${atMs}-0`, atMs, hash: '', ...(body === undefined ? {} : { body }) })
const contact = (queuedAtMs: number): LedgerRow => row(queuedAtMs + 120_000, { kind: 'contact', evidence: evidenceOf('c', { clocks: { queuedAtMs } }) })
const hour = (fromMs: number): LedgerRow => row(fromMs + HOUR_MS, { kind: 'hour', facts: { fromMs, toMs: fromMs + HOUR_MS, measured: [], notices: [], outages: [] } })
const began = (rows: LedgerRow[], running?: { fromMs: number }): Promise<number | undefined> =>
  ledgerBegan((async function* () { yield* rows })(), running === undefined ? undefined : { ...running, measured: [], notices: [], outages: [] })

describe('[CH42] the evidence begins', () => {
  it('with the first hour, though contacts were settled before it was written', async () => {
    expect(await began([contact(T + 5), hour(T), contact(T - 10 * HOUR_MS)])).toBe(T)
    expect(await began([contact(T - 5), hour(T)])).toBe(T - 5)
  })
  it('with the hour that runs where none is over; with what there is where nothing was open', async () => {
    expect(await began([contact(T + 5)], { fromMs: T })).toBe(T)
    expect(await began([contact(T + 5), contact(T + 3 * HOUR_MS)], { fromMs: T + 3 * HOUR_MS })).toBe(T + 5)
    expect(await began([row(T, undefined)])).toBe(T)
  })
  it('again with the first day of which contacts\' details are still kept', async () => {
    async function* rows() { yield hour(T) }
    const later = (days: number, ledger?: { detailDays: number }) => evidenceBegan({ id: 'acme', ...(ledger === undefined ? {} : { ledger }) } as CenterConfig, rows, T + days * 24 * HOUR_MS)
    expect(await later(10)).toBe(T)
    expect(await later(400)).toBe(Date.parse('2026-11-26T00:00:00Z'))
    expect(await later(10, { detailDays: 3 })).toBe(Date.parse('2026-11-29T00:00:00Z'))
  })
  it('not at all while it is empty', async () => {
    expect(await began([], { fromMs: T })).toBeUndefined()
  })
})
