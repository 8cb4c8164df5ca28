import type { AgentView, PoolView, QueueView } from '../view.ts'
import { type CenterState, poolOf } from './center-state.ts'
import { clockOffsetOf, feedStateOf } from './feed-of-queue.ts'
import type { QueueRecord } from './queue-record.ts'

function feedLevel(queue: QueueRecord): 1 | 2 | 3 {
  if (queue.memory.sawAgents) return 3
  return queue.memory.sawHandled ? 2 : 1
}

export function queueView(center: CenterState, queue: QueueRecord): QueueView {
  const { open, closing, reopensAtMs } = queue.openness(center.config, center.nowMs)
  const level = feedLevel(queue)
  return {
    id: queue.id, channel: queue.channel, show: queue.memory.show ?? queue.facts?.show ?? center.config.show, open, line: queue.line,
    feedState: feedStateOf(center, queue), feedLevel: level, mixedPriorities: queue.mixedPriorities(center.nowMs), recent: { answered: queue.memory.answered },
    pool: poolOf(center, queue.id), facts: queue.facts, closing: closing ? true : undefined, reopensAtMs,
    staffed: level < 3 ? undefined : center.agents.staffed(queue.id),
    clockOffsetMs: clockOffsetOf(center, queue),
  }
}

/** A class, for its getters: most readers only ask who waits, each second, for every pool. */
class LivePool implements PoolView {
  readonly id: string
  readonly queues: readonly string[]
  readonly waiting: number
  readonly #center: CenterState
  #agents: readonly AgentView[] | undefined

  constructor(center: CenterState, id: string, queues: readonly string[]) {
    this.id = id
    this.queues = queues
    this.#center = center
    let waiting = 0
    for (const queue of queues) waiting += center.queues.get(queue)?.line.length ?? 0
    this.waiting = waiting
  }

  get told(): boolean {
    const { queues } = this.#center
    return this.queues.some((queue) => queues.get(queue)?.memory.sawAgents)
  }

  /** Made once: whoever forecasts a pool looks at them for each of its queues. */
  get agents(): readonly AgentView[] {
    const { agents, pools } = this.#center
    return (this.#agents ??= Array.from(pools.agentsOf(this.id)).flatMap((agent) => agents.view(agent) ?? []))
  }

  get agentCount(): number {
    return this.#center.pools.agentsOf(this.id).size
  }

  freeSlots(queue: string): number {
    const { agents, pools } = this.#center
    let free = agents.freeSlots(queue)
    for (const agent of pools.untoldOf(this.id)) free += agents.freeSlotsOfUntold(agent)
    return free
  }
}

export function poolView(center: CenterState, id: string): PoolView | undefined {
  poolOf(center, id)
  const queues = center.pools.queuesOf(id)
  return queues === undefined ? undefined : new LivePool(center, id, queues)
}
