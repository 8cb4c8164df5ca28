import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openFolder } from '../event-log/index.ts'
import type { EvidenceItem, KeptEvidence } from '../promise-evidence/index.ts'
import type { LedgerBody } from './body.ts'
import { EmbeddedLedger } from './embedded/embedded-ledger.ts'
import type { LedgerStep, LedgerStore } from './port.ts'
import { accuracyOf } from './rollup/accuracy.ts'
import { evidenceOf } from './testing/evidence-of.ts'
import { LedgerWriter, type OfferedEntry } from './writer.ts'

const T0 = Date.parse('2026-11-22T10:00:00Z')

/** A store whose appends can be made to fail or to lose their answer. */
class Shaky implements LedgerStore {
  readonly kind = 'embedded'
  next: 'works' | 'fails' | 'loses-answer' = 'works'
  readonly real: LedgerStore
  constructor(real: LedgerStore) {
    this.real = real
  }
  head = (...a: Parameters<LedgerStore['head']>) => this.real.head(...a)
  mark = (...a: Parameters<LedgerStore['mark']>) => this.real.mark(...a)
  moveMark = (...a: Parameters<LedgerStore['moveMark']>) => this.real.moveMark(...a)
  entries = (...a: Parameters<LedgerStore['entries']>) => this.real.entries(...a)
  ofContact = (...a: Parameters<LedgerStore['ofContact']>) => this.real.ofContact(...a)
  payload = (...a: Parameters<LedgerStore['payload']>) => this.real.payload(...a)
  rollups = (...a: Parameters<LedgerStore['rollups']>) => this.real.rollups(...a)
  drop = (...a: Parameters<LedgerStore['drop']>) => this.real.drop(...a)
  close = async () => undefined
  async append(partition: number, center: string, step: LedgerStep): Promise<boolean> {
    const how = this.next
    this.next = 'works'
    if (how === 'fails') throw new Error('away')
    const done = await this.real.append(partition, center, step)
    if (how === 'loses-answer') throw new Error('no answer')
    return done
  }
}

