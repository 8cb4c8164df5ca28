import type { Agents } from './agents.ts'

/** Queues that share agents are one pool; its id is the smallest of its queue ids. Recomputed only when agents' queues may have changed. */
export class Pools {
  #poolOf = new Map<string, string>()
  #queues = new Map<string, string[]>()
  #agents = new Map<string, string[]>()
  /** Of them those who told no queues. */
  #untold = new Map<string, string[]>()
  #version = -1
  #queueCount = -1
  #untilMs = -Infinity

  /** Nothing can have changed since they were brought up to date. */
  isFresh(agents: Agents, queueIds: ReadonlyMap<string, unknown>, nowMs: number): boolean {
    return agents.version === this.#version && queueIds.size === this.#queueCount && nowMs < this.#untilMs
  }

  /** Brings the pools up to date; gives the queues whose pool changed. */
  refresh(agents: Agents, queueIds: ReadonlyMap<string, unknown>, nowMs: number): string[] {
    const before = this.#poolOf
    const parent = new Map<string, string>()
    const root = (queue: string): string => {
      let top = queue
      for (let up = parent.get(top); up !== undefined; up = parent.get(top)) top = up
      if (top !== queue && parent.get(queue) !== top) parent.set(queue, top)
      return top
    }
    const known = [...agents.knownQueues(nowMs)]
    for (const { queues } of known) {
      for (const queue of queues) {
        const a = root(queues[0] ?? queue)
        const b = root(queue)
        if (a !== b) parent.set(a < b ? b : a, a < b ? a : b)
      }
    }
    this.#poolOf = new Map()
    this.#queues = new Map()
    this.#agents = new Map()
    this.#untold = new Map()
    for (const queue of queueIds.keys()) {
      const pool = root(queue)
      this.#poolOf.set(queue, pool)
      push(this.#queues, pool, queue)
    }
    for (const { agent, queues, told, present } of known) {
      if (!present) continue
      const pool = root(queues[0] ?? '')
      push(this.#agents, pool, agent)
      if (!told) push(this.#untold, pool, agent)
    }
    for (const queues of this.#queues.values()) queues.sort()
    for (const list of this.#agents.values()) list.sort()
    this.#version = agents.version
    this.#queueCount = queueIds.size
    this.#untilMs = known.reduce((until, entry) => Math.min(until, entry.untilMs), Infinity)
    return [...this.#poolOf].flatMap(([queue, pool]) => (before.get(queue) !== undefined && before.get(queue) !== pool ? [queue] : []))
  }

  poolOf(queue: string): string {
    return this.#poolOf.get(queue) ?? queue
  }

  queuesOf(pool: string): readonly string[] | undefined {
    return this.#queues.get(pool)
  }

  agentsOf(pool: string): readonly string[] {
    return this.#agents.get(pool) ?? []
  }

  untoldOf(pool: string): readonly string[] {
    return this.#untold.get(pool) ?? []
  }

  ids(): IterableIterator<string> {
    return this.#queues.keys()
  }
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}
