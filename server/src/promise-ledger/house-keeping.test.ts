import { createHmac } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openFolder } from '../event-log/index.ts'
import { EventArchive } from './archive/event-archive.ts'
import { EMPTY_HEAD, headOf, nextEntry, saltedPayload } from './chain/chain-entry.ts'
import { EmbeddedLedger } from './embedded/embedded-ledger.ts'
import { LedgerFiles } from './files/ledger-files.ts'
import { DEFAULT_RETENTION, HouseKeeping, type HouseKeepingDeps, type Retention } from './house-keeping.ts'
import { bookOf } from './stored-entry.ts'
import { verifyFolder } from './verify-folder.ts'

const DAY_MS = 86_400_000
const WAIT = { timeout: 45_000, interval: 10 }
const T0 = Date.parse('2026-11-20T10:00:00Z')

describe('house-keeping', () => {
  let folder: string
  let store: EmbeddedLedger
  let files: LedgerFiles
  let house: HouseKeeping
  let server: Server
  let taken: { body: string; signature: string }[]
  /** Undefined: no answer at all. */
  let status: number | undefined
  let nowMs: number
  let deps: HouseKeepingDeps
  let reports: { event: string; detail: Record<string, string | number> }[]
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'queuecast-house-'))
    store = new EmbeddedLedger(await openFolder(join(folder, 'store')))
    files = new LedgerFiles(join(folder, 'ledger'), store)
    nowMs = T0
    reports = []
    deps = { store, files, archive: new EventArchive(join(folder, 'events')), nowMs: () => nowMs, report: (event, detail) => void reports.push({ event, detail }) }
    house = new HouseKeeping(deps)
    taken = []
    status = 204
    server = createServer((request, response) => {
      let body = ''
      request.on('data', (data: Buffer) => { body += data.toString() })
      request.on('end', () => {
        if (status === 204) taken.push({ body, signature: String(request.headers['queuecast-signature']) })
        if (status !== undefined) response.writeHead(status).end()
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    let head = EMPTY_HEAD
    for (let day = 0; day < 3; day += 1) {
      const atMs = T0 + day * DAY_MS
      const payloads = [saltedPayload({ kind: 'contact', evidence: { contact: `c-${day}` } })]
      const entry = nextEntry(bookOf('acme'), head, { log: `${atMs}-0`, atMs }, payloads)
      await store.append(0, 'acme', { entry, payloads, contacts: [{ contact: `c-${day}`, index: 0 }], rollups: [], erase: [] })
      head = headOf(entry)
    }
  })
  afterEach(async () => {
    await house.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await store.close()
    await rm(folder, { recursive: true, force: true })
  })
  const webhook = () => ({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, secret: 'shared' })
  const retention = (more: Partial<Retention> = {}): Retention => ({ ...DEFAULT_RETENTION, heads: { webhook: webhook() }, ...more })
  const told = (event: string) => vi.waitFor(() => expect(reports.map(({ event: one }) => one)).toContain(event), WAIT)

  it('[LE22] the head of the newest sealed day leaves the house signed, once, and again until it is taken', async () => {
    status = 503
    await house.lookAfter(0, 'acme', retention(), T0 + 2 * DAY_MS, true)
    await told('ledger-head-failed')
    expect(reports.find(({ event }) => event === 'ledger-head-failed')?.detail).toMatchObject({ center: 'acme', day: '2026-11-21', way: 'webhook', error: 'the receiver of the chain head answered 503' })
    expect(house.headsWaiting('acme', retention())).toEqual([{ way: 'webhook', sinceMs: T0 }])
    status = 204
    // Not at once: the receiver is given a minute.
    await house.lookAfter(0, 'acme', retention(), T0 + 2 * DAY_MS, true)
    nowMs += 60_000
    await house.lookAfter(0, 'acme', retention(), T0 + 2 * DAY_MS, true)
    await told('ledger-head-sent')
    await house.lookAfter(0, 'acme', retention(), T0 + 2 * DAY_MS, true)
    await house.close()
    expect(taken).toHaveLength(1)
    expect(house.headsWaiting('acme', retention())).toEqual([{ way: 'webhook', sinceMs: undefined }])
    const [{ body, signature } = { body: '', signature: '' }] = taken
    expect(JSON.parse(body)).toMatchObject({ type: 'ledger.sealed', center: 'acme', day: '2026-11-21', entries: 1, last: 2 })
    const t = Math.floor(nowMs / 1000)
    expect(signature).toBe(`t=${t},v1=${createHmac('sha256', 'shared').update(`${t}.${body}`).digest('hex')}`)
    // What was sent proves the files.
    const { head } = JSON.parse(body) as { head: string }
    expect(await verifyFolder(join(folder, 'ledger'), head)).toMatchObject({ ok: true })
  })

  it('[LE22] only the leader sends; everyone seals; who leads later sends', async () => {
    await house.lookAfter(0, 'acme', retention(), T0 + 2 * DAY_MS, false)
    expect(await files.of('acme').days()).toEqual(['2026-11-20', '2026-11-21'])
    expect(taken).toEqual([])
    await house.lookAfter(0, 'acme', retention(), T0 + 2 * DAY_MS, true)
    await told('ledger-head-sent')
    expect(taken).toHaveLength(1)
  })

  it('[LE22] a start after it does not send again, until another day is sealed', async () => {
    await house.lookAfter(0, 'acme', retention(), T0 + 2 * DAY_MS, true)
    await told('ledger-head-sent')
    reports.length = 0
    const again = new HouseKeeping(deps)
    await again.lookAfter(0, 'acme', retention(), T0 + 2 * DAY_MS, true)
    expect(await again.headStates('acme', retention())).toEqual([{ way: 'webhook', left: { day: '2026-11-21', atMs: T0 } }])
    await again.lookAfter(0, 'acme', retention(), T0 + 3 * DAY_MS, true)
    await told('ledger-head-sent')
    expect(taken.map(({ body }) => (JSON.parse(body) as { day: string }).day)).toEqual(['2026-11-21', '2026-11-22'])
    await again.close()
  })

  it('[LE24] a receiver that never answers holds up neither sealing nor forgetting nor closing', async () => {
    status = undefined
    await house.lookAfter(0, 'acme', retention({ storeDays: 1 }), T0 + 3 * DAY_MS, true)
    expect(await files.of('acme').days()).toHaveLength(3)
    const left: unknown[] = []
    for await (const { entry } of store.entries(0, 'acme', 0, T0 * 2)) left.push(entry.n)
    expect(left).toEqual([3])
    await house.close()
    expect(reports.map(({ event }) => event)).not.toContain('ledger-head-failed')
  })

  it('forgets as configured: the store first, then the details in the files', async () => {
    await house.lookAfter(0, 'acme', retention({ storeDays: 1, detailDays: 2 }), T0 + 3 * DAY_MS, true)
    const left: unknown[] = []
    for await (const { entry } of store.entries(0, 'acme', 0, T0 * 2)) left.push(entry.n)
    expect(left).toEqual([3])
    const checked = await verifyFolder(join(folder, 'ledger'))
    expect(checked).toMatchObject({ ok: true, files: [{ erased: 1 }, { erased: 0 }, { erased: 0 }] })
  })
})