describe('the writer', () => {
  let folder: string
  let store: EmbeddedLedger
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'queuecast-writer-'))
    store = new EmbeddedLedger(await openFolder(folder))
  })
  afterEach(async () => {
    await store.close()
    await rm(folder, { recursive: true, force: true })
  })

  const settled = (contact: string, more: Partial<KeptEvidence> = {}, correction = false): EvidenceItem => ({ kind: 'contact', contact, correction, evidence: evidenceOf(contact, more) })
  const entry = (second: number, ...items: EvidenceItem[]): OfferedEntry => ({ center: 'acme', log: `${T0 + second * 1000}-0`, atMs: T0 + second * 1000, timeZone: 'Europe/Brussels', items })
  const writerOn = (on: LedgerStore = store): LedgerWriter => new LedgerWriter({ store: on, partition: 0 })
  async function bodies(): Promise<LedgerBody[]> {
    const all: LedgerBody[] = []
    for await (const { payloads } of store.entries(0, 'acme', 0, T0 * 2)) all.push(...payloads.flatMap((payload) => (payload === undefined ? [] : [JSON.parse(payload.text) as LedgerBody])))
    return all
  }
  const contactsIn = async (): Promise<string[]> => (await bodies()).flatMap((body) => (body.kind === 'contact' ? [body.evidence.contact] : []))
  const figures = async () => accuracyOf(await store.rollups(0, 'acme', '2026-11-01', '2026-11-30'), { from: '2026-11-01', to: '2026-11-30' })

  it('[LE15] two leaders write the same: each log entry once, whoever is first', async () => {
    const writers = [writerOn(), writerOn()]
    for (let second = 0; second < 30; second += 1) for (const writer of writers) writer.offer(entry(second, settled(`c-${second}`)))
    for (const writer of writers) writer.folded(`${T0 + 30_000}-0`)
    await Promise.all(writers.map((writer) => writer.flush(true)))
    expect(await contactsIn()).toEqual(Array.from({ length: 30 }, (_, second) => `c-${second}`))
    expect((await figures()).contacts.offered).toBe(30)
    expect(writers.map(({ covered, waiting }) => [covered, waiting])).toEqual([[`${T0 + 30_000}-0`, 0], [`${T0 + 30_000}-0`, 0]])
    expect(await store.mark(0)).toBe(`${T0 + 30_000}-0`)
  })

  it('[LE15] a write that fails, or whose answer is lost, is made once', async () => {
    const shaky = new Shaky(store)
    const writer = writerOn(shaky)
    for (const [second, how] of (['fails', 'loses-answer', 'fails', 'works'] as const).entries()) {
      writer.offer(entry(second, settled(`c-${second}`)))
      shaky.next = how
      await writer.flush(true).catch(() => undefined)
      // What is not known to be written is not covered.
      if (how !== 'works') expect(Number.parseInt(writer.covered, 10)).toBeLessThan(Number.parseInt(entry(second).log, 10))
    }
    writer.folded(`${T0 + 9000}-0`)
    await writer.flush(true)
    expect(await contactsIn()).toEqual(['c-0', 'c-1', 'c-2', 'c-3'])
  })

  it('[LE15] who begins again from a snapshot offers again, and nothing is written twice; a rebuilt center likewise', async () => {
    const writer = writerOn()
    const offer = (...seconds: number[]): void => seconds.forEach((second) => writer.offer(entry(second, settled(`c-${second}`))))
    offer(0, 1, 2)
    offer(1, 2)
    await writer.flush(true)
    writer.reset()
    offer(0, 1, 2, 3)
    await writer.flush(true)
    expect(await contactsIn()).toEqual(['c-0', 'c-1', 'c-2', 'c-3'])
  })

  it('[LE15] who does not lead keeps what nobody has written, and writes it when it does', async () => {
    const [leader, other] = [writerOn(), writerOn()]
    for (let second = 0; second < 4; second += 1) {
      other.offer(entry(second, settled(`c-${second}`)))
      if (second < 2) leader.offer(entry(second, settled(`c-${second}`)))
    }
    leader.folded(`${T0 + 1000}-0`)
    await leader.flush(true)
    await other.flush(false)
    expect([other.waiting, other.covered]).toEqual([2, `${T0 + 1000}-0`])
    other.folded(`${T0 + 3000}-0`)
    await other.flush(true)
    expect(await contactsIn()).toEqual(['c-0', 'c-1', 'c-2', 'c-3'])
  })

  it('[LE21] says when it has come somewhere, also to who waits for it', async () => {
    const writer = writerOn()
    const reached = writer.reached(`${T0}-0`, 30_000)
    await expect(writer.reached(`${T0 + 5}-0`, 10)).rejects.toThrow('has not come')
    writer.folded(`${T0}-0`)
    await writer.flush(true)
    await reached
    await writer.reached(`${T0 - 1}-0`, 0)
  })

  it('[LE12] a correction takes back the figures that stood, and names the entry that it corrects', async () => {
    const writer = writerOn()
    writer.offer(entry(0, settled('a', { answers: [{ atMs: T0 + 60_000, by: 'human' }] }), settled('b')))
    writer.offer(entry(1, settled('a', { answers: [{ atMs: T0 + 90_000, by: 'human' }], clocks: { queuedAtMs: T0 + 86_400_000 } }, true)))
    writer.offer(entry(2, settled('a', { answers: [{ atMs: T0 + 30_000, by: 'human' }] }, true)))
    await writer.flush(true)
    expect((await bodies()).flatMap((body) => (body.kind === 'contact' ? [body.corrects] : []))).toEqual([undefined, undefined, { n: 1, index: 0 }, { n: 2, index: 0 }])
    expect((await figures()).contacts).toMatchObject({ offered: 2, answered: 1, otherwise: 1, meanWaitSeconds: 30 })
  })

  it('[LE17] an erasure takes the payloads of before in the same step and notes which; the figures stay', async () => {
    const writer = writerOn()
    writer.offer(entry(0, settled('a'), settled('b')))
    writer.offer(entry(1, settled('a', {}, true)))
    writer.offer(entry(2, { kind: 'erase', contact: 'a', by: 'admin' }))
    await writer.flush(true)
    expect(await bodies()).toMatchObject([
      { evidence: { contact: 'b' } }, { kind: 'erasure', by: 'admin', atMs: T0 + 2000, erased: [{ n: 1, index: 0 }, { n: 2, index: 0 }] },
    ])
    expect(JSON.stringify((await bodies())[1])).not.toContain('"a"')
    expect((await figures()).contacts.offered).toBe(2)
  })

  it('[LE23] totals stand beside ours with the difference; the newest of a day count', async () => {
    const writer = writerOn()
    const totals = (offered: number, queue?: string): EvidenceItem => ({ kind: 'totals', totals: [{ date: '2026-11-22', offered, receivedAtMs: T0, ...(queue === undefined ? {} : { queue }) }] })
    writer.offer(entry(0, settled('a'), settled('b', { queues: ['billing'] }), totals(9, 'support')))
    writer.offer(entry(1, totals(3, 'support'), totals(2)))
    await writer.flush(true)
    expect((await figures()).totals).toEqual(expect.arrayContaining([
      { date: '2026-11-22', queue: 'support', figure: 'offered', ours: 1, theirs: 3, difference: -2 }, { date: '2026-11-22', figure: 'offered', ours: 2, theirs: 2, difference: 0 },
    ]))
  })
})
