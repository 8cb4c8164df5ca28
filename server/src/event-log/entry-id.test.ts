import { expect, it } from 'vitest'
import { compareEntryIds, entryIdBefore, parseEntryId } from './entry-id.ts'

it('orders ids as numbers, not as text, up to 64 bits', () => {
  const sorted = ['0-0', '2-0', '10-0', '10-2', '10-10', '10-18446744073709551614', '10-18446744073709551615', '11-0']
  expect([...sorted].reverse().sort(compareEntryIds)).toEqual(sorted)
  expect(compareEntryIds('5-1', '5-1')).toBe(0)
})

it('knows the id before', () => {
  expect(['7-3', '7-0', '0-0'].map(entryIdBefore)).toEqual(['7-2', '6-18446744073709551615', '0-0'])
})

it('refuses what is no id', () => {
  for (const id of ['', '5', '-', '5-', 'a-1', '5-1/2']) expect(() => parseEntryId(id)).toThrow(RangeError)
})
