import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseCharter, type Verdict } from '../charter/index.ts'
import { type CenterConfig, centerFacts } from '../config/index.ts'
import type { CenterFact, ContactEvent } from '../contact-center/index.ts'
import { ENTRY_FORMAT, encodeEntry, type Entry, openFolder, type LogRecord } from '../event-log/index.ts'
import { bodyOf, EmbeddedLedger, EventArchive, LedgerFiles, LedgerWriter, verifyFolder } from '../promise-ledger/index.ts'
import { createCharterBooks } from './charter-book.ts'
import { createCharterDesk } from './charter-desk.ts'
import { PartitionFold } from './partition-fold.ts'
import { recomputeVerdicts } from './recompute-verdicts.ts'
import { BEGINNING } from './testing/log-bench.ts'
import { LIMIT_S, MONTH_CENTER as config, OWN } from './testing/month-center.ts'
import { roundOf } from './testing/round-of.ts'
import { withCharters } from './with-charters.ts'

/**
 * A month of two channels through the whole evidence: late, doubled and disordered events, an exceptional event, callbacks, an outage
 * of ours and a node that crashes. The verdicts are computed a second time here, from the events as they happened and the definitions
 * of the rules alone; nothing of the fold, the evidence or the charter room is used for that.
 */
const DAY_S = 86_400
const FROM_MS = Date.parse('2026-12-01T00:00:00+01:00')
const TO_MS = Date.parse('2027-01-01T00:00:00+01:00')
const LOG_FROM_MS = FROM_MS - DAY_S * 1000
const LOG_TO_MS = TO_MS + 7_200_000
const GAP = { fromMs: FROM_MS + 19 * DAY_S * 1000 + 12 * 3_600_000, toMs: FROM_MS + 19 * DAY_S * 1000 + 12 * 3_600_000 + 2_400_000 }
const STORM = { fromMs: FROM_MS + 9 * DAY_S * 1000 + 10 * 3_600_000, toMs: FROM_MS + 9 * DAY_S * 1000 + 13 * 3_600_000 }

type Made = { [K in ContactEvent['type']]: Omit<Extract<ContactEvent, { type: K }>, 'id'> }[ContactEvent['type']]
interface Life { channel: 'voice' | 'chat'; contact: string; queuedMs: number; humanMs?: number; goneMs?: number; callback?: { acceptedMs: number; reachedMs?: number; dueMs: number }; events: Made[] }

function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}

function lives(): Life[] {
  const next = numbers(11)
  const made: Life[] = []
  for (let day = 0; day < 31; day += 1) {
    for (const channel of ['voice', 'chat'] as const) {
      for (let i = 0; i < (channel === 'voice' ? 22 : 14); i += 1) {
        const queuedMs = FROM_MS + day * DAY_S * 1000 + 8 * 3_600_000 + Math.floor(next() * 9 * 3_600_000)
        made.push(life(channel, `${channel}-${day}-${i}`, queuedMs, next))
      }
    }
  }
  return made
}

function life(channel: 'voice' | 'chat', contact: string, queuedMs: number, next: () => number): Life {
  const stormy = queuedMs >= STORM.fromMs && queuedMs < STORM.toMs
  const waitedMs = Math.round(-Math.log(1 - next()) * (stormy ? 400_000 : 70_000)) + 1
  const endMs = queuedMs + waitedMs
  const fate = next()
  const events: Made[] = [{ type: 'contact.queued', time: queuedMs, contact, queue: channel, channel } as Made]
  const one: Life = { channel, contact, queuedMs, events }
  const put = (body: Record<string, unknown>, time: number): void => void events.push({ ...body, time, contact } as Made)
  if (next() < 0.06) put({ type: 'contact.answered', by: 'bot' }, queuedMs + 1)
  if (next() < 0.06 && events.length > 1) events.pop()
  if (fate < 0.1) {
    one.goneMs = endMs
    put({ type: 'contact.abandoned' }, endMs)
  } else if (fate < 0.13) {
    put({ type: 'contact.left', reason: 'disconnected-by-system' }, endMs)
  } else if (fate < 0.2 && channel === 'voice') {
    const acceptedMs = queuedMs + Math.min(waitedMs, 30_000)
    const reachedMs = acceptedMs + Math.round(next() * 9_000_000)
    const reached = next() < 0.85
    one.callback = { acceptedMs, dueMs: acceptedMs + 7_200_000, ...(reached ? { reachedMs } : {}) }
    put({ type: 'callback.offered' }, acceptedMs - 1)
    put({ type: 'callback.accepted', mode: 'keeps-place', dueBy: acceptedMs + 7_200_000 }, acceptedMs)
    if (reached) {
      one.humanMs = reachedMs
      put({ type: 'callback.reached' }, reachedMs)
      put({ type: 'contact.handled' }, reachedMs + 120_000)
    } else {
      put({ type: 'callback.expired' }, acceptedMs + 7_200_000)
    }
  } else {
    one.humanMs = endMs
    put({ type: 'contact.answered', agent: 'ann' }, endMs)
    put({ type: 'contact.handled', agent: 'ann' }, endMs + 60_000 + Math.round(next() * 200_000))
  }
  return one
}

