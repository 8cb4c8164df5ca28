import { expect, it } from 'vitest'
import type { Display } from '../protocol/index.ts'
import type { Freshness } from '../stale-display.ts'
import { exampleDisplay } from '../testing/display-arbitrary.ts'
import { nearness, nextAlert } from './turn-alert.ts'
import type { Nearness } from './turn-alert.ts'

const wait = (boundSeconds: number): Display['wait'] => ({ known: true, boundSeconds, share: 0.9, p10Seconds: 1, p50Seconds: 2, p90Seconds: 3, basedOn: 'queue-length' })
const far = { position: 9, wait: wait(900) }

/** What is signalled along a course of displays. */
function signals(...course: (Partial<Display> & { freshness?: Freshness })[]): (string | undefined)[] {
  let last: Nearness | undefined
  return course.map(({ freshness = 'fresh', ...changes }) => {
    const step = nextAlert(last, exampleDisplay({ ...far, ...changes }), freshness)
    last = step.last
    return step.signal
  })
}

it.each([
  [{ ...far }, 'far'], [{ ...far, position: 2 }, 'nearly'], [{ ...far, position: 2, positionFirm: false }, 'far'], [{ ...far, wait: wait(120) }, 'nearly'],
  [{ ...far, state: 'connecting' }, 'turn'], [{ ...far, state: 'answered' }, 'turn'], [{ ...far, state: 'callback' }, undefined], [{ ...far, state: 'left' }, undefined],
] as const)('%j is %s', (changes, expected) => {
  expect(nearness(exampleDisplay(changes as Partial<Display>), 'fresh')).toBe(expected)
})

it('signals nearly once and the turn once, however the figures move', () => {
  expect(signals({}, { position: 2 }, { position: 3 }, { position: 2 }, { position: 1 }, { state: 'connecting' }, { state: 'connecting' }, { state: 'answered' }))
    .toEqual([undefined, 'nearly', undefined, undefined, undefined, 'turn', undefined, undefined])
})

it('signals a turn that was lost and comes again', () => {
  expect(signals({}, { state: 'connecting' }, { position: 1 }, { state: 'connecting' })).toEqual([undefined, 'turn', undefined, 'turn'])
})

it('loses nothing to half a minute of absence', () => {
  expect(signals({}, { freshness: 'stale' }, { position: 1 })).toEqual([undefined, undefined, 'nearly'])
  expect(signals({}, { freshness: 'stale' }, { state: 'answered' })).toEqual([undefined, undefined, 'turn'])
})

it('does not signal what stood there when the page was opened, but the turn itself', () => {
  expect(signals({ position: 1 })).toEqual([undefined])
  expect(signals({ state: 'answered' })).toEqual([undefined])
  expect(signals({ state: 'connecting' })).toEqual(['turn'])
})
