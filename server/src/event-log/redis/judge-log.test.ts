import { expect, it } from 'vitest'
import type { LogPosition, LogRecord } from '../port.ts'
import { judgeLog } from './judge-log.ts'
import type { LogState } from './read-log-state.ts'

const position: LogPosition = { epoch: '0000000003', id: '50-0', seq: 5 }
const state: LogState = { epoch: '0000000003', lastSeq: 5, trimmed: 2, firstId: '30-0', lastId: '50-0', largestDeletedId: '0-0', holdsEntry: true, tookOver: false }
const next: LogRecord = { id: '60-0', ms: 60, seq: 6, body: '' }
const judged = (change: Partial<LogState>, entries: LogRecord[] = [], from = position): string => judgeLog(from, entries, { ...state, ...change }).kind

it('is whole where reading and counting agree', () => {
  expect(judged({})).toBe('whole')
  expect(judged({ lastId: '60-0', lastSeq: 6 }, [next])).toBe('whole')
  expect(judged({ lastId: '70-0', lastSeq: 7 }, [next])).toBe('whole')
  expect(judged({ trimmed: 5, firstId: undefined, holdsEntry: false })).toBe('whole')
  expect(judged({ lastSeq: 0, trimmed: 0, lastId: '0-0', holdsEntry: false }, [], { ...position, id: '0-0', seq: 0 })).toBe('whole')
})

it('went back where what was read is no longer there', () => {
  expect(judged({ epoch: undefined })).toBe('went-back')
  expect(judged({ epoch: '0000000001' })).toBe('went-back')
  expect(judged({ lastSeq: 0, trimmed: 0, lastId: '0-0', holdsEntry: false })).toBe('went-back')
  expect(judged({ lastSeq: 4 })).toBe('went-back')
  expect(judged({ lastSeq: 40, trimmed: 0, lastId: '90-0', holdsEntry: false }, [next])).toBe('went-back')
  expect(judged({ lastId: '40-0' })).toBe('went-back')
  expect(judged({ tookOver: true })).toBe('went-back')
})

it('is lost to this reader alone where it fell behind, or another node raised the epoch', () => {
  expect(judged({ epoch: '0000000004' })).toBe('lost')
  expect(judged({ epoch: '0000000004', tookOver: true })).toBe('lost')
  expect(judged({ trimmed: 6 })).toBe('lost')
  expect(judged({ lastSeq: 6 })).toBe('lost')
  expect(judged({ lastSeq: 7, lastId: '60-0' }, [next])).toBe('lost')
})
