import type { ModelAgent, PoolModel } from './pool-model.ts'

/** Stands behind the last of a class: whoever joins it next. */
export interface Probe {
  queue: number
  priority: number
  /** As of a contact that joins now; 0 unless what was learned of routing says otherwise. */
  orderSeconds?: number
}

/** A pool model with its order worked out once for all paths. Entries are contacts and probes in the order of the line. */
export interface CompiledPool {
  model: PoolModel
  entries: number
  entryQueue: Int32Array
  entryAge: Float64Array
  isProbe: Uint8Array
  entryOfContact: Int32Array
  entryOfProbe: Int32Array
  priorities: Float64Array
  orders: Float64Array
  /** Queues that the same agents take for certain share a lane, so that a free agent looks at few heads. */
  laneOfQueue: Int32Array
  laneEntries: readonly Int32Array[]
  /** By agent: its lanes, and with what probability it takes each. The last one stands for new agents. */
  takes: readonly { lanes: Int32Array; shares: Float64Array; certain: boolean }[]
}

export function compilePool(model: PoolModel, probes: readonly Probe[]): CompiledPool {
  const contacts = model.waiting.length
  const entries = contacts + probes.length
  const priority = (one: number): number => (one < contacts ? model.waiting[one]?.priority : probes[one - contacts]?.priority) ?? 0
  const order = (one: number): number => (one < contacts ? model.waiting[one]?.orderSeconds : probes[one - contacts]?.orderSeconds) ?? 0
  // Whoever stands in line goes before a probe of the same instant; else the order of the model decides.
  const sorted = Array.from({ length: entries }, (_, index) => index)
    .sort((a, b) => priority(b) - priority(a) || order(a) - order(b) || a - b)

  const { laneOfQueue, lanes } = lanesOf(model)
  const pool = {
    model, entries, laneOfQueue,
    entryQueue: new Int32Array(entries), entryAge: new Float64Array(entries), isProbe: new Uint8Array(entries),
    entryOfContact: new Int32Array(contacts), entryOfProbe: new Int32Array(probes.length),
    priorities: Float64Array.from(sorted, priority), orders: Float64Array.from(sorted, order),
    takes: takesOf(model, laneOfQueue, lanes),
  }
  const laneEntries: number[][] = Array.from({ length: lanes }, () => [])
  for (const [entry, one] of sorted.entries()) {
    const probe = probes[one - contacts]
    const queues = probe ? [probe.queue] : model.waiting[one]?.queues ?? []
    pool.entryQueue[entry] = queues[0] ?? 0
    pool.entryAge[entry] = model.waiting[one]?.waitedSeconds ?? 0
    if (probe) {
      pool.isProbe[entry] = 1
      pool.entryOfProbe[one - contacts] = entry
    } else pool.entryOfContact[one] = entry
    for (const lane of new Set(queues.map((queue) => laneOfQueue[queue] ?? 0))) laneEntries[lane]?.push(entry)
  }
  return { ...pool, laneEntries: laneEntries.map((lane) => Int32Array.from(lane)) }
}

const everyone = (model: PoolModel): Pick<ModelAgent, 'takes'>[] => [...model.agents, ...(model.newAgents ? [model.newAgents] : [])]

function lanesOf(model: PoolModel): { laneOfQueue: Int32Array; lanes: number } {
  const laneOfQueue = new Int32Array(model.queues.length)
  const laneBySignature = new Map<string, number>()
  const agents = everyone(model)
  for (let queue = 0; queue < model.queues.length; queue += 1) {
    let signature = ''
    for (const { takes } of agents) {
      const share = takes[queue] ?? 0
      signature += share >= 1 ? '1' : share <= 0 ? '0' : `?${queue}`
    }
    let lane = laneBySignature.get(signature)
    if (lane === undefined) laneBySignature.set(signature, (lane = laneBySignature.size))
    laneOfQueue[queue] = lane
  }
  return { laneOfQueue, lanes: laneBySignature.size }
}

function takesOf(model: PoolModel, laneOfQueue: Int32Array, lanes: number): CompiledPool['takes'] {
  return everyone(model).map(({ takes }) => {
    const shareOfLane = new Float64Array(lanes)
    for (const [queue, share] of takes.entries()) shareOfLane[laneOfQueue[queue] ?? 0] = share
    const taken = Array.from(shareOfLane.keys()).filter((lane) => (shareOfLane[lane] ?? 0) > 0)
    return {
      lanes: Int32Array.from(taken), shares: Float64Array.from(taken, (lane) => shareOfLane[lane] ?? 0),
      certain: taken.every((lane) => (shareOfLane[lane] ?? 0) >= 1),
    }
  })
}
