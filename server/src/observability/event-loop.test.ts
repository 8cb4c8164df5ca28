import type { IntervalHistogram } from 'node:perf_hooks'
import { expect, it, vi } from 'vitest'
import { createMetrics } from './metrics.ts'

/** As Node says it: on an idle loop each delay is the ten milliseconds between two looks and a little more. */
const said = vi.hoisted(() => new Map<number, number>())
vi.mock('node:perf_hooks', async (original) => ({
  ...await original<typeof import('node:perf_hooks')>(),
  monitorEventLoopDelay: (): Partial<IntervalHistogram> => ({ enable: () => true, reset: () => undefined, percentile: (of) => (said.get(of) ?? 0) * 1e6 }),
}))

it('an idle loop is held for next to no time, a held one for as long as it was', async () => {
  said.set(50, 10.1).set(99, 12).set(100, 310)
  const page = await createMetrics().text()
  const held = (quantile: string): number => Number(new RegExp(`^queuecast_event_loop_delay_seconds\\{quantile="${quantile}"\\} (\\S+)`, 'm').exec(page)?.[1])
  expect(held('0.5')).toBeCloseTo(0.0001)
  expect(held('0.99')).toBeCloseTo(0.002)
  expect(held('1')).toBeCloseTo(0.3)
})
