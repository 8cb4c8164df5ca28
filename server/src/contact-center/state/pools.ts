import { JoinedNames } from '../structures/joined-names.ts'
import { SortedList } from '../structures/sorted-list.ts'
import type { Agents } from './agents.ts'
import type { AgentStanding } from './agent-standing.ts'

/** What the pools read of the agents. */
export type Restanding = Pick<Agents, 'restood' | 'mayRestand'>
/** Agents who are there, in the order of their names. */
type AgentList = SortedList<string>
/** `inOrder`: its queues sorted, made when somebody asks. */
interface Pool { queues: Set<string>; inOrder: readonly string[] | undefined; agents: AgentList; untold: Set<string> }

const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const isSame = (a: readonly string[] = [], b: readonly string[] = []): boolean => a.length === b.length && a.every((name, index) => name === b[index])
const newPool = (): Pool => ({ queues: new Set(), inOrder: undefined, agents: new SortedList(byName), untold: new Set() })
const NOBODY: AgentList = new SortedList(byName)
const NONE: ReadonlySet<string> = new Set()

/**
 * Queues that share agents are one pool; its id is the smallest of its queue ids (CC33). What changes is moved alone: an agent whose
 * standing did, a queue that is new, and the pools whose queues came together or apart.
 */
export class Pools {
  readonly #pools = new Map<string, Pool>()
  readonly #poolOf = new Map<string, string>()
  readonly #standings = new Map<string, AgentStanding>()
  readonly #joined = new JoinedNames()
  #newQueues: string[] = []

  /** A queue nobody named before. */
  addQueue(queue: string): void {
    this.#newQueues.push(queue)
  }

  /** Nothing can have changed since they were brought up to date. */
  isFresh(agents: Restanding, nowMs: number): boolean {
    return this.#newQueues.length === 0 && !agents.mayRestand(nowMs)
  }

  /** Brings the pools up to date; gives the queues whose pool changed. */
  refresh(agents: Restanding, nowMs: number): string[] {
    const came: string[] = []
    for (const [agent, now] of agents.restood(nowMs)) {
      const before = this.#standings.get(agent)
      if (before !== undefined) this.#leave(agent, before)
      if (!isSame(before?.queues, now?.queues)) {
        this.#joined.part(before?.queues ?? [])
        this.#joined.join(now?.queues ?? [])
      }
      if (now === undefined) this.#standings.delete(agent)
      else this.#standings.set(agent, now)
      came.push(agent)
    }
    const moved = this.#regroup(this.#joined.settle())
    for (const agent of came) this.#enter(agent)
    this.#takeNewQueues()
    return moved
  }

  poolOf(queue: string): string {
    return this.#poolOf.get(queue) ?? queue
  }

  queuesOf(pool: string): readonly string[] | undefined {
    const found = this.#pools.get(pool)
    return found === undefined || found.queues.size === 0 ? undefined : (found.inOrder ??= [...found.queues].sort())
  }

  agentsOf(pool: string): Pick<AgentList, 'size' | typeof Symbol.iterator> {
    return this.#pools.get(pool)?.agents ?? NOBODY
  }

  /** Of them those who told no queues. */
  untoldOf(pool: string): ReadonlySet<string> {
    return this.#pools.get(pool)?.untold ?? NONE
  }

  *ids(): Generator<string> {
    for (const [id, { queues }] of this.#pools) if (queues.size > 0) yield id
  }

  /** Takes the pools apart of which a name has another root now, and fills those that it belongs to; gives the queues that moved. */
  #regroup(rootBefore: ReadonlyMap<string, string>): string[] {
    const apart: Pool[] = []
    for (const id of new Set(rootBefore.values())) {
      const pool = this.#pools.get(id)
      if (pool === undefined) continue
      this.#pools.delete(id)
      apart.push(pool)
    }
    for (const { queues, agents } of apart) {
      for (const queue of queues) this.#place(queue)
      for (const agent of agents) this.#enter(agent)
    }
    return apart.flatMap(({ queues }) => [...queues].filter((queue) => rootBefore.has(queue))).sort()
  }

  #takeNewQueues(): void {
    for (const queue of this.#newQueues) this.#place(queue)
    this.#newQueues = []
  }

  /** The root of a queue that nobody here queued for yet is a pool without queues. */
  #place(queue: string): void {
    const id = this.#joined.rootOf(queue)
    const pool = this.#pool(id)
    this.#poolOf.set(queue, id)
    pool.queues.add(queue)
    pool.inOrder = undefined
  }

  #enter(agent: string): void {
    const standing = this.#standings.get(agent)
    if (standing?.present !== true) return
    const pool = this.#pool(this.#joined.rootOf(standing.queues[0] ?? ''))
    pool.agents.add(agent)
    if (!standing.told) pool.untold.add(agent)
  }

  #leave(agent: string, { queues, present }: AgentStanding): void {
    if (!present) return
    const id = this.#joined.rootOf(queues[0] ?? '')
    const pool = this.#pool(id)
    pool.agents.remove(agent)
    pool.untold.delete(agent)
    if (pool.agents.size === 0 && pool.queues.size === 0) this.#pools.delete(id)
  }

  #pool(id: string): Pool {
    let pool = this.#pools.get(id)
    if (pool === undefined) this.#pools.set(id, (pool = newPool()))
    return pool
  }
}
