import type { WaitAtPlace } from '../forecast.ts'
import { compilePool, type CompiledPool, type Probe } from './compile-pool.ts'
import { PathRoll } from './path-roll.ts'
import type { PoolModel } from './pool-model.ts'
import { sampledWait } from './sampled-wait.ts'
import { mixed, seededDraw } from './seeded-draw.ts'

export interface SimulationOptions {
  paths: number
  seed: number
  /** A wait longer than this is told as this, seconds. */
  horizonSeconds: number
  /** For whom besides those who wait: who joins a class next. Unless given, one behind each class (queue, priority) that waits. */
  probes?: readonly Probe[]
}

/** Virtual remaining waits, seconds from now. */
export interface SimulatedWaits {
  paths: number
  /** Of a waiting contact, by its index in `model.waiting`. */
  contact(index: number): WaitAtPlace
  /** Of who joins a class next. */
  probes: readonly Probe[]
  probe(index: number): WaitAtPlace
}

/**
 * Rolls a pool forward and gives the distribution of everybody's virtual wait. The same model and options give the same
 * numbers, whatever rolled before. A path costs n log n in contacts, agents and services. Throws a RangeError where
 * `paths` or `horizonSeconds` is not positive.
 */
export function simulatePool(model: PoolModel, options: SimulationOptions): SimulatedWaits {
  if (!(options.paths >= 1)) throw new RangeError(`paths: must be at least 1, not ${options.paths}`)
  const simulation = new PoolSimulation(model, options)
  simulation.roll(Math.floor(options.paths))
  return simulation
}

/** The same in parts: rolls so many paths at a time, up to `options.paths`; waits speak of those rolled so far. */
export class PoolSimulation implements SimulatedWaits {
  readonly probes: readonly Probe[]
  paths = 0
  readonly #pool: CompiledPool
  readonly #roll: PathRoll
  readonly #seed: number
  readonly #most: number
  /** By path, then entry. */
  readonly #waits: Float64Array
  readonly #isServed: Uint8Array
  /** By entry, of the paths rolled so far. */
  #known: (WaitAtPlace | undefined)[] = []

  constructor(model: PoolModel, { paths, seed, horizonSeconds, probes }: SimulationOptions) {
    if (!(horizonSeconds > 0)) throw new RangeError(`horizonSeconds: must be more than 0, not ${horizonSeconds}`)
    this.probes = probes ?? behindEachClass(model)
    this.#pool = compilePool(model, this.probes)
    this.#roll = new PathRoll(this.#pool, horizonSeconds)
    this.#seed = seed
    this.#most = Math.floor(paths)
    this.#waits = new Float64Array(this.#most * this.#pool.entries)
    this.#isServed = new Uint8Array(this.#waits.length)
  }

  roll(paths: number): void {
    this.#known = []
    for (let end = Math.min(this.#most, this.paths + paths); this.paths < end; this.paths += 1) {
      // Each path has its own numbers, so that slices of any size roll the same; every second one mirrors its predecessor's
      // (antithetic variates), so that short durations of one are long in the other, and means are less noisy.
      const draw = seededDraw(mixed(this.#seed + (this.paths >> 1)))
      this.#roll.roll(this.paths % 2 === 0 ? draw : () => 1 - draw(), this.#waits, this.#isServed, this.paths * this.#pool.entries)
    }
  }

  contact(index: number): WaitAtPlace { return this.#waitOf(this.#pool.entryOfContact[index]) }
  probe(index: number): WaitAtPlace { return this.#waitOf(this.#pool.entryOfProbe[index]) }

  #waitOf(entry: number | undefined): WaitAtPlace {
    if (entry === undefined) throw new RangeError('no such contact or probe in this simulation')
    return (this.#known[entry] ??= this.#sampled(entry))
  }

  #sampled(entry: number): WaitAtPlace {
    const { entries, entryQueue, entryAge, model } = this.#pool
    const patience = model.queues[entryQueue[entry] ?? 0]?.patience
    const samples = new Float64Array(this.paths)
    const weights = new Float64Array(this.paths)
    for (let path = 0; path < this.paths; path += 1) {
      const at = path * entries + entry
      const wait = this.#waits[at] ?? 0
      samples[path] = wait
      weights[path] = patience?.stays ? patience.stays(entryAge[entry] ?? 0, wait) : this.#isServed[at] ?? 0
    }
    return sampledWait(samples, weights)
  }
}

function behindEachClass(model: PoolModel): Probe[] {
  const classes = new Map<string, Probe>()
  for (const { queues, priority } of model.waiting) for (const queue of queues) classes.set(`${queue} ${priority}`, { queue, priority })
  return [...classes.values()]
}
