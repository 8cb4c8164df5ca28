import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ami, atWork } from './testing/ami-events.ts'

/** Asterisk's own rule (app_queue, insert_entry): behind the last of at least one's priority. */
function asteriskInsert(line: { id: string; priority: number }[], id: string, priority: number): number {
  const behind = line.findIndex((other) => other.priority < priority)
  const index = behind < 0 ? line.length : behind
  line.splice(index, 0, { id, priority })
  return index + 1
}

describe('the order of an Asterisk queue', () => {
  it('[AM2] the events amount to Asterisk\'s order after every join and leave, whatever the unseen priorities', () => {
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.record({ join: fc.integer({ min: -2, max: 3 }), laterMs: fc.constantFrom(0, 0, 1, 700), told: fc.boolean() }) },
      { weight: 1, arbitrary: fc.record({ leave: fc.nat(), laterMs: fc.constantFrom(0, 900) }) },
    )
    fc.assert(fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const { at, line } = atWork()
      const theirs: { id: string; priority: number }[] = []
      let seconds = 0
      for (const [i, one] of steps.entries()) {
        seconds += one.laterMs / 1000
        if ('join' in one) {
          const id = `1700000000.${i}`
          const position = asteriskInsert(theirs, id, one.join)
          if (one.told) at(seconds, ami.queuePriority(id, one.join))
          at(seconds, ami.join(id, position, theirs.length))
        } else if (theirs.length > 0) {
          const index = one.leave % theirs.length
          const [gone] = theirs.splice(index, 1)
          at(seconds, ami.hangupRequest(gone?.id ?? ''), ami.abandon(gone?.id ?? '', index + 1), ami.leave(gone?.id ?? '', index + 1, theirs.length))
        }
        expect(line()).toEqual(theirs.map((caller) => caller.id))
      }
    }), { numRuns: 150 })
  })
})
