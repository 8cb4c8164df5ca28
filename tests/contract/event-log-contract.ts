import { compareEntryIds, type EventLog, type LogPosition, type SnapshotChunk } from '@queuecast/server/event-log'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { followLog, START } from '../support/follow-log.ts'

/** One empty store; `open` may be called again after the log it gave was closed. */
export interface ContractStore {
  open(): Promise<EventLog>
  destroy(): Promise<void>
}

const HOUR_MS = 3_600_000

/** What every implementation of `EventLog` does. */
export function eventLogContract(name: string, create: () => Promise<ContractStore>): void {
  describe(`event log contract: ${name}`, () => {
    let store: ContractStore
    let log: EventLog

    beforeEach(async () => {
      store = await create()
      log = await store.open()
    })
    afterEach(async () => {
      await log.close()
      await store.destroy()
    })

    const append = async (count: number, partition = 0): Promise<string[]> => {
      const ids: string[] = []
      for (let index = 0; index < count; index += 1) ids.push((await log.append(partition, `entry ${index}`)).id)
      return ids
    }
    const positionOf = (id: string, seq: number): LogPosition => ({ ...START, id, seq })
    const round = (position: LogPosition, bodies: Record<string, string>, carriedOver: string[] = []): Promise<boolean> =>
      log.writeSnapshot(0, position, Object.entries(bodies).map(([center, body]) => ({ center, body })), carriedOver)
    const newest = async (): Promise<{ seq: number; chunks: Record<string, string> } | undefined> => {
      const found = await log.latestSnapshot(0)
      return found === undefined ? undefined : { seq: found.position.seq, chunks: Object.fromEntries(found.chunks.map(({ center, body }) => [center, body])) }
    }

    it('starts empty, in the first epoch', async () => {
      expect(await log.end(0)).toEqual(START)
      expect(await log.latestSnapshot(0)).toBeUndefined()
    })

    it('gives rising ids in the order of appends, whose milliseconds are the time', async () => {
      const before = Date.now()
      const ids = await append(5)
      for (const [index, id] of ids.entries()) if (index > 0) expect(compareEntryIds(ids[index - 1]!, id)).toBeLessThan(0)
      expect(Math.abs(Number(ids[0]!.split('-')[0]) - before)).toBeLessThan(60_000)
      expect(await log.end(0)).toEqual({ ...START, id: ids[4], seq: 5 })
      expect(await log.end(1)).toEqual(START)
    })

    it('hands a follower every entry once, in order, with its ordinal, whenever it was appended', async () => {
      const early = await append(3)
      const followed = followLog(log, 0)
      await followed.until(({ records }) => records.length === 3)
      const many = await Promise.all(Array.from({ length: 300 }, (_, index) => log.append(0, `late ${index}`)))
      await followed.until(({ records }) => records.length >= 303)
      await followed.close()
      expect(followed.records.map(({ seq }) => seq)).toEqual(Array.from({ length: 303 }, (_, index) => index + 1))
      expect(followed.records.map(({ id }) => id)).toEqual([...early, ...many.map(({ id }) => id)])
      expect(followed.records.map(({ body }) => body).slice(2, 5)).toEqual(['entry 2', 'late 0', 'late 1'])
      expect(followed.records.every(({ id, ms }) => id.startsWith(`${ms}-`))).toBe(true)
      expect([followed.availability, followed.lost]).toEqual([[true], []])
    })

    it('keeps bodies as they are: line ends, quotes, other scripts, a megabyte', async () => {
      const bodies = ['{"a":"x\ny \\" ☎ 電話 🙂"}', '', 'm'.repeat(1_000_000)]
      for (const body of bodies) await log.append(0, body)
      const followed = followLog(log, 0)
      await followed.until(({ records }) => records.length === 3)
      await followed.close()
      expect(followed.records.map(({ body }) => body)).toEqual(bodies)
    })

    it('follows from any position', async () => {
      const ids = await append(10)
      const followed = followLog(log, 0, positionOf(ids[6]!, 7))
      await followed.until(({ records }) => records.length === 3)
      await followed.close()
      expect(followed.records.map(({ id, seq }) => [id, seq])).toEqual([[ids[7], 8], [ids[8], 9], [ids[9], 10]])
    })

    it('keeps partitions apart', async () => {
      await append(2, 0)
      await append(1, 1)
      const followed = followLog(log, 1)
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
      const follower = log.follow(0, START, {
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
        const followed = followLog(log, 0, from)
        await followed.until(({ lost }) => lost.length > 0)
        await followed.close()
        expect(followed.lost).toEqual([expect.stringMatching(why)])
        expect(followed.records).toEqual([])
      }
    })

    it('tells a follower whose handler failed to start again', async () => {
      await append(1)
      const why = await new Promise<string>((resolve) => {
        log.follow(0, START, { onEntries: () => { throw new Error('no fold') }, onLost: resolve, onAvailable: () => undefined })
      })
      expect(why).toContain('no fold')
    })

    it('gives the lease to one node at a time, renews it, and lets it lapse', async () => {
      expect(await log.lead(0, 'a', HOUR_MS)).toBe(true)
      expect(await log.lead(0, 'b', HOUR_MS)).toBe(false)
      expect(await log.lead(1, 'b', HOUR_MS)).toBe(true)
      await log.resign(0, 'b')
      expect(await log.lead(0, 'b', HOUR_MS)).toBe(false)
      expect(await log.lead(0, 'a', HOUR_MS)).toBe(true)
      await log.resign(0, 'a')
      expect(await log.lead(0, 'b', 20)).toBe(true)
      const limit = Date.now() + 30_000
      while (!(await log.lead(0, 'a', HOUR_MS))) expect(Date.now()).toBeLessThan(limit)
      expect(await log.lead(0, 'b', HOUR_MS)).toBe(false)
    })

    it('keeps the newest round of snapshots', async () => {
      const ids = await append(4)
      expect(await round(positionOf(ids[1]!, 2), { a: 'A2', b: 'B2' })).toBe(true)
      expect(await newest()).toEqual({ seq: 2, chunks: { a: 'A2', b: 'B2' } })
      expect(await round(positionOf(ids[3]!, 4), { a: 'A4' })).toBe(true)
      expect(await newest()).toEqual({ seq: 4, chunks: { a: 'A4' } })
      expect((await log.latestSnapshot(0))?.position).toEqual(positionOf(ids[3]!, 4))
      expect(await log.latestSnapshot(1)).toBeUndefined()
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

    it('shows a round only when it is whole', async () => {
      const ids = await append(3)
      await round(positionOf(ids[0]!, 1), { a: 'A1' })
      async function* broken(): AsyncIterable<SnapshotChunk> {
        yield { center: 'a', body: 'A2' }
        expect(await newest()).toEqual({ seq: 1, chunks: { a: 'A1' } })
        throw new Error('the center does not serialise')
      }
      await expect(log.writeSnapshot(0, positionOf(ids[1]!, 2), broken(), [])).rejects.toThrow('does not serialise')
      expect(await newest()).toEqual({ seq: 1, chunks: { a: 'A1' } })
      expect(await round(positionOf(ids[2]!, 3), { a: 'A3' })).toBe(true)
    })

    it('lets one of two rounds win that were begun together', async () => {
      const ids = await append(3)
      await round(positionOf(ids[0]!, 1), { a: 'A1', idle: 'I1' })
      async function* slow(): AsyncIterable<SnapshotChunk> {
        expect(await round(positionOf(ids[1]!, 2), { a: 'A2' }, ['idle'])).toBe(true)
        yield { center: 'a', body: 'A3' }
      }
      expect(await log.writeSnapshot(0, positionOf(ids[2]!, 3), slow(), ['idle'])).toBe(false)
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
      expect(await log.trim(0, later, 0)).toBe(0)
      await round(positionOf(ids[3]!, 4), { a: 'A4' })
      expect(await log.trim(0, later, 0)).toBe(0)
      await round(positionOf(ids[7]!, 8), { a: 'A8' })
      expect(await log.trim(0, now, HOUR_MS)).toBe(0)
      expect(await log.trim(0, later, 0)).toBe(3)
      expect(await log.trim(0, later, 0)).toBe(0)
      expect(await log.end(0)).toEqual(positionOf(ids[9]!, 10))
      const fromRounds = [followLog(log, 0, positionOf(ids[3]!, 4)), followLog(log, 0, positionOf(ids[7]!, 8))]
      await fromRounds[0]!.until(({ records }) => records.length === 6)
      await fromRounds[1]!.until(({ records }) => records.length === 2)
      expect(fromRounds[0]!.records.map(({ seq }) => seq)).toEqual([5, 6, 7, 8, 9, 10])
      for (const followed of fromRounds) await followed.close()
    })

    it('proves gaps: a follower behind the trimmed part is told, not served', async () => {
      const ids = await append(6)
      await round(positionOf(ids[3]!, 4), { a: 'A4' })
      await round(positionOf(ids[4]!, 5), { a: 'A5' })
      expect(await log.trim(0, Date.now() + HOUR_MS, 0)).toBe(3)
      for (const from of [START, positionOf(ids[1]!, 2)]) {
        const followed = followLog(log, 0, from)
        await followed.until(({ lost }) => lost.length > 0)
        await followed.close()
        expect(followed.lost).toEqual([expect.stringMatching(/trimmed/)])
        expect(followed.records).toEqual([])
      }
      const atTheEdge = followLog(log, 0, positionOf(ids[2]!, 3))
      await atTheEdge.until(({ records }) => records.length === 3)
      await atTheEdge.close()
      expect(atTheEdge.records.map(({ seq }) => seq)).toEqual([4, 5, 6])
    })

    it('sets a secret once, for everybody', async () => {
      const made = await Promise.all(['one', 'two', 'three'].map((value) => log.secret('token', () => value)))
      expect(new Set(made).size).toBe(1)
      expect(await log.secret('token', () => 'four')).toBe(made[0])
      expect(await log.secret('other', () => 'five')).toBe('five')
    })

    it('knows the store’s clock', async () => {
      expect(Math.abs(await log.clockSkewMs())).toBeLessThan(5_000)
    })

    it('takes published queues', async () => {
      await log.publish(0, [{ center: 'acme', queue: 'support', figures: { waiting: '1' }, line: [{ contact: 'c-1', score: 1 }] }])
      await log.publish(0, [{ center: 'acme', queue: 'support', figures: {}, line: [] }])
    })

    it('keeps everything over close and open, and goes on in its epoch', async () => {
      const ids = await append(3)
      await round(positionOf(ids[1]!, 2), { a: 'A2' })
      await log.secret('token', () => 'kept')
      await log.close()
      log = await store.open()
      expect(await log.end(0)).toEqual(positionOf(ids[2]!, 3))
      expect(await newest()).toEqual({ seq: 2, chunks: { a: 'A2' } })
      expect(await log.secret('token', () => 'new')).toBe('kept')
      const { id } = await log.append(0, 'again')
      expect(compareEntryIds(ids[2]!, id)).toBeLessThan(0)
      const followed = followLog(log, 0)
      await followed.until(({ records }) => records.length === 4)
      await followed.close()
      expect(followed.records.at(-1)).toMatchObject({ id, seq: 4, body: 'again' })
    })

    it('closes cleanly: followers end, later calls are refused as unavailable', async () => {
      await append(1)
      const followed = followLog(log, 0)
      await followed.until(({ records }) => records.length === 1)
      await log.close()
      await followed.close()
      await expect(log.append(0, 'late')).rejects.toThrow('closed')
      await expect(log.append(0, 'late')).rejects.toMatchObject({ name: 'StoreUnavailable' })
      await expect(log.end(0)).rejects.toMatchObject({ name: 'StoreUnavailable' })
      expect([followed.lost, followed.availability]).toEqual([[], [true]])
    })

    it('refuses a partition that does not exist', async () => {
      await expect(log.append(99, 'x')).rejects.toThrow('there is no partition 99')
      await expect(log.end(99)).rejects.toThrow('there is no partition 99')
    })
  })
}
