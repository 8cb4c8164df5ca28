import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createVerdictRun, presetCharter, type ContactEvidence } from '../charter/index.ts'
import { EvidenceBench, ms } from '../promise-evidence/testing/evidence-bench.ts'
import { EventArchive } from '../promise-ledger/index.ts'
import { recomputeVerdicts } from './recompute-verdicts.ts'
import { configOf } from './testing/log-bench.ts'
import { LogBench } from './testing/log-bench.ts'

describe('verdicts from the archive', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'queuecast-recompute-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it('[LE20] rest on the same evidence as the ledger: late events, an outage, a callback and a notice among it', async () => {
    const archive = new EventArchive(folder)
    const log = new LogBench()
    log.fold.heard = (center, fact, at) => archive.take(center, at.position.split('/')[0] ?? '', at.ms, { kind: 'fact', fact })
    log.fold.wasAway = (center, gapMs, secondMs, at) => archive.take(center, at.position, at.ms, { kind: 'away', gapMs, secondMs })
    const bench = new EvidenceBench({ feeds: [{ name: 'acd', alive: { kind: 'heartbeat', intervalSeconds: 60 } }] }, log)
    log.facts(0, 'acme', { kind: 'config', config: configOf('acme', { feeds: [{ name: 'acd', alive: { kind: 'heartbeat', intervalSeconds: 60 } }] }) })
    bench.at(0, { type: 'queue.state', queue: 'support', open: true })
    for (let minute = 0; minute < 130; minute++) {
      const second = minute * 60 + 5
      const wait = minute % 7 === 0 ? 200 : 25
      bench.queued(second, `c-${minute}`, { clock: { choseAt: ms(second - 1) } })
      if (minute % 5 === 4) bench.at(second + 20, { type: 'contact.abandoned', contact: `c-${minute}` })
      else bench.at(second + 1, { type: 'feed.heartbeat' }).at(second + wait, { type: 'contact.answered', contact: `c-${minute}`, agent: 'ann' }, { loggedAt: second + 26 })
        .at(second + wait + 1, { type: 'contact.handled', contact: `c-${minute}`, agent: 'ann' }, { loggedAt: second + 27 })
      bench.log.clock(second + 28)
      if (minute === 40) bench.at(second + 29, { type: 'center.notice', notice: 'storm', text: { nl: 'Storm' } })
      // Half an hour in which nobody folded anything.
      if (minute === 60) minute += 30
    }
    bench.queued(7900, 'cb').at(7901, { type: 'callback.offered', contact: 'cb' }).at(7902, { type: 'callback.accepted', contact: 'cb', dueBy: ms(9000) })
      .at(7950, { type: 'callback.reached', contact: 'cb', agent: 'bo' }).at(7960, { type: 'contact.handled', contact: 'cb' })
    bench.silence(7960, 8100)
    bench.at(7000, { type: 'callback.offered', contact: 'c-110' }, { loggedAt: 8101 }).silence(8101, 8200)
    await archive.close()

    const charter = presetCharter('be-2011')
    if (charter === undefined) throw new Error('the preset is gone')
    const recomputed = await recomputeVerdicts({ center: 'acme', archives: [join(folder, 'acme')], charters: [charter], toMs: ms(8200) })

    const standing = new Map<string, ContactEvidence>()
    const running = log.fold.centers.get('acme')?.hourSoFar(ms(8101))
    if (running !== undefined) bench.entries.push({ center: 'acme', log: '', atMs: 0, timeZone: '', added: [], mayPack: true, items: [{ kind: 'hour', facts: running }] })
    const facts = {
      measured: bench.hours.flatMap(({ measured }) => measured), notices: bench.hours.flatMap(({ notices }) => notices), outages: bench.hours.flatMap(({ outages }) => outages), totals: [],
    }
    const config = log.fold.centers.get('acme')?.live.config ?? configOf('acme')
    const run = createVerdictRun([{ charter, adoption: { id: charter.id }, recordedAtMs: 0 }], config, { fromMs: recomputed.report.fromMs, toMs: ms(8200) }, {
      ...facts, beganMs: ms(0), measured: [{ queue: 'support', channel: 'voice', open: facts.measured.flatMap(({ open }) => open), measured: facts.measured.flatMap(({ measured }) => measured) }],
    }, recomputed.replayed.lastMs)
    for (const evidence of bench.contacts) {
      const before = standing.get(evidence.contact)
      run.add(before === undefined ? evidence : { ...evidence, corrects: before })
      standing.set(evidence.contact, evidence)
    }
    expect(recomputed.contacts).toBe(standing.size)
    expect(standing.size).toBeGreaterThan(90)
    expect(facts.outages.length).toBeGreaterThan(0)
    expect(recomputed.report).toEqual(run.finish())
    expect(recomputed.report.verdicts.find(({ rule }) => rule === 'wait')?.n).toBeGreaterThan(30)
  })

  it('says what is missing where the archive does not begin with the center', async () => {
    await expect(recomputeVerdicts({ center: 'acme', archives: [folder], charters: [] })).rejects.toThrow('holds no configuration')
    const archive = new EventArchive(folder)
    archive.take('acme', `${ms(0)}-0`, ms(0), { kind: 'fact', fact: { kind: 'config', config: configOf('acme') } })
    await archive.close()
    await expect(recomputeVerdicts({ center: 'acme', archives: [join(folder, 'acme')] })).rejects.toThrow('does not say which charters "acme" takes on')
  })
})
