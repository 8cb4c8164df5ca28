import { expect, it } from 'vitest'
import { CENTER, type Costs, LEDGER, readCosts, SUSTAINED } from './costs.ts'
import { LOADS } from './loads.ts'
import { carried, layoutFor, USABLE_CORE } from './size.ts'

const costs: Costs = { event: 12, settled: 90, redisSettled: 12, redisEvent: 3, redisIn: 120, redisOut: 150, redisMemory: 130, waiting: 2_000, connect: 400, customer: 20_000, delivery: 25, deliveryBytes: 600, ended: 4_000, ledger: 1_200 }

it.each(LOADS.map((load) => [load.name, load] as const))('%s: the layout carries its load, and still does while one node of each group is away', (_name, load) => {
  const layout = layoutFor(load, costs)
  expect(carried(load, layout, costs).first.share).toBeLessThanOrEqual(1)
  expect(carried(load, { ...layout, nodesPerGroup: layout.nodesPerGroup - 1 }, costs).first.share).toBeLessThanOrEqual(1)
})

it('folding does not divide by nodes but by groups; sockets divide by both; Redis by its masters', () => {
  const load = { name: 'x', eventsPerSecond: 10_000, endedPerSecond: 10_000 / 6, waiting: 10_000, connected: 10_000, displaysPerCustomerPerSecond: 1, storeDays: 0 }
  const one = carried(load, { groups: 1, nodesPerGroup: 2, redisMasters: 1 }, { ...costs, ended: 0 })
  expect(one).toMatchObject({ nodeFoldCores: 0.12, nodeDeliveryCores: 0.125, redisCores: 0.03 })
  expect(carried(load, { groups: 1, nodesPerGroup: 4, redisMasters: 1 }, costs)).toMatchObject({ nodeFoldCores: 0.12, nodeDeliveryCores: 0.0625 })
  expect(carried(load, { groups: 2, nodesPerGroup: 2, redisMasters: 2 }, costs)).toMatchObject({ nodeFoldCores: 0.06, nodeDeliveryCores: 0.0625, redisCores: 0.015 })
  // Each node of a group reads the whole log of its group.
  expect(carried(load, { groups: 1, nodesPerGroup: 4, redisMasters: 1 }, costs).redisOutBytesPerSecond).toBe(2 * one.redisOutBytesPerSecond)
  expect(one.first.part).toBe('delivery')
  expect(one.first.share).toBeCloseTo(0.245 / USABLE_CORE)
})

it('where more end than one contact for six events, settling them costs each node of a group and the masters more', () => {
  const load = { name: 'x', eventsPerSecond: 6_000, endedPerSecond: 1_500, waiting: 0, connected: 0, displaysPerCustomerPerSecond: 0, storeDays: 1 }
  const { nodeFoldCores, redisCores, redisInBytesPerSecond } = carried(load, { groups: 3, nodesPerGroup: 2, redisMasters: 2 }, costs)
  expect(nodeFoldCores).toBeCloseTo((0.072 + 0.045) / 3, 9)
  expect(redisCores).toBeCloseTo((0.018 + 0.006) / 2, 9)
  expect(redisInBytesPerSecond).toBe(3_000 * 120)
  expect([4_000, 5_000].map((endedPerSecond) => layoutFor({ ...load, eventsPerSecond: 24_000, endedPerSecond }, { ...costs, ended: 0 }).groups)).toEqual([1, 2])
})

it('the evidence of the days that Redis keeps it is most of its memory, and takes masters', () => {
  const load = { name: 'x', eventsPerSecond: 600, endedPerSecond: 100, waiting: 100, connected: 100, displaysPerCustomerPerSecond: 1, storeDays: 35 }
  const layout = layoutFor(load, costs)
  expect([layout.redisMasters, layoutFor({ ...load, storeDays: 2 }, costs).redisMasters]).toEqual([3, 1])
  expect(carried(load, layout, costs)).toMatchObject({ redisLedgerBytes: 100 * 6 * 3600 * 35 * 1_200 / 3, first: { part: 'memory of Redis' } })
})

it('costs come from the rows of the bench, and one that is missing is named', () => {
  const rowsOf = (figures: Readonly<Record<string, string>>) => Object.entries(figures).map(([name, figure]) => ({ figure, value: costs[name as keyof Costs] }))
  const [center, sustained] = [rowsOf(CENTER), rowsOf(SUSTAINED)]
  const ledger = [{ figure: LEDGER, value: 1_200 }]
  const all = { center, sustained, ledger, soak: { bytesPerKept: 4_000 } }
  expect(readCosts(all)).toEqual(costs)
  expect(() => readCosts({ ...all, center: center.slice(1) })).toThrow(`"${CENTER.event}"; run npm run bench -- --name center`)
  expect(() => readCosts({ ...all, sustained: sustained.slice(1) })).toThrow(SUSTAINED.settled)
  expect(() => readCosts({ ...all, ledger: [] })).toThrow('npm run bench -- --name ledger')
  expect(() => readCosts({ ...all, soak: { bytesPerKept: 0 } })).toThrow('npm run soak')
})
