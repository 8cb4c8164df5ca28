import { describe, expect, it } from 'vitest'
import { cadenceNow, cadenceVersions, presetCharter } from '../index.ts'
import { charterOf, inForce, MONDAY_9 } from '../testing/builders.ts'

const rule = (id: string, more: object) => ({ id, type: 'status-cadence', ...more })
const now = (rules: object[], queue: string | undefined = 'support', nowMs = MONDAY_9) => cadenceNow(cadenceVersions(inForce(charterOf(rules))), queue, nowMs)

describe('the cadence that charters owe', () => {
  it('[CH33] is the strictest of all rules for this queue and for calls', () => {
    expect(now([rule('a', { maxGapSeconds: 90, minGapSeconds: 15 }), rule('b', { maxGapSeconds: 60 }), rule('c', { maxGapSeconds: 5, scope: { channels: ['chat'] } }), rule('d', { maxGapSeconds: 7, scope: { queues: ['sales'] } })]))
      .toEqual({ mostSeconds: 60, leastSeconds: 15 })
    expect(now([rule('d', { maxGapSeconds: 7, scope: { queues: ['sales'] } })], 'sales')).toEqual({ mostSeconds: 7 })
  })

  it('[CH33] is none where no charter says, or the value is open', () => {
    const ladwp = presetCharter('us-ladwp-2017')
    expect(ladwp).toBeDefined()
    expect(cadenceNow(cadenceVersions(inForce(ladwp ?? charterOf([]))), 'support', MONDAY_9)).toEqual({})
    expect(cadenceVersions(inForce(charterOf([])))).toEqual([])
  })
})
