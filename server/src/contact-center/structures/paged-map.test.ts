import * as fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { type Paged, PagedMap, rowsOnPages } from './paged-map.ts'
import { WideMap } from './wide-map.ts'

interface Row extends Paged { value: number }
const step = fc.tuple(fc.constantFrom('add', 'change', 'delete', 'snapshot'), fc.integer({ min: 0, max: 30 }).map((n) => `k${n}`), fc.nat(1_000))
const jsonOf = ({ value }: Row): { value: number } => ({ value })
const plain = (map: PagedMap<Row>): [string, number][] => Array.from(map, ([key, { value }]): [string, number] => [key, value])
const byKey = (rows: Iterable<[string, number]>): [string, number][] => [...rows].sort(([a], [b]) => (a < b ? -1 : 1))

it('[CC45] pages give back the map as it was when they were lent, and one whose version stayed holds what it held', () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
    const map = new PagedMap<Row>(4, 2)
    const model = new Map<string, number>()
    const seen = new Map<object, string>()
    const lent: { expected: [string, number][]; read(): [string, number][] }[] = []
    for (const [what, key, value] of steps) {
      const row = map.get(key)
      if (what === 'add') {
        map.add(key, { value, page: 0 })
        model.set(key, value)
      } else if (what === 'delete') {
        map.delete(key)
        model.delete(key)
      } else if (what === 'change' && row !== undefined) {
        map.changes(row)
        row.value = value
        model.set(key, value)
      } else if (what === 'snapshot') {
        const { rows, sheets } = map.parts('page-', jsonOf)
        const inline = JSON.stringify(rows)
        const borrowed = sheets.map(({ name, version, lend }) => ({ name, version, text: lend() }))
        lent.push({ expected: byKey(model), read: () => {
          const texts = new Map(borrowed.map(({ name, version, text }) => {
            const now = text()
            expect(seen.get(version) ?? now).toBe(now)
            seen.set(version, now)
            return [name, now]
          }))
          const all = [...rowsOnPages<{ value: number }>('page-', texts), ...JSON.parse(inline) as [string, { value: number }][]]
          return byKey(all.map(([one, { value: held }]): [string, number] => [one, held]))
        } })
      }
      expect(byKey(plain(map))).toEqual(byKey(model))
    }
    for (const { expected, read } of lent) expect(read()).toEqual(expected)
  }), { numRuns: 300 })
})

it('[CC45] an old page stays as it is while rows come and go after it', () => {
  const map = new PagedMap<Row>(4, 2)
  for (let i = 0; i < 8; i += 1) map.add(`k${i}`, { value: i, page: 0 })
  const [first, second] = map.parts('page-', jsonOf).sheets
  map.add('k8', { value: 8, page: 0 })
  map.delete('k5')
  const after = map.parts('page-', jsonOf)
  expect(after.sheets.map(({ version }) => version === first?.version || version === second?.version)).toEqual([true, false])
  expect(after.rows).toEqual([['k8', { value: 8 }]])
})

it('[CC45] a snapshot looks at few more rows than there are, however many are gone', () => {
  const map = new PagedMap<Row>(100, 10)
  for (let i = 0; i < 1_000; i += 1) map.add(`k${i}`, { value: i, page: 0 })
  for (let i = 0; i < 1_000; i += 1) if (i % 50 !== 0) map.delete(`k${i}`)
  const asked = vi.spyOn(WideMap.prototype, 'get')
  const { rows, sheets } = map.parts('page-', jsonOf)
  const looks = asked.mock.calls.length
  asked.mockRestore()
  expect([rows.map(([key]) => key), sheets]).toEqual([Array.from({ length: 20 }, (_, i) => `k${50 * i}`), []])
  expect(looks).toBeLessThan(1_000 / 2)
})
