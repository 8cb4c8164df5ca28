import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { decodeEntry, type LoggedFact } from './entries.ts'
import { createGroupCommit } from './group-commit.ts'
import { StoreUnavailable } from './port.ts'

const fact = (n: number, padding = ''): LoggedFact => ({ center: 'acme', fact: { kind: 'receipt', contact: `c-${n}${padding}`, seq: n, level: 'served', via: 'test' } })

/** Appends begin at the end of the turn in which they were asked for. */
const turn = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve) })

/** A log whose appends are let through one by one. */
function heldLog() {
  const bodies: { partition: number; body: string }[] = []
  const held: { resolve(result: { id: string }): void; reject(error: Error): void }[] = []
  return {
    bodies,
    append: (partition: number, body: string) => {
      bodies.push({ partition, body })
      return new Promise<{ id: string }>((resolve, reject) => { held.push({ resolve, reject }) })
    },
    async pass() {
      await turn()
      held.shift()?.resolve({ id: `1000-${bodies.length - held.length - 1}` })
      await turn()
    },
    async fail(error: Error) {
      await turn()
      held.shift()?.reject(error)
      await turn()
    },
  }
}

function contacts(body: string): number[] {
  const decoded = decodeEntry(body)
  if (!decoded.ok || decoded.entry.kind !== 'facts') throw new Error('not an entry of facts')
  return decoded.entry.items.map(({ fact }) => (fact.kind === 'receipt' ? fact.seq : -1))
}

it('puts what arrived during an append into the next entry, of all callers, in order', async () => {
  const log = heldLog()
  const commit = createGroupCommit(log)
  const first = commit.append(0, [fact(1)])
  await turn()
  const others = [commit.append(0, [fact(2), fact(3)]), commit.append(0, [fact(4)])]
  expect([log.bodies.length, commit.pending]).toEqual([1, 4])
  await log.pass()
  expect(await first).toBe('1000-0/0')
  await log.pass()
  expect(await Promise.all(others)).toEqual(['1000-1/1', '1000-1/2'])
  expect(log.bodies.map(({ body }) => contacts(body))).toEqual([[1], [2, 3, 4]])
  expect([commit.pending, commit.pendingBytes]).toEqual([0, 0])
})

it('joins what callers sent until an entry is as large as may be folded in one piece, and cuts none of them for that', async () => {
  const event = (n: number): LoggedFact => ({ center: 'acme', fact: { kind: 'event', feed: 'acd', receivedAtMs: 7, event: { id: `e-${n}`, type: 'contact.abandoned', time: 7, contact: `c-${n}` } } })
  const log = heldLog()
  const commit = createGroupCommit(log, { joinedBytes: 800 })
  const all = Promise.all([commit.append(0, Array.from({ length: 40 }, (_, n) => event(n))), ...Array.from({ length: 8 }, (_, n) => commit.append(0, [event(100 + n)]))])
  for (let entry = 0; entry < 9; entry += 1) await log.pass()
  const sizes = log.bodies.map(({ body }) => {
    const decoded = decodeEntry(body)
    return decoded.ok && decoded.entry.kind === 'facts' ? decoded.entry.items.length : 0
  })
  expect(await all).toHaveLength(9)
  expect(sizes[0]).toBe(40)
  expect(sizes.slice(1).reduce((sum, size) => sum + size, 0)).toBe(8)
  for (const { body } of log.bodies.slice(1)) expect(body.length).toBeLessThanOrEqual(800)
  expect(log.bodies.length).toBeLessThan(5)
})

it('puts what is asked for in one turn into one entry', async () => {
  const log = heldLog()
  const commit = createGroupCommit(log)
  const positions = Promise.all([commit.append(0, [fact(1)]), commit.append(0, [fact(2), fact(3)])])
  await log.pass()
  expect(await positions).toEqual(['1000-0/0', '1000-0/2'])
})

it('does not let one partition wait for another', async () => {
  const log = heldLog()
  const commit = createGroupCommit(log)
  void commit.append(0, [fact(1)])
  void commit.append(1, [fact(2)])
  await turn()
  expect(log.bodies.map(({ partition }) => partition)).toEqual([0, 1])
})

