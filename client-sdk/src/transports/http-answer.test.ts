import { expect, it } from 'vitest'
import { exampleDisplay } from '../testing/display-arbitrary.ts'
import { judgeStatus } from './http-answer.ts'
import { freshForIn, orderIn, pollPauseMs } from './http-polling.ts'

it('[PR9] takes 401, 403 and 410 as final and everything else as passing', () => {
  expect(judgeStatus(401, '', null)).toEqual({ kind: 'refused', refused: { code: 'bad-token', retry: false } })
  expect(judgeStatus(401, 'https://example.org/problems/token-expired', null)).toEqual({ kind: 'refused', refused: { code: 'expired', retry: false } })
  expect(judgeStatus(403, '', null)).toEqual({ kind: 'refused', refused: { code: 'bad-token', retry: false } })
  expect(judgeStatus(410, '', null)).toEqual({ kind: 'refused', refused: { code: 'expired', retry: false } })
  for (const status of [404, 429, 500, 502, 503]) expect(judgeStatus(status, '', null)).toEqual({ kind: 'failed', failure: { message: `the server answered ${status}` } })
})

it('[PR9] reads Retry-After in seconds, and no date, which would need a clock that is right', () => {
  expect(judgeStatus(503, '', '7')).toMatchObject({ failure: { afterSeconds: 7 } })
  for (const header of ['', '-1', 'Sun, 22 Nov 2026 10:00:00 GMT']) expect(judgeStatus(503, '', header)).not.toHaveProperty('failure.afterSeconds')
})

it('[PR3] takes the freshness of a 304 from its header', () => {
  expect(freshForIn('4.5', exampleDisplay())).toBe(4.5)
  for (const header of [null, '', 'x', '-3']) expect(freshForIn(header, exampleDisplay())).toBe(15)
})

it('[PR3] takes the order of a 304 from its header', () => {
  expect(orderIn('0000000002:7', exampleDisplay())).toEqual({ epoch: '0000000002', seq: 7 })
  for (const header of [null, '', '2:7', '0000000002:x', '0000000002:-7']) expect(orderIn(header, exampleDisplay())).toEqual({ epoch: '0000000001', seq: 100 })
})

it('polls at least three times in the life of a figure, and every second and a half', () => {
  expect([0, 3.6, 15, 600].map(pollPauseMs)).toEqual([1_000, 1_200, 1_500, 1_500])
})