/** What the second, plain computation says of one channel. */
function plain(all: readonly Life[], channel: 'voice' | 'chat') {
  const own = all.filter((one) => one.channel === channel)
  const waitedUntil = ({ humanMs, goneMs, queuedMs }: Life): number => Math.min(humanMs ?? Infinity, goneMs ?? Infinity, queuedMs + LIMIT_S * 1000)
  const exempt = own.filter((one) => STORM.fromMs <= waitedUntil(one) && STORM.toMs > one.queuedMs)
  const judged = own.filter((one) => !exempt.includes(one))
  const human = own.flatMap((one) => (one.humanMs === undefined ? [] : [(one.humanMs - one.queuedMs) / 1000]))
  const within = judged.filter(({ humanMs, queuedMs }) => humanMs !== undefined && humanMs - queuedMs <= LIMIT_S * 1000)
  return { within: within.length / judged.length, n: judged.length, exempt: exempt.length, mean: human.reduce((sum, seconds) => sum + seconds, 0) / human.length, answered: human.length / own.length }
}

describe('a month of two channels', () => {
  const all = lives()
  let folder = ''
  let verdicts: Verdict[] = []
  let store: EmbeddedLedger
  let written = 0
  let began: number | undefined
  let otherCharters: number | undefined
  const recorded = new Set<string>()
  const versionsOf = createCharterBooks(() => [])
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'queuecast-month-'))
    const records = logOf(all)
    store = new EmbeddedLedger(await openFolder(join(folder, 'store')))
    const files = new LedgerFiles(join(folder, 'ledger'), store)

    let node = startNode()
    const crashAt = records.findIndex(({ ms }) => ms >= FROM_MS + 15 * DAY_S * 1000 + 43_200_000)
    let snapshot: { index: number; round: Parameters<typeof PartitionFold.restore>[0] } | undefined
    for (let index = 0; index < records.length; index += 1) {
      node.fold(records[index] as LogRecord)
      if (index % 2_000 === 0) await node.flush()
      if (index === crashAt - 3_000) {
        await node.flush()
        snapshot = { index, round: roundOf(node.partition) }
      }
      if (index === crashAt && snapshot !== undefined) {
        // What was not written is gone with the node; another begins at the snapshot.
        node = startNode(PartitionFold.restore(snapshot.round))
        index = snapshot.index
        snapshot = undefined
      }
    }
    await node.flush()
    await node.archive.close()
    await files.seal(0, 'acme', LOG_TO_MS + DAY_S * 1000)
    written = (await readdir(join(folder, 'ledger', 'acme'))).length

    const desk = createCharterDesk({
      center: () => config, nowMs: () => LOG_TO_MS,
      runningHour: () => node.partition.centers.get('acme')?.hourSoFar(LOG_TO_MS),
      async* rows(_center, fromMs, toMs) {
        for await (const { entry, payloads } of files.entries(0, 'acme', fromMs, toMs)) {
          for (const [index, payload] of payloads.entries()) yield { n: entry.n, index, log: entry.log, atMs: entry.atMs, hash: entry.hash, ...(payload === undefined ? { erased: true } : { body: bodyOf(payload) }) }
        }
      },
    })
    const report = await desk.verdicts('acme', { fromMs: FROM_MS, toMs: TO_MS })
    verdicts = report.verdicts
    began = report.beganMs
    otherCharters = report.otherCharters
    for await (const { payloads } of files.entries(0, 'acme', 0, TO_MS)) {
      for (const payload of payloads) {
        const body = payload === undefined ? undefined : bodyOf(payload)
        if (body?.kind === 'contact') recorded.add(JSON.stringify(body.evidence.charters))
      }
    }
  }, 240_000)
  afterAll(async () => {
    await store?.close()
    await rm(folder, { recursive: true, force: true })
  })

  function startNode(partition = new PartitionFold(BEGINNING)) {
    const writer = new LedgerWriter({ store, partition: 0 })
    const archive = new EventArchive(join(folder, 'events'), () => config.charters)
    partition.settled = (entry) => writer.offer({ ...entry, items: entry.items.map((item) => withCharters(item, versionsOf(config).versions)) })
    partition.heard = (center, fact, at) => archive.take(center, at.position.split('/')[0] ?? '', at.ms, { kind: 'fact', fact })
    partition.wasAway = (center, gapMs, secondMs, at) => archive.take(center, at.position, at.ms, { kind: 'away', gapMs, secondMs })
    return {
      partition, archive,
      fold(record: LogRecord) {
        partition.fold(record)
        writer.folded(record.id)
      },
      async flush() {
        await writer.flush(true)
        await archive.flush()
      },
    }
  }
  const of = (rule: string): Verdict => {
    const found = verdicts.find((verdict) => verdict.rule === rule)
    if (found === undefined) throw new Error(`no verdict for ${rule}`)
    return found
  }

  it.each(['voice', 'chat'] as const)('[LE20] the verdicts on %s equal a plain recomputation from the events', (channel) => {
    const expected = plain(all, channel)
    const within = of(`within-${channel}`)
    expect([within.value, within.n, within.exempt.cases]).toEqual([expected.within, expected.n, expected.exempt])
    expect(within.status).toBe(expected.within >= 0.8 ? 'met' : 'breached')
    expect(of(`mean-${channel}`).value).toBeCloseTo(expected.mean, 6)
    expect(of(`answered-${channel}`).value).toBe(expected.answered)
    expect(expected.exempt).toBeGreaterThan(3)
    expect(expected.n).toBeGreaterThan(300)
  })

  it('[CH41] every contact stands in the ledger with the charter that applied, and the book has the same', () => {
    expect([...recorded]).toEqual([JSON.stringify([{ id: 'own', version: '1', fromMs: Date.parse('2026-11-01T00:00:00+01:00') }])])
    expect([otherCharters, began]).toEqual([0, LOG_FROM_MS])
  })

  it('[LE20] callbacks count by when they were reached', () => {
    const callbacks = all.flatMap(({ callback }) => (callback === undefined ? [] : [callback]))
    const kept = callbacks.filter(({ reachedMs, dueMs }) => reachedMs !== undefined && reachedMs <= dueMs)
    const verdict = of('called-back')
    expect([verdict.counts.kept, verdict.counts.kept + verdict.counts.notKept]).toEqual([kept.length, callbacks.length])
    expect(callbacks.length).toBeGreaterThan(20)
  })

  it('[LE20] the same verdicts come of the archived events alone', async () => {
    const charter = parseCharter(OWN)
    if (!charter.ok) throw new Error(JSON.stringify(charter.faults))
    const { report } = await recomputeVerdicts({ center: 'acme', archives: [join(folder, 'events', 'acme')], charters: [charter.charter], fromMs: FROM_MS, toMs: TO_MS })
    const short = ({ rule, value, n, exempt, status }: Verdict) => ({ rule, value, n, exempt: exempt.cases, status })
    expect(report.verdicts.map(short)).toEqual(verdicts.map(short))
  })

  it('[LE20][LE26] and by the charters as the configuration took them on, which the archive says; also when the older days of the archive are gone', async () => {
    const archive = join(folder, 'events', 'acme')
    const short = ({ rule, window, value, n, status, reason }: Verdict) => ({ rule, window: window.label, value, n, status, reason })
    const { report } = await recomputeVerdicts({ center: 'acme', archives: [archive], ledger: join(folder, 'ledger', 'acme'), fromMs: FROM_MS, toMs: TO_MS })
    expect(report.verdicts.map(short)).toEqual(verdicts.map(short))
    expect(report.otherCharters).toBe(0)
    const changed = [{ ...config.charters[0], effectiveFrom: '2026-10-01' }] as CenterConfig['charters']
    expect((await recomputeVerdicts({ center: 'acme', archives: [archive], adopted: changed, ledger: join(folder, 'ledger', 'acme'), fromMs: FROM_MS, toMs: TO_MS })).report.otherCharters).toBe(all.length)
    const late = join(folder, 'late', 'acme')
    await cp(archive, late, { recursive: true })
    for (const name of await readdir(late)) if (name < '2026-12-20') await rm(join(late, name))
    const rest = await recomputeVerdicts({ center: 'acme', archives: [late], fromMs: FROM_MS, toMs: TO_MS })
    expect(rest.report.verdicts.map(({ status, reason }) => [status, reason])).toEqual(verdicts.map(() => ['not-measurable', 'before-ledger']))
    const kept = all.filter(({ queuedMs }) => queuedMs >= Date.parse('2026-12-21T00:00:00+01:00')).length
    expect(rest.contacts).toBeGreaterThanOrEqual(kept)
    expect(rest.contacts).toBeLessThan(kept + 60)
  }, 120_000)

  it('[LE12] the chain of every day verifies, each contact stands in it once, and one changed byte is found', async () => {
    const ledger = join(folder, 'ledger')
    const checked = await verifyFolder(ledger)
    expect(checked.ok).toBe(true)
    expect(written).toBeGreaterThan(30)
    const path = join(ledger, 'acme', (await readdir(join(ledger, 'acme'))).filter((name) => name.endsWith('.ndjson')).sort()[12] ?? '')
    const bytes = await readFile(path)
    const at = bytes.indexOf('"queuedAtMs":') + 15
    const before = bytes[at] ?? 0
    bytes[at] = before === 0x31 ? 0x32 : 0x31
    await writeFile(path, bytes)
    expect(await verifyFolder(ledger)).toMatchObject({ ok: false, path })
    bytes[at] = before
    await writeFile(path, bytes)
    expect((await verifyFolder(ledger)).ok).toBe(true)
  })
})

