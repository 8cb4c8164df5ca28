import { expect, it } from 'vitest'
import { remembered } from './remembered.ts'

it('[WO12] an answer is computed once, and the memory of answers is bounded', () => {
  let asked = 0
  const answer = remembered((key: number) => {
    asked += 1
    return `answer ${key}`
  })
  expect(answer(1)).toBe('answer 1')
  expect(answer(1)).toBe('answer 1')
  expect(asked).toBe(1)
  for (let key = 2; key <= 1001; key += 1) answer(key)
  expect(answer(1)).toBe('answer 1')
  expect(asked).toBe(1002)
})
