import { type EncodedPoolForecast, encodePoolForecast, forecastPool } from '../wait-forecast/index.ts'
import { failureOf } from './failure.ts'
import type { PartitionNode } from './partition-node.ts'

/** A node that is further behind than this leaves the forecast: its curves would speak of the past. */
const CLOSE_TO_NOW_MS = 5_000
const SLICE_MS = 8

export interface ForecasterDeps {
  node: PartitionNode
  leading(): boolean
  monotonicMs(): number
  append(pools: EncodedPoolForecast[]): Promise<unknown>
  report(event: 'forecast' | 'failed', detail: Record<string, string | number>): void
}

/** Decides the curves of one partition: once for each tick, of the pools that are due; a tick that comes meanwhile is next. */
export class Forecaster {
  #deps: ForecasterDeps
  #tickMs = 0
  #running: Promise<void> | undefined

  constructor(deps: ForecasterDeps) {
    this.#deps = deps
  }

  /** Called when a slice of entries is folded. */
  tick(): void {
    if (this.#running !== undefined || this.#newTick() === undefined) return
    this.#running = this.#run().finally(() => {
      this.#running = undefined
    })
  }

  /** Resolves when no append is in flight. */
  async idle(): Promise<void> {
    await this.#running
  }

  #newTick(): number | undefined {
    const { node, leading } = this.#deps
    const tickMs = node.fold.lastTickMs
    if (!leading() || !node.caughtUp || tickMs === undefined || tickMs === this.#tickMs || node.behindMs > CLOSE_TO_NOW_MS) return undefined
    return tickMs
  }

  async #run(): Promise<void> {
    for (let tickMs = this.#newTick(); tickMs !== undefined; tickMs = this.#newTick()) {
      this.#tickMs = tickMs
      try {
        await this.#forecast(tickMs)
      } catch (error) {
        this.#deps.report('failed', { what: 'forecast', error: failureOf(error) })
      }
    }
  }

  async #forecast(tickMs: number): Promise<void> {
    const { node, monotonicMs, report } = this.#deps
    const partition = node.fold
    const pools: EncodedPoolForecast[] = []
    let sliceStart = monotonicMs()
    const begunMs = sliceStart
    for (const { center, fold, pools: due } of partition.poolsDue()) {
      for (const pool of due) {
        if (monotonicMs() - sliceStart > SLICE_MS) {
          // The fold may go on meanwhile: a curve then knows more than its tick, and is renewed at the next.
          await new Promise((resolve) => setImmediate(resolve))
          sliceStart = monotonicMs()
        }
        if (partition.isBroken(center)) continue
        try {
          pools.push(encodePoolForecast(forecastPool(fold.live, fold.learning, pool, tickMs)))
        } catch (error) {
          report('failed', { what: 'forecast', center, pool, error: failureOf(error) })
        }
      }
    }
    if (pools.length === 0 || node.fold !== partition) return
    const milliseconds = monotonicMs() - begunMs
    await this.#deps.append(pools)
    report('forecast', { pools: pools.length, milliseconds })
  }
}
