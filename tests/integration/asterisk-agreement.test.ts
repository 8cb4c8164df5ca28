import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createContactCenter } from '@queuecast/server/contact-center'
import { captureCenter, measureAgreement, readCapture } from '@queuecast/simulations/agreement'
import { describe, expect, it } from 'vitest'

const captures = join(import.meta.dirname, '../../../shared/data/asterisk')
const absent = !existsSync(captures)

describe(`places from recorded Asterisk bytes${absent ? ' (skipped: the recordings of ../shared/data are not here)' : ''}`, () => {
  it.skipIf(absent).each(['capture1-basic', 'capture4-edge'])('%s: every place agrees with QueueStatus, or a protocol fact explains it', (name) => {
    const report = measureAgreement(readCapture(join(captures, name)), createContactCenter(captureCenter))
    expect(report.compared).toBeGreaterThan(30)
    expect(report.disagreements.filter(({ explanation }) => explanation.kind === 'unexplained')).toEqual([])
    expect(report.disagreements.length / report.compared).toBeLessThanOrEqual(0.02)
    expect(report.callerMismatches).toEqual([])
  })
})
