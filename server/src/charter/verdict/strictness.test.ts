import { describe, expect, it } from 'vitest'
import { call, charterOf, entryOf, MONDAY_9, report } from '../testing/builders.ts'

const wait = { id: 'wait', type: 'share-within', clock: { start: 'queue-entered', stop: 'human-answered' }, thresholdSeconds: 60, targetShare: 0.9 }
const stricterOf = (first: object, second: object) => report([entryOf(charterOf([{ ...wait, ...first }], { id: 'one' })), entryOf(charterOf([{ ...wait, ...second }], { id: 'two' }))], [call(MONDAY_9, 5)])
  .verdicts.map(({ stricter }) => stricter?.charter)

describe('[CH33] several charters', () => {
  it('[CH33] the rule that asks for less is marked with the one that asks for more', () => {
    expect(stricterOf({}, { thresholdSeconds: 30 })).toEqual(['two', undefined])
    expect(stricterOf({ targetShare: 0.95 }, {})).toEqual([undefined, 'one'])
    expect(stricterOf({}, { type: 'max-wait-each', targetShare: 1 })).toEqual(['two', undefined])
  })
  it('[CH33] neither is, where one asks for more time and a larger share, or both ask the same', () => {
    expect(stricterOf({ targetShare: 0.95 }, { thresholdSeconds: 30 })).toEqual([undefined, undefined])
    expect(stricterOf({}, {})).toEqual([undefined, undefined])
  })
  it('[CH33] other clocks, windows and narrower scopes are not compared', () => {
    expect(stricterOf({}, { thresholdSeconds: 30, clock: { start: 'dialled', stop: 'human-answered' } })).toEqual([undefined, undefined])
    expect(stricterOf({}, { thresholdSeconds: 30, scope: { queues: ['support'] } })).toEqual([undefined, undefined])
    expect(stricterOf({ scope: { queues: ['support'] } }, { thresholdSeconds: 30 })).toEqual(['two', undefined])
  })
})
