import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openFolder } from '../../event-log/index.ts'
import { EMPTY_HEAD, headOf, nextEntry, saltedPayload } from '../chain/chain-entry.ts'
import type { Seal } from '../chain/line.ts'
import { EmbeddedLedger } from '../embedded/embedded-ledger.ts'
import { LedgerFiles } from '../files/ledger-files.ts'
import { bookOf } from '../stored-entry.ts'
import { hasOpenssl, TestAuthority } from '../testing/test-authority.ts'
import { verifyFolder } from '../verify-folder.ts'
import { HeadSender } from './head-sender.ts'
import type { Heads } from './heads.ts'

const DAY_MS = 86_400_000
const T0 = Date.parse('2026-11-20T10:00:00Z')
const WAIT = { timeout: 45_000, interval: 10 }

describe('heads leave the house', () => {
  let folder: string
  let store: EmbeddedLedger
  let files: LedgerFiles
  let seals: Seal[]
  let nowMs: number
  let sender: HeadSender
  let reports: { event: string; detail: Record<string, string | number> }[]
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'queuecast-heads-'))
    store = new EmbeddedLedger(await openFolder(join(folder, 'store')))
    files = new LedgerFiles(join(folder, 'ledger'), store)
    let head = EMPTY_HEAD
    for (let day = 0; day < 3; day += 1) {
      const atMs = T0 + day * DAY_MS
      const payloads = [saltedPayload({ kind: 'contact', evidence: { contact: `c-${day}` } })]
      const entry = nextEntry(bookOf('acme'), head, { log: `${atMs}-0`, atMs }, payloads)
      await store.append(0, 'acme', { entry, payloads, contacts: [{ contact: `c-${day}`, index: 0 }], rollups: [], erase: [] })
      head = headOf(entry)
    }
    seals = await files.seal(0, 'acme', T0 + 2 * DAY_MS)
    nowMs = T0
    reports = []
    sender = new HeadSender({ folderOf: (center) => files.of(center).folder, nowMs: () => nowMs, report: (event, detail) => void reports.push({ event, detail }) })
  })
  afterEach(async () => {
    await sender.close()
    await store.close()
    await rm(folder, { recursive: true, force: true })
  })
  const ledger = (): string => join(folder, 'ledger')
  const count = (event: string): number => reports.filter((one) => one.event === event).length
  const until = (event: string, n = 1) => vi.waitFor(() => expect(count(event)).toBe(n), WAIT)
  const offer = (heads: Heads, seal = seals[1]): void => {
    if (seal !== undefined) sender.offer('acme', heads, seal)
  }

  describe('by mail', () => {
    let smtp: SMTPServer
    let mails: { from: string; to: string[]; text: string }[]
    let user: string | undefined
    let refuse: boolean
    beforeEach(async () => {
      mails = []
      user = undefined
      refuse = false
      smtp = new SMTPServer({
        authOptional: true, disabledCommands: ['STARTTLS'], allowInsecureAuth: true, logger: false,
        onAuth({ username }, _session, done) {
          user = username
          done(null, { user: username })
        },
        onRcptTo: (_address, _session, done) => done(refuse ? Object.assign(new Error('mailbox full'), { responseCode: 452 }) : null),
        onData(stream, { envelope }, done) {
          let text = ''
          stream.on('data', (data: Buffer) => { text += data.toString() })
          stream.on('end', () => {
            mails.push({ from: envelope.mailFrom === false ? '' : envelope.mailFrom.address, to: envelope.rcptTo.map(({ address }) => address), text })
            done()
          })
        },
      })
      await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', () => resolve()))
    })
    afterEach(() => new Promise<void>((resolve) => smtp.close(() => resolve())))
    const mail = (more: Partial<NonNullable<Heads['mail']>> = {}): Heads => ({ mail: {
      server: `smtp://queuecast:pass%20word@127.0.0.1:${(smtp.server.address() as AddressInfo).port}`, from: 'ledger@acme.example', to: ['notary@notary.example', 'audit@acme.example'], ...more,
    } })

    it('[LE22] once, to everyone, with what proves the files later', async () => {
      offer(mail())
      await until('ledger-head-sent')
      offer(mail())
      await sender.close()
      expect(mails).toHaveLength(1)
      expect(mails[0]).toMatchObject({ from: 'ledger@acme.example', to: ['notary@notary.example', 'audit@acme.example'] })
      expect(user).toBe('queuecast')
      const text = mails[0]?.text ?? ''
      expect(text).toMatch(/^Subject: Chain head of acme, 2026-11-21: [0-9a-f]{16}\r$/m)
      expect(text).toMatch(/^Message-ID: <2026-11-21\.[0-9a-f]{32}@acme\.example>\r$/m)
      const head = /Chain head:\r\n([0-9a-f]{64})\r\n/.exec(text)?.[1] ?? ''
      expect(await verifyFolder(ledger(), head)).toMatchObject({ ok: true })
      expect(await readFile(join(ledger(), 'acme/head-mailed'), 'utf8')).toMatch(/^2026-11-21 2026-11-20T10:00:00\.000Z\n$/)
    })

    it('[LE24] a server that refuses is told of and asked again, a minute later and then ever more seldom', async () => {
      refuse = true
      offer(mail())
      await until('ledger-head-failed')
      const [{ detail } = { detail: {} }] = reports
      expect(detail).toMatchObject({ center: 'acme', day: '2026-11-21', way: 'mail', nextTryAt: '2026-11-20T10:01:00.000Z' })
      expect(JSON.stringify(detail)).not.toContain('word')
      nowMs += 59_000
      offer(mail())
      nowMs += 1_000
      offer(mail())
      await until('ledger-head-failed', 2)
      expect(reports[1]?.detail).toMatchObject({ nextTryAt: '2026-11-20T10:03:00.000Z' })
      expect(await sender.states('acme', mail())).toMatchObject([{ way: 'mail', waiting: { day: '2026-11-21', sinceMs: T0, error: expect.stringContaining('452') as string } }])
      refuse = false
      nowMs += 120_000
      offer(mail())
      await until('ledger-head-sent')
      expect(await sender.states('acme', mail())).toEqual([{ way: 'mail', left: { day: '2026-11-21', atMs: nowMs } }])
    })

    it('[LE24] nothing leaves this machine without TLS', async () => {
      // Another name of this machine, which the rule does not know as such.
      offer(mail({ server: `smtp://127.0.0.2:${(smtp.server.address() as AddressInfo).port}` }))
      await until('ledger-head-failed')
      expect(mails).toEqual([])
    })

    it('[LE24] nor to a mail server whose certificate nobody vouches for', async () => {
      const own = new SMTPServer({ secure: true, authOptional: true, logger: false })
      const faults: unknown[] = []
      own.on('error', (fault) => faults.push(fault))
      await new Promise<void>((resolve) => own.listen(0, '127.0.0.1', () => resolve()))
      offer(mail({ server: `smtps://127.0.0.1:${(own.server.address() as AddressInfo).port}` }))
      await until('ledger-head-failed')
      expect(String(reports[0]?.detail['error'])).toMatch(/certificate/i)
      await new Promise<void>((resolve) => own.close(() => resolve()))
    })
  })

  describe.skipIf(!hasOpenssl)('by time stamp (left out where openssl is not installed)', () => {
    let authority: TestAuthority
    beforeEach(async () => {
      await mkdir(join(folder, 'tsa'))
      authority = await TestAuthority.open(join(folder, 'tsa'), 'Test TSA', 'ec')
    }, 60_000)
    afterEach(() => authority.close())
    const stamped = (ca?: string): Heads => ({ timeStamp: { url: authority.url, ...(ca === undefined ? {} : { ca }) } })
    const file = (): string => join(ledger(), 'acme/2026-11-21.tsr')

    it('[LE25] the stamp lies beside the day, and anyone can check it offline, with our program or with openssl', async () => {
      const ca = await authority.ca()
      offer(stamped(ca))
      await until('ledger-head-sent')
      offer(stamped(ca))
      await sender.close()
      expect([authority.asked, authority.lastType]).toEqual([1, 'application/timestamp-query'])
      expect(await verifyFolder(ledger(), undefined, ca)).toMatchObject({ ok: true, files: [{}, { stamp: { authority: 'Test TSA', trusted: true } }] })
      expect(await verifyFolder(ledger())).toMatchObject({ ok: true, files: [{}, { stamp: { trusted: false } }] })
      await authority.verifies(file(), seals[1]?.head ?? '')
      expect(await sender.states('acme', stamped())).toEqual([{ way: 'time-stamp', left: { day: '2026-11-21', atMs: T0, by: 'Test TSA' } }])
      // After erasure too: the head is one over hashes.
      expect(await files.erase('acme', 'c-1')).toBe(1)
      expect(await verifyFolder(ledger(), undefined, ca)).toMatchObject({ ok: true })
    })

    it('[LE16][LE25] a stamp of another head, a changed one and one without its day are found', async () => {
      offer(stamped(), seals[0])
      await until('ledger-head-sent')
      const first = await readFile(join(ledger(), 'acme/2026-11-20.tsr'))
      await writeFile(file(), first)
      expect(await verifyFolder(ledger())).toMatchObject({ ok: false, path: file(), why: expect.stringContaining('it stamps') as string })
      await writeFile(file(), first.subarray(0, 100))
      expect(await verifyFolder(ledger())).toMatchObject({ ok: false, path: file() })
      await rm(file())
      await rm(join(ledger(), 'acme/2026-11-21.ndjson'))
      expect(await verifyFolder(ledger())).toMatchObject({ ok: true })
      await writeFile(file(), first)
      expect(await verifyFolder(ledger())).toMatchObject({ ok: false, path: file(), why: expect.stringContaining('a day that is not there') as string })
    })

    it('[LE24][LE25] an answer that is none is not kept, told of, and asked for again', async () => {
      const old = await authority.reply(Buffer.from('no request'))
      let tries = 0
      for (const [manner, why] of [[503, 'answered 503'], [Buffer.from('<html>'), 'not taken'], [old, 'the authority refused'], [Buffer.alloc(300_000), 'more than 200000 bytes']] as const) {
        authority.manner = manner
        offer(stamped())
        tries += 1
        await until('ledger-head-failed', tries)
        expect(String(reports.at(-1)?.detail['error'])).toContain(why)
        nowMs += 3_600_000
      }
      await expect(readFile(file())).rejects.toThrow('ENOENT')
      authority.manner = 'stamp'
      offer(stamped(await authority.ca()))
      await until('ledger-head-sent')
      expect(await verifyFolder(ledger(), undefined, await authority.ca())).toMatchObject({ ok: true })
    })

    it('[LE25] the answer to an earlier request is not taken', async () => {
      offer(stamped())
      await until('ledger-head-sent')
      authority.manner = await readFile(file())
      await rm(join(ledger(), 'acme/head-stamped'))
      const again = new HeadSender({ folderOf: (center) => files.of(center).folder, nowMs: () => nowMs, report: (event, detail) => void reports.push({ event, detail }) })
      const [, seal] = seals
      if (seal !== undefined) again.offer('acme', stamped(), seal)
      await until('ledger-head-failed')
      await again.close()
      expect(reports.at(-1)?.detail['error']).toBe('the time stamp was not taken: it answers another request')
    })

    it('[LE24] each way goes for itself', async () => {
      offer({ ...stamped(), webhook: { url: 'http://127.0.0.1:1/', secret: 's' } })
      await until('ledger-head-sent')
      await until('ledger-head-failed')
      expect(sender.waitingSince('acme', { ...stamped(), webhook: { url: 'http://127.0.0.1:1/', secret: 's' } })).toEqual([{ way: 'webhook', sinceMs: T0 }, { way: 'time-stamp', sinceMs: undefined }])
    })
  })
})
