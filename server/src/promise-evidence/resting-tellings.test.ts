import { expect, it } from 'vitest'
import { RestingTellings } from './resting-tellings.ts'

const textOf = (n: number): string => `[[${n}]]`
const fill = (resting: RestingTellings, from: number, to: number): void => { for (let n = from; n < to; n += 1) resting.add(`c${n}`, textOf(n)) }
const sheetsOf = (resting: RestingTellings): [string, [string, string][]][] =>
  resting.parts('t-').sheets.map(({ name, lend }) => [name, JSON.parse(lend()()) as [string, string][]])

it('[LE27] what settled contacts were told is found until it is forgotten, and its page goes with the last of it', () => {
  const resting = new RestingTellings()
  fill(resting, 0, 2_010)
  expect([resting.get('c0'), resting.get('c2009'), resting.get('z')]).toEqual([textOf(0), textOf(2_009), undefined])
  expect(sheetsOf(resting).map(([name, rows]) => [name, rows.length])).toEqual([['t--1', 2_000]])
  expect(resting.parts('t-').rows).toEqual(Array.from({ length: 10 }, (_, n) => [`c${2_000 + n}`, textOf(2_000 + n)]))
  for (let n = 0; n < 2_000; n += 1) resting.delete(`c${n}`)
  expect([resting.get('c0'), sheetsOf(resting), resting.parts('t-').rows.length]).toEqual([undefined, [], 10])
})

it('[LE27][LE11] an old page stays as it is while others settle after it, and changes with those that go', () => {
  const resting = new RestingTellings()
  fill(resting, 0, 2_000)
  const version = (): object | undefined => resting.parts('t-').sheets[0]?.version
  const before = version()
  fill(resting, 2_000, 2_100)
  expect(version()).toBe(before)
  resting.delete('c7')
  expect(version()).not.toBe(before)
  expect(sheetsOf(resting)[0]?.[1].some(([contact]) => contact === 'c7')).toBe(false)
})
