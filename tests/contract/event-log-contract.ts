import { compareEntryIds, type LogPosition } from '@queuecast/server/event-log'
import { describe, expect, it } from 'vitest'
import { followLog, START } from '../support/follow-log.ts'
import { type ContractStore, logBench, positionOf } from './log-bench.ts'
import { snapshotContract } from './snapshot-contract.ts'

const HOUR_MS = 3_600_000

/** What every implementation of `EventLog` does. */
export function eventLogContract(name: string, create: () => Promise<ContractStore>): void {
  describe(`event log contract: ${name}`, () => {
    const bench = logBench(create)
    const { append } = bench

    it('starts empty, in the first epoch', async () => {
      expect(await bench.log.end(0)).toEqual(START)
      expect(await bench.log.latestSnapshot(0)).toBeUndefined()
    })

    it('gives rising ids in the order of appends, whose milliseconds are the time', async () => {
      const before = Date.now()
      const ids = await append(5)
      for (const [index, id] of ids.entries()) if (index > 0) expect(compareEntryIds(ids[index - 1]!, id)).toBeLessThan(0)
      expect(Math.abs(Number(ids[0]!.split('-')[0]) - before)).toBeLessThan(60_000)
      expect(await bench.log.end(0)).toEqual({ ...START, id: ids[4], seq: 5 })
      expect(await bench.log.end(1)).toEqual(START)
    })

    it('hands a follower every entry once, in order, with its ordinal, whenever it was appended', async () => {
      const early = await append(3)
      const followed = followLog(bench.log, 0)
      await followed.until(({ records }) => records.length === 3)
      const many = await Promise.all(Array.from({ length: 300 }, (_, index) => bench.log.append(0, `late ${index}`)))
      await followed.until(({ records }) => records.length >= 303)
      await followed.close()
      expect(followed.records.map(({ seq }) => seq)).toEqual(Array.from({ length: 303 }, (_, index) => index + 1))
      expect(followed.records.map(({ id }) => id)).toEqual([...early, ...many.map(({ id }) => id)])
      expect(followed.records.map(({ body }) => body).slice(2, 5)).toEqual(['entry 2', 'late 0', 'late 1'])
      expect(followed.records.every(({ id, ms }) => id.startsWith(`${ms}-`))).toBe(true)
      expect([followed.availability.at(-1), followed.lost]).toEqual([true, []])
    })

    it('keeps bodies as they are: line ends, quotes, other scripts, a megabyte', async () => {
      const bodies = ['{"a":"x\ny \\" ☎ 電話 🙂"}', '', 'm'.repeat(1_000_000)]
      for (const body of bodies) await bench.log.append(0, body)
      const followed = followLog(bench.log, 0)
      await followed.until(({ records }) => records.length === 3)
      await followed.close()
      expect(followed.records.map(({ body }) => body)).toEqual(bodies)
    })

    it('follows from any position', async () => {
      const ids = await append(10)
      const followed = followLog(bench.log, 0, positionOf(ids[6]!, 7))
      await followed.until(({ records }) => records.length === 3)
      await followed.close()
      expect(followed.records.map(({ id, seq }) => [id, seq])).toEqual([[ids[7], 8], [ids[8], 9], [ids[9], 10]])
    })

    it('keeps partitions apart', async () => {
      await append(2, 0)
      await append(1, 1)
      const followed = followLog(bench.log, 1)
      await followed.until(({ records }) => records.length === 1)
      await followed.close()
      expect(followed.records[0]).toMatchObject({ seq: 1, body: 'entry 0' })
    })

    it('waits with the next batch until the handler is done, and calls it no more once closed', async () => {
      await append(1)
      let running = 0
      let most = 0
      let seen = 0
      let release: (() => void) | undefined
      const entered = new Promise<void>((resolve) => {
        release = resolve
      })
      let goOn: (() => void) | undefined
      const follower = bench.log.follow(0, START, {
        onEntries: async (entries) => {
          running += 1
          most = Math.max(most, running)
          seen += entries.length
          release?.()
          await new Promise<void>((resolve) => { goOn = resolve })
          running -= 1
        },
        onLost: (why) => { throw new Error(why) },
        onAvailable: () => undefined,
      })
      await entered
      await append(3)
      const closed = follower.close()
      goOn?.()
      await closed
      expect([running, most, seen]).toEqual([0, 1, 1])
    })

    it('tells a follower that stands where the log does not', async () => {
      const ids = await append(3)
      const cases: [LogPosition, RegExp][] = [
        [{ ...positionOf(ids[1]!, 2), epoch: '0000000000' }, /epoch/],
        [positionOf('1-0', 2), /does not hold entry 1-0/],
        [positionOf(ids[2]!, 9), /went back/],
      ]
      for (const [from, why] of cases) {
        const followed = followLog(bench.log, 0, from)
        await followed.until(({ lost }) => lost.length > 0)
        await followed.close()
        expect(followed.lost).toEqual([expect.stringMatching(why)])
        expect(followed.records).toEqual([])
      }
    })

    it('tells a follower whose handler failed to start again', async () => {
      await append(1)
      const why = await new Promise<string>((resolve) => {
        bench.log.follow(0, START, { onEntries: () => { throw new Error('no fold') }, onLost: resolve, onAvailable: () => undefined })
      })
      expect(why).toContain('no fold')
    })

    it('gives the lease to one node at a time, renews it, and lets it lapse', async () => {
      expect(await bench.log.lead(0, 'a', HOUR_MS)).toBe(true)
      expect(await bench.log.lead(0, 'b', HOUR_MS)).toBe(false)
      expect(await bench.log.lead(1, 'b', HOUR_MS)).toBe(true)
      await bench.log.resign(0, 'b')
      expect(await bench.log.lead(0, 'b', HOUR_MS)).toBe(false)
      expect(await bench.log.lead(0, 'a', HOUR_MS)).toBe(true)
      await bench.log.resign(0, 'a')
      expect(await bench.log.lead(0, 'b', 20)).toBe(true)
      const limit = Date.now() + 30_000
      while (!(await bench.log.lead(0, 'a', HOUR_MS))) expect(Date.now()).toBeLessThan(limit)
      expect(await bench.log.lead(0, 'b', HOUR_MS)).toBe(false)
    })

    it('sets a secret once, for everybody', async () => {
      const made = await Promise.all(['one', 'two', 'three'].map((value) => bench.log.secret('token', () => value)))
      expect(new Set(made).size).toBe(1)
      expect(await bench.log.secret('token', () => 'four')).toBe(made[0])
      expect(await bench.log.secret('other', () => 'five')).toBe('five')
    })

    it('knows the store’s clock', async () => {
      expect(Math.abs(await bench.log.clockSkewMs())).toBeLessThan(5_000)
    })

    it('takes published queues', async () => {
      await bench.log.publish(0, [{ center: 'acme', queue: 'support', figures: { waiting: '1' }, line: [{ contact: 'c-1', score: 1 }] }])
      await bench.log.publish(0, [{ center: 'acme', queue: 'support', figures: {}, line: [] }])
    })

    it('keeps everything over close and open, and goes on in its epoch', async () => {
      const ids = await append(3)
      await bench.round(positionOf(ids[1]!, 2), { a: 'A2' })
      await bench.log.secret('token', () => 'kept')
      await bench.reopen()
      expect(await bench.log.end(0)).toEqual(positionOf(ids[2]!, 3))
      expect(await bench.newest()).toEqual({ seq: 2, chunks: { a: 'A2' } })
      expect(await bench.log.secret('token', () => 'new')).toBe('kept')
      const { id } = await bench.log.append(0, 'again')
      expect(compareEntryIds(ids[2]!, id)).toBeLessThan(0)
      const followed = followLog(bench.log, 0)
      await followed.until(({ records }) => records.length === 4)
      await followed.close()
      expect(followed.records.at(-1)).toMatchObject({ id, seq: 4, body: 'again' })
    })

    it('closes cleanly: followers end, later calls are refused as unavailable', async () => {
      await append(1)
      const followed = followLog(bench.log, 0)
      await followed.until(({ records }) => records.length === 1)
      await bench.log.close()
      await followed.close()
      await expect(bench.log.append(0, 'late')).rejects.toThrow('closed')
      await expect(bench.log.append(0, 'late')).rejects.toMatchObject({ name: 'StoreUnavailable' })
      await expect(bench.log.end(0)).rejects.toMatchObject({ name: 'StoreUnavailable' })
      expect([followed.availability.at(-1), followed.lost]).toEqual([true, []])
    })

    it('refuses a partition that does not exist', async () => {
      await expect(bench.log.append(99, 'x')).rejects.toThrow('there is no partition 99')
      await expect(bench.log.end(99)).rejects.toThrow('there is no partition 99')
    })

    snapshotContract(bench)
  })
}
