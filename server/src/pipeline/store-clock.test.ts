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
    const clock = new StoreClock({ kind: 'embedded', clockSkewMs: async () => 11_000 } as EventLog, () => 20_000, () => 5)
    await clock.start()
    expect(clock.notReady()[0]).toMatch(/clock was set back.*11\.0 s ahead.*about 60 s/)
    clock.close()
  })
})
