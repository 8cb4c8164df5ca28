import { describe, expect, test } from 'vitest'
import type { EventLog } from '../event-log/index.ts'
import { StoreClock } from './store-clock.ts'

describe('the store’s clock on this node', () => {
  test('goes on where the wall clock of the machine jumps', async () => {
    const at = { wallMs: 1_000_000, monotonicMs: 50 }
    const clock = new StoreClock({ clockSkewMs: async () => 300 } as EventLog, () => at.wallMs, () => at.monotonicMs)
    await clock.start()
    expect(clock.nowMs()).toBe(1_000_300)
    at.wallMs += 3_600_000
    at.monotonicMs += 40
    expect(clock.nowMs()).toBe(1_000_340)
    clock.close()
  })

  test('is the machine’s own until the store was asked, and says when the two are far apart', async () => {
    const clock = new StoreClock({ clockSkewMs: async () => -8_000 } as EventLog, () => 20_000, () => 5)
    expect(clock.nowMs()).toBe(20_000)
    await clock.start()
    expect(clock.nowMs()).toBe(12_000)
    expect(clock.notReady()[0]).toMatch(/8\.0 s ahead/)
    clock.close()
  })

  test('on the embedded store it is this machine that was set back, and for how long that lasts is said', async () => {
    for (const [leadMs, why] of [[59_000, undefined], [-59_000, undefined], [66_000, /clock was set back.*66\.0 s ahead.*about 60 s/]] as const) {
      const clock = new StoreClock({ kind: 'embedded', clockSkewMs: async () => leadMs } as EventLog, () => 20_000, () => 5)
      await clock.start()
      expect(clock.notReady()).toEqual(why === undefined ? [] : [expect.stringMatching(why)])
      clock.close()
    }
  })

  test('stamps what comes by the store’s clock, whatever becomes of the machine’s, and no measurement makes it go back', async () => {
    const at = { wallMs: 1_000_000, monotonicMs: 50, skewMs: 300 }
    const clock = new StoreClock({ clockSkewMs: async () => at.skewMs } as EventLog, () => at.wallMs, () => at.monotonicMs)
    await clock.start()
    at.wallMs += 3_600_000
    at.monotonicMs += 40.4
    expect(clock.receiptMs()).toBe(1_000_340)
    clock.close()
    Object.assign(at, { wallMs: 1_000_040, skewMs: 290 })
    await clock.start()
    expect([clock.nowMs(), clock.receiptMs()]).toEqual([1_000_330, 1_000_340])
    clock.close()
  })
})
