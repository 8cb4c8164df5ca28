import type { SnapshotChunk } from '@queuecast/server/event-log'
import { expect, it } from 'vitest'
import { followLog, START } from '../support/follow-log.ts'
import { type LogBench, positionOf } from './log-bench.ts'

const HOUR_MS = 3_600_000

/** Snapshot rounds and trimming: the part of the log's contract that lets a node start again. */
export function snapshotContract(bench: LogBench): void {
  const { append, round, newest } = bench

  it('keeps the newest round of snapshots', async () => {
    const ids = await append(4)
    expect(await round(positionOf(ids[1]!, 2), { a: 'A2', b: 'B2' })).toBe(true)
    expect(await newest()).toEqual({ seq: 2, chunks: { a: 'A2', b: 'B2' } })
    expect(await round(positionOf(ids[3]!, 4), { a: 'A4' })).toBe(true)
    expect(await newest()).toEqual({ seq: 4, chunks: { a: 'A4' } })
    expect((await bench.log.latestSnapshot(0))?.position).toEqual(positionOf(ids[3]!, 4))
    expect(await bench.log.latestSnapshot(1)).toBeUndefined()
  })

  it('moves rounds forward only', async () => {
    const ids = await append(4)
    expect(await round(positionOf(ids[2]!, 3), { a: 'A3' })).toBe(true)
    expect(await round(positionOf(ids[1]!, 2), { a: 'A2' })).toBe(false)
    expect(await round(positionOf(ids[2]!, 3), { a: 'again' })).toBe(false)
    expect(await round({ ...positionOf(ids[3]!, 4), epoch: '0000000009' }, { a: 'other epoch' })).toBe(false)
    expect(await round(positionOf('1-1', 4), { a: 'not in the log' })).toBe(false)
    expect(await newest()).toEqual({ seq: 3, chunks: { a: 'A3' } })
  })

  it('carries idle centers over, through any number of rounds, and not what is not there', async () => {
    const ids = await append(5)
    expect(await round(positionOf(ids[0]!, 1), { idle: 'I1', busy: 'B1' })).toBe(true)
    for (let seq = 2; seq <= 4; seq += 1) expect(await round(positionOf(ids[seq - 1]!, seq), { busy: `B${seq}` }, ['idle'])).toBe(true)
    expect(await newest()).toEqual({ seq: 4, chunks: { idle: 'I1', busy: 'B4' } })
    expect(await round(positionOf(ids[4]!, 5), { busy: 'B5' }, ['idle', 'never-written'])).toBe(false)
    expect(await newest()).toEqual({ seq: 4, chunks: { idle: 'I1', busy: 'B4' } })
  })

  it('keeps a chunk without a letter in it, and carries it over: it is there, unlike one that is missing', async () => {
    const ids = await append(2)
    expect(await round(positionOf(ids[0]!, 1), { a: 'A1', empty: '' })).toBe(true)
    expect(await newest()).toEqual({ seq: 1, chunks: { a: 'A1', empty: '' } })
    expect(await round(positionOf(ids[1]!, 2), { a: 'A2' }, ['empty'])).toBe(true)
    expect(await newest()).toEqual({ seq: 2, chunks: { a: 'A2', empty: '' } })
  })

  it('shows a round only when it is whole', async () => {
    const ids = await append(3)
    await round(positionOf(ids[0]!, 1), { a: 'A1' })
    async function* broken(): AsyncIterable<SnapshotChunk> {
      yield { name: 'a', body: 'A2' }
      expect(await newest()).toEqual({ seq: 1, chunks: { a: 'A1' } })
      throw new Error('the center does not serialise')
    }
    await expect(bench.log.writeSnapshot(0, positionOf(ids[1]!, 2), broken())).rejects.toThrow('does not serialise')
    expect(await newest()).toEqual({ seq: 1, chunks: { a: 'A1' } })
    expect(await round(positionOf(ids[2]!, 3), { a: 'A3' })).toBe(true)
  })

  it('lets one of two rounds win that were begun together', async () => {
    const ids = await append(3)
    await round(positionOf(ids[0]!, 1), { a: 'A1', idle: 'I1' })
    async function* slow(): AsyncIterable<SnapshotChunk> {
      expect(await round(positionOf(ids[1]!, 2), { a: 'A2' }, ['idle'])).toBe(true)
      yield { name: 'idle' }
      yield { name: 'a', body: 'A3' }
    }
    expect(await bench.log.writeSnapshot(0, positionOf(ids[2]!, 3), slow())).toBe(false)
    expect(await newest()).toEqual({ seq: 2, chunks: { a: 'A2', idle: 'I1' } })
  })

  it('keeps a round of many and large chunks', async () => {
    const [id] = await append(1)
    const bodies = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`c-${index}`, `${index}`.padEnd(20_000, '.')]))
    expect(await round(positionOf(id!, 1), bodies)).toBe(true)
    expect(await newest()).toEqual({ seq: 1, chunks: bodies })
  })

  it('trims behind the round before the newest, and never what is young', async () => {
    const ids = await append(10)
    const now = Date.now()
    const later = now + HOUR_MS
    expect(await bench.log.trim(0, later, 0)).toBe(0)
    await round(positionOf(ids[3]!, 4), { a: 'A4' })
    expect(await bench.log.trim(0, later, 0)).toBe(0)
    await round(positionOf(ids[7]!, 8), { a: 'A8' })
    expect(await bench.log.trim(0, now, HOUR_MS)).toBe(0)
    expect(await bench.log.trim(0, later, 0)).toBe(3)
    expect(await bench.log.trim(0, later, 0)).toBe(0)
    expect(await bench.log.end(0)).toEqual(positionOf(ids[9]!, 10))
    const fromRounds = [followLog(bench.log, 0, positionOf(ids[3]!, 4)), followLog(bench.log, 0, positionOf(ids[7]!, 8))]
    await fromRounds[0]!.until(({ records }) => records.length === 6)
    await fromRounds[1]!.until(({ records }) => records.length === 2)
    expect(fromRounds[0]!.records.map(({ seq }) => seq)).toEqual([5, 6, 7, 8, 9, 10])
    for (const followed of fromRounds) await followed.close()
  })

  it('[PL9] never trims what comes after the ledger\'s mark', async () => {
    const ids = await append(8)
    const later = Date.now() + HOUR_MS
    await round(positionOf(ids[5]!, 6), { a: 'A6' })
    await round(positionOf(ids[6]!, 7), { a: 'A7' })
    expect(await bench.log.trim(0, later, 0, '0-0')).toBe(0)
    expect(await bench.log.trim(0, later, 0, ids[2]!)).toBe(2)
    const kept = followLog(bench.log, 0, positionOf(ids[2]!, 3))
    await kept.until(({ records }) => records.length === 5)
    await kept.close()
    expect(await bench.log.trim(0, later, 0, ids[7]!)).toBe(3)
  })

  it('proves gaps: a follower behind the trimmed part is told, not served', async () => {
    const ids = await append(6)
    await round(positionOf(ids[3]!, 4), { a: 'A4' })
    await round(positionOf(ids[4]!, 5), { a: 'A5' })
    expect(await bench.log.trim(0, Date.now() + HOUR_MS, 0)).toBe(3)
    for (const from of [START, positionOf(ids[1]!, 2)]) {
      const followed = followLog(bench.log, 0, from)
      await followed.until(({ lost }) => lost.length > 0)
      await followed.close()
      expect(followed.lost).toEqual([expect.stringMatching(/trimmed/)])
      expect(followed.records).toEqual([])
    }
    const atTheEdge = followLog(bench.log, 0, positionOf(ids[2]!, 3))
    await atTheEdge.until(({ records }) => records.length === 3)
    await atTheEdge.close()
    expect(atTheEdge.records.map(({ seq }) => seq)).toEqual([4, 5, 6])
  })
}