/** The events as a poor feed brings them: delayed, some very, some twice, and none while nobody of us was there. */
function logOf(all: readonly Life[]): LogRecord[] {
  const next = numbers(5)
  const arrivals: { ms: number; fact: CenterFact }[] = [{ ms: LOG_FROM_MS, fact: { kind: 'config', config: centerFacts(config) } }]
  let id = 0
  const arrive = (event: Made, delayMs: number): void => {
    const eventId = `e-${String((id += 1)).padStart(7, '0')}`
    for (let copies = next() < 0.05 ? 2 : 1; copies > 0; copies -= 1) {
      const seen = event.time + delayMs + (copies - 1) * 30_000
      const ms = seen >= GAP.fromMs && seen < GAP.toMs ? GAP.toMs + 1_000 : seen
      arrivals.push({ ms, fact: { kind: 'event', feed: 'acd', receivedAtMs: ms, event: { ...event, id: eventId } as ContactEvent } })
    }
  }
  for (const { events } of all) for (const event of events) arrive(event, next() < 0.02 ? Math.round(next() * 1_500_000) : Math.round(next() * 3_000))
  for (let at = STORM.fromMs; at < STORM.toMs; at += 1_800_000) arrive({ type: 'center.notice', time: at, notice: 'storm', text: { nl: 'Storing door storm.' } } as Made, 0)
  arrive({ type: 'center.notice', time: STORM.toMs, notice: 'storm', text: { nl: 'Voorbij.' }, ended: true } as Made, 0)
  // The first and the last say nothing but that the center is there.
  for (const time of [LOG_FROM_MS + 1_000, LOG_TO_MS - 1_000]) for (const queue of ['voice', 'chat']) arrive({ type: 'queue.state', time, queue, open: true } as Made, 0)
  arrivals.sort((a, b) => a.ms - b.ms)

  const records: LogRecord[] = []
  const put = (ms: number, entry: Entry): void => {
    const last = records.at(-1)
    const n = last?.ms === ms ? Number(last.id.split('-')[1]) + 1 : 0
    records.push({ id: `${ms}-${n}`, ms, seq: records.length + 1, body: encodeEntry(entry) })
  }
  let clockMs = LOG_FROM_MS
  for (const { ms, fact } of [...arrivals, { ms: LOG_TO_MS, fact: undefined }]) {
    for (clockMs += 50_000; clockMs < ms; clockMs += 50_000) if (clockMs < GAP.fromMs || clockMs >= GAP.toMs) put(clockMs, { f: ENTRY_FORMAT, kind: 'clock' })
    if (fact !== undefined) put(ms, { f: ENTRY_FORMAT, kind: 'facts', items: [{ center: 'acme', fact }] })
    clockMs = ms
  }
  return records
}
