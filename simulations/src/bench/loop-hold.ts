import { monitorEventLoopDelay } from 'node:perf_hooks'

const LOOK_MS = 1

/** How long the event loop of this process was held while watched, ms. */
export interface LoopHold {
  on(): void
  off(): void
  longestMs(): number
  p99Ms(): number
}

/** Node's monitor counts from one look to the next: on an idle loop it says the time between two looks, which nobody waited for. */
export function watchLoop(): LoopHold {
  const delay = monitorEventLoopDelay({ resolution: LOOK_MS })
  const held = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - LOOK_MS)
  return { on: () => void delay.enable(), off: () => void delay.disable(), longestMs: () => held(delay.max), p99Ms: () => held(delay.percentile(99)) }
}
