import { describe, expect, it } from 'vitest'
import { CenterFold } from '../pipeline/center-fold.ts'
import { configOf } from '../pipeline/testing/log-bench.ts'
import { EvidenceBench, ms } from './testing/evidence-bench.ts'

describe('the hours', () => {
  it('[LE8] an hour with an open queue is kept: when it was open, and when its feed was live', () => {
    const bench = new EvidenceBench({ feeds: [{ name: 'acd', alive: { kind: 'heartbeat', intervalSeconds: 10 } }] })
    bench.at(10, { type: 'queue.state', queue: 'support', open: true }).at(20, { type: 'feed.heartbeat' }).silence(20, 599)
    bench.at(600, { type: 'feed.heartbeat' }).silence(600, 999).at(1000, { type: 'queue.state', queue: 'support', open: false }).silence(1000, 3599)
    expect(bench.hours).toEqual([])
    bench.log.clock(3600)
    const [hour] = bench.hours
    expect(hour).toMatchObject({ toMs: ms(3600), outages: [], notices: [] })
    const [queue] = hour?.measured ?? []
    expect(queue).toMatchObject({ queue: 'support', channel: 'voice', open: [{ toMs: ms(1001) }] })
    expect(queue?.measured).toMatchObject([{ toMs: ms(50) }, { fromMs: ms(601), toMs: ms(630) }])
    // Closed all the next hour: nothing to say.
    bench.silence(3600, 7300)
    expect(bench.hours).toHaveLength(1)
  })

  it('[LE8] what stays open and live goes on from hour to hour', () => {
    const bench = new EvidenceBench({ feeds: [{ name: 'acd', alive: { kind: 'heartbeat', intervalSeconds: 3600 } }] }).at(10, { type: 'queue.state', queue: 'support', open: true })
    bench.silence(10, 7300)
    expect(bench.hours.map(({ fromMs, toMs, measured }) => [fromMs, toMs, measured[0]?.measured])).toEqual([
      [ms(0), ms(3600), [{ fromMs: expect.any(Number) as number, toMs: ms(3600) }]], [ms(3600), ms(7200), [{ fromMs: ms(3600), toMs: ms(7200) }]],
    ])
  })

  it('[LE8] an outage of ours is not measured, and stands there as one', () => {
    const bench = new EvidenceBench({ feeds: [{ name: 'acd', alive: { kind: 'heartbeat', intervalSeconds: 3600 } }] }).at(10, { type: 'queue.state', queue: 'support', open: true })
    bench.silence(10, 100)
    // The log fell silent for over two hours.
    bench.at(7500, { type: 'feed.heartbeat' }).silence(7500, 10_900)
    const [hour] = bench.hours
    expect(hour).toMatchObject({ toMs: ms(7200), outages: [{ what: 'own', fromMs: ms(100), toMs: ms(7500) }] })
    expect(hour?.measured[0]?.measured).toMatchObject([{ toMs: ms(100) }])
    expect(bench.hours[1]?.measured[0]?.measured).toMatchObject([{ fromMs: ms(7501), toMs: ms(10_800) }])
  })

  it('[LE9] a notice is kept with the time it was live, its queues and languages', () => {
    const notice = { type: 'center.notice' as const, notice: 'storm', queues: ['support'], text: { nl: 'Storm', fr: 'Tempête' }, cause: 'wind', expectedEnd: ms(5000) }
    const bench = new EvidenceBench().at(1000, notice).silence(1000, 3700).at(3701, { ...notice, ended: true }).silence(3701, 7300)
    expect(bench.hours.flatMap(({ notices }) => notices)).toEqual([
      { notice: 'storm', queues: ['support'], languages: ['fr', 'nl'], cause: 'wind', expectedEndMs: ms(5000), fromMs: expect.any(Number) as number, toMs: ms(3600) },
      { notice: 'storm', queues: ['support'], languages: ['fr', 'nl'], cause: 'wind', expectedEndMs: ms(5000), fromMs: ms(3600), toMs: expect.any(Number) as number },
    ])
    const [first, second] = bench.hours.flatMap(({ notices }) => notices)
    expect(first?.fromMs).toBeGreaterThanOrEqual(ms(1000))
    expect(first?.fromMs).toBeLessThanOrEqual(ms(1002))
    expect(second?.toMs).toBeLessThanOrEqual(ms(3703))
  })

  it('[LE8] the hour that runs can be looked at, and is kept when it is over all the same', () => {
    const bench = new EvidenceBench({ feeds: [{ name: 'acd', alive: { kind: 'heartbeat', intervalSeconds: 3600 } }] }).at(10, { type: 'queue.state', queue: 'support', open: true })
    bench.silence(10, 1000)
    const soFar = () => bench.log.fold.centers.get('acme')?.hourSoFar(bench.log.fold.nowMs)
    expect(soFar()).toMatchObject({ fromMs: ms(0), toMs: ms(1000), measured: [{ open: [{ toMs: ms(1000) }] }] })
    expect(soFar()).toEqual(soFar())
    bench.silence(1000, 3700)
    expect(bench.hours).toMatchObject([{ fromMs: ms(0), toMs: ms(3600), measured: [{ open: [{ toMs: ms(3600) }] }] }])
    expect(bench.hours[0]?.measured[0]?.open).toHaveLength(1)
  })

  it('hands over the center\'s own totals', () => {
    const bench = new EvidenceBench().fact(5, { kind: 'totals', totals: [{ date: '2026-11-22', queue: 'support', offered: 5 }], receivedAtMs: ms(5) })
    expect(bench.items).toEqual([{ kind: 'totals', totals: [{ date: '2026-11-22', queue: 'support', offered: 5, receivedAtMs: ms(5) }] }])
  })

  it('[LE11] a snapshot that is older than evidence begins with none', () => {
    const bench = new EvidenceBench().queued(1, 'a')
    const kept = JSON.parse(bench.log.fold.centers.get('acme')?.snapshot().body ?? '') as Record<string, unknown>
    expect(kept).toHaveProperty('evidence')
    delete kept['evidence']
    const restored = CenterFold.restore({ body: JSON.stringify(kept), sheets: new Map() })
    restored.apply({ kind: 'config', config: configOf('acme', { generation: 2 }) }, { ms: ms(2), position: `${ms(2)}-0/0` })
    expect(restored.takeEvidence()).toEqual([])
  })
})
