import { type EncodedPoolForecast, encodePoolForecast, forecastPool } from '../wait-forecast/index.ts'
import { failureOf } from './failure.ts'
import { ForecastBudget } from './forecast-budget.ts'
import { forecastEntries } from './forecast-entries.ts'
import type { PartitionNode } from './partition-node.ts'

/** A node that is further behind than this leaves the forecast: its curves would speak of the past. */
const CLOSE_TO_NOW_MS = 5_000
/** A pool takes some 3 ms at most, so that the event loop is never held for ten. */
const SLICE_MS = 4

/** Nodes of one process share it, whatever partitions they lead. */
const budget = new ForecastBudget()

export interface ForecasterDeps {
  node: Pick<PartitionNode, 'fold' | 'caughtUp' | 'behindMs'>
  leading(): boolean
  monotonicMs(): number
  append(pools: EncodedPoolForecast[]): Promise<unknown>
  report(event: 'forecast' | 'failed', detail: Record<string, string | number>): void
}

/** Decides the curves of one partition: once for each tick, of the pools that are due; a tick that comes meanwhile is next. */
export class Forecaster {
  #deps: ForecasterDeps
  #tickMs = 0
  #turn = 0
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
    const decided: { pool: EncodedPoolForecast; waiting: number }[] = []
    let sliceStart = monotonicMs()
    let spentMs = 0
    const due = partition.poolsDue().flatMap(({ center, fold, pools: ids }) => ids.map((pool) => ({ center, fold, pool })))
    // Begins elsewhere at each tick: where work must be cut it is not always the same pools' that is.
    this.#turn = due.length === 0 ? 0 : (this.#turn + 1) % due.length
    for (const { center, fold, pool } of [...due.slice(this.#turn), ...due.slice(0, this.#turn)]) {
      if (monotonicMs() - sliceStart > SLICE_MS) {
        // The fold may go on meanwhile: a curve then knows more than its tick, and is renewed at the next.
        await new Promise((resolve) => setImmediate(resolve))
        sliceStart = monotonicMs()
      }
      if (partition.isBroken(center)) continue
      const begunMs = monotonicMs()
      try {
        const forecast = encodePoolForecast(forecastPool(fold.live, fold.learning, pool, tickMs, budget.effort(begunMs)))
        decided.push({ pool: forecast, waiting: fold.live.pool(pool)?.waiting ?? 0 })
      } catch (error) {
        report('failed', { what: 'forecast', center, pool, error: failureOf(error) })
      }
      const tookMs = monotonicMs() - begunMs
      budget.spend(tookMs)
      spentMs += tookMs
    }
    if (decided.length === 0 || node.fold !== partition) return
    for (const pools of forecastEntries(decided)) await this.#deps.append(pools)
    report('forecast', { pools: decided.length, milliseconds: spentMs })
  }
}