it('splits what is more than an entry may hold, and acknowledges a batch after its last entry', async () => {
  const log = heldLog()
  const commit = createGroupCommit(log, { maxEntryBytes: 400 })
  const facts = Array.from({ length: 10 }, (_, index) => fact(index))
  const done = commit.append(0, facts)
  while (commit.pending > 0) await log.pass()
  const acknowledged = await done
  expect(log.bodies.length).toBeGreaterThan(2)
  expect(log.bodies.flatMap(({ body }) => contacts(body))).toEqual(facts.map((_, index) => index))
  for (const { body } of log.bodies) expect(Buffer.byteLength(body)).toBeLessThanOrEqual(400)
  expect(acknowledged).toBe(`1000-${log.bodies.length - 1}/${contacts(log.bodies.at(-1)!.body).length - 1}`)
})

it('gives a fact that is too large an entry of its own', async () => {
  const log = heldLog()
  const commit = createGroupCommit(log, { maxEntryBytes: 300 })
  const done = [commit.append(0, [fact(1)]), commit.append(0, [fact(2)]), commit.append(0, [fact(3, 'x'.repeat(500))]), commit.append(0, [fact(4)])]
  for (let index = 0; index < 4; index += 1) await log.pass()
  await Promise.all(done)
  expect(log.bodies.map(({ body }) => contacts(body))).toEqual([[1, 2], [3], [4]])
})

it('tells every waiting caller when the store takes nothing, and goes on afterwards', async () => {
  const log = heldLog()
  const commit = createGroupCommit(log)
  const refused = [commit.append(0, [fact(1)])]
  await turn()
  refused.push(commit.append(0, [fact(2)]), commit.append(0, [fact(3)]))
  const outcomes = Promise.allSettled(refused)
  await log.fail(new Error('disk on fire'))
  for (const outcome of await outcomes) {
    expect(outcome.status === 'rejected' && outcome.reason instanceof StoreUnavailable).toBe(true)
  }
  expect([log.bodies.length, commit.pending, commit.pendingBytes]).toEqual([1, 0, 0])
  const again = commit.append(0, [fact(4)])
  await log.pass()
  expect(await again).toBe('1000-1/0')
})

it('bounds what waits, but takes any first batch', async () => {
  const log = heldLog()
  const commit = createGroupCommit(log, { maxPendingBytes: 200 })
  const large = commit.append(0, [fact(1, 'x'.repeat(500))])
  await expect(commit.append(0, [fact(2)])).rejects.toThrow('more than 200 bytes wait')
  await log.pass()
  await large
  const small = commit.append(0, [fact(3)])
  await log.pass()
  await small
})

it('refuses an empty append, and any after close, which waits for what is on its way', async () => {
  const log = heldLog()
  const commit = createGroupCommit(log)
  await expect(commit.append(0, [])).rejects.toThrow(RangeError)
  const waiting = [commit.append(0, [fact(1)])]
  await turn()
  waiting.push(commit.append(0, [fact(2)]))
  const closed = commit.close()
  await expect(commit.append(0, [fact(3)])).rejects.toThrow(StoreUnavailable)
  await log.pass()
  await log.pass()
  await closed
  expect(await Promise.all(waiting)).toEqual(['1000-0/0', '1000-1/0'])
})

it('acknowledges each fact at the place where it stands, however calls fall', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 20 }), fc.integer({ min: 100, max: 800 }), async (sizes, maxEntryBytes) => {
    const entries: number[][] = []
    const commit = createGroupCommit({
      append: async (_partition, body) => {
        await Promise.resolve()
        entries.push(contacts(body))
        return { id: `${entries.length}-0` }
      },
    }, { maxEntryBytes })
    let next = 0
    const positions = await Promise.all(sizes.map(async (size) => {
      const facts = Array.from({ length: size }, () => fact(next++))
      const last = next - 1
      return { last, position: await commit.append(0, facts) }
    }))
    expect(entries.flat()).toEqual(Array.from({ length: next }, (_, index) => index))
    for (const { last, position } of positions) {
      const [id, index] = position.split('/')
      expect(entries[Number(id!.split('-')[0]) - 1]![Number(index)]).toBe(last)
    }
  }), { numRuns: 50 })
})
