import type { CompiledPool } from './compile-pool.ts'
import { IndexHeap } from './index-heap.ts'
import type { Draw, DurationLaw, ModelAgent, ModelStream } from './pool-model.ts'

/** More agents of unknown name do not come on duty within one wait. */
const MOST_NEW_AGENTS = 16

/**
 * One possible future of a pool, rolled as often as wanted. It serves everybody at once: a contact whose patience ends
 * stays as a ghost, and the first agent that would have taken it fixes its virtual wait without being used up. Up to that
 * instant its leaving changed nothing, so the coupling is exact. Probes are ghosts from the start.
 */
export class PathRoll {
  readonly #pool: CompiledPool
  readonly #horizonSeconds: number
  /** By entry: draws what is left of its patience. */
  readonly #patience: readonly ((draw: Draw) => number)[]
  /** By agent and service: draws what is left of it. */
  readonly #services: readonly (readonly ((draw: Draw) => number)[])[]
  /** By entry: when its patience ends. */
  readonly #leaves: Float64Array
  readonly #isFixed: Uint8Array
  readonly #heads: Int32Array
  /** Slots by when they are free next; a slot is one contact at a time of one agent. */
  readonly #slots: IndexHeap
  readonly #agentOfSlot: number[] = []
  readonly #idle: number[] = []
  readonly #leavesAt: Float64Array
  /** By agent: its lanes in this path. */
  readonly #lanes: Int32Array[]
  /** By lane: later contacts that go before entries, by their key in the line. */
  readonly #later: readonly IndexHeap[]
  readonly #laterQueue: number[] = []
  readonly #laterLeaves: number[] = []
  readonly #nextArrival: Float64Array
  readonly #streamClass: Int32Array
  readonly #streamClasses: number
  readonly #largestCreditSeconds: number
  #open = 0
  #waits: Float64Array = new Float64Array(0)
  #isServed: Uint8Array = new Uint8Array(0)
  #offset = 0

  constructor(pool: CompiledPool, horizonSeconds: number) {
    const { model, entries } = pool
    this.#pool = pool
    this.#horizonSeconds = horizonSeconds
    this.#patience = Array.from(pool.entryQueue, (queue, entry) => residualAt(model.queues[queue]?.patience, pool.entryAge[entry] ?? 0))
    this.#services = model.agents.map(({ serving, slowness }) => serving.map(({ queue, ageSeconds }) => residualAt(model.queues[queue]?.handle, ageSeconds / slowness)))
    this.#leaves = new Float64Array(entries)
    this.#isFixed = new Uint8Array(entries)
    this.#heads = new Int32Array(pool.laneEntries.length)
    this.#slots = new IndexHeap(model.agents.reduce((sum, agent) => sum + agent.slots, MOST_NEW_AGENTS))
    this.#leavesAt = Float64Array.from({ length: model.agents.length + 1 }, (_, agent) => model.agents[agent]?.leavesAtSeconds ?? Infinity)
    this.#lanes = pool.takes.map(({ lanes }) => lanes)
    this.#later = pool.laneEntries.map(() => new IndexHeap(8))
    const priorities = [...new Set(model.streams.map((stream) => stream.priority))].sort((a, b) => b - a)
    this.#streamClasses = Math.max(1, priorities.length)
    this.#streamClass = Int32Array.from(model.streams, ({ priority }) => priorities.indexOf(priority))
    this.#nextArrival = new Float64Array(model.streams.length)
    this.#largestCreditSeconds = Math.max(0, ...model.streams.map(({ creditSeconds }) => creditSeconds))
  }

  /** Writes the virtual wait of every entry, and whether it was still there to be served, at `offset`. */
  roll(draw: Draw, waits: Float64Array, isServed: Uint8Array, offset: number): void {
    this.#waits = waits
    this.#isServed = isServed
    this.#offset = offset
    this.#begin(draw)
    while (this.#open > 0) {
      const stream = this.#nextStream()
      const arrivalSeconds = stream < 0 ? Infinity : this.#nextArrival[stream] ?? Infinity
      const freeSeconds = this.#slots.leastKey
      if (Math.min(arrivalSeconds, freeSeconds) >= this.#horizonSeconds) break
      if (arrivalSeconds < freeSeconds) this.#arrive(stream, arrivalSeconds, draw)
      else this.#free(this.#slots.pop(), freeSeconds, draw)
    }
  }

  #begin(draw: Draw): void {
    const { model, entries, isProbe } = this.#pool
    for (let entry = 0; entry < entries; entry += 1) {
      const patience = this.#patience[entry]?.(draw) ?? Infinity
      // A probe takes nobody's agent; the sign keeps its patience for who would be served.
      this.#leaves[entry] = isProbe[entry] === 1 ? -patience : patience
      this.#waits[this.#offset + entry] = this.#horizonSeconds
      this.#isServed[this.#offset + entry] = patience > this.#horizonSeconds ? 1 : 0
    }
    this.#isFixed.fill(0)
    this.#heads.fill(0)
    this.#open = entries
    this.#idle.length = 0
    for (const lane of this.#later) lane.clear()
    this.#laterQueue.length = 0
    this.#laterLeaves.length = 0
    for (const [stream, { perSecond }] of model.streams.entries()) this.#nextArrival[stream] = perSecond > 0 ? -Math.log(draw()) / perSecond : Infinity
    this.#slots.clear()
    this.#agentOfSlot.length = 0
    for (const [index, agent] of model.agents.entries()) this.#bringAgent(index, agent, draw)
    this.#bringNewAgents(draw)
  }

  #bringAgent(index: number, agent: ModelAgent, draw: Draw): void {
    this.#drawLanes(index, draw)
    const services = this.#services[index]
    const readySeconds = (agent.comesAtSeconds ?? 0) + (agent.away ? agent.away.law.residual(agent.away.idleSeconds, draw) : 0)
    for (let slot = 0; slot < agent.slots; slot += 1) {
      const service = services?.[slot]
      let freeSeconds = readySeconds
      if (service) {
        freeSeconds += agent.slowness * service(draw)
        if (agent.gap) freeSeconds += agent.gap.fresh(draw)
      }
      this.#addSlot(index, freeSeconds)
    }
  }

  #bringNewAgents(draw: Draw): void {
    const { newAgents, agents } = this.#pool.model
    if (!newAgents || newAgents.perSecond <= 0) return
    this.#drawLanes(agents.length, draw)
    let atSeconds = 0
    for (let i = 0; i < MOST_NEW_AGENTS; i += 1) {
      atSeconds -= Math.log(draw()) / newAgents.perSecond
      if (atSeconds >= this.#horizonSeconds) return
      this.#addSlot(agents.length, atSeconds)
    }
  }

  #drawLanes(agent: number, draw: Draw): void {
    const takes = this.#pool.takes[agent]
    if (!takes || takes.certain) return
    const taken: number[] = []
    for (let i = 0; i < takes.lanes.length; i += 1) if (draw() < (takes.shares[i] ?? 0)) taken.push(takes.lanes[i] ?? 0)
    this.#lanes[agent] = Int32Array.from(taken)
  }

  #addSlot(agent: number, freeSeconds: number): void {
    if (freeSeconds >= this.#horizonSeconds) return
    this.#slots.push(freeSeconds, this.#agentOfSlot.length)
    this.#agentOfSlot.push(agent)
  }

  #nextStream(): number {
    let least = -1
    let atSeconds = Infinity
    for (let stream = 0; stream < this.#nextArrival.length; stream += 1) {
      const arrival = this.#nextArrival[stream] ?? Infinity
      if (arrival >= atSeconds) continue
      atSeconds = arrival
      least = stream
    }
    return least
  }

  /** A later contact joins; where nobody who is followed stands behind it, it and those after it change nothing. */
  #arrive(index: number, nowSeconds: number, draw: Draw): void {
    const { model, entries, laneOfQueue } = this.#pool
    const stream = model.streams[index]
    const before = stream ? this.#entriesBefore(stream, nowSeconds) : entries
    if (!stream || before >= entries) {
      this.#nextArrival[index] = Infinity
      return
    }
    this.#nextArrival[index] = nowSeconds - Math.log(draw()) / stream.perSecond
    const leavesAt = nowSeconds + (model.queues[stream.queue]?.patience.fresh(draw) ?? Infinity)
    const lane = laneOfQueue[stream.queue] ?? 0
    const slot = this.#takeIdle(lane, nowSeconds)
    if (slot >= 0) {
      this.#serve(slot, stream.queue, nowSeconds + this.#pickUp(draw), draw)
      return
    }
    // One number orders later contacts: who of today's line goes before, then priority, then order within it.
    const within = (nowSeconds - stream.creditSeconds + this.#largestCreditSeconds) / (this.#horizonSeconds + this.#largestCreditSeconds + 1)
    this.#later[lane]?.push(before * this.#streamClasses + (this.#streamClass[index] ?? 0) + within, this.#laterQueue.length)
    this.#laterQueue.push(stream.queue)
    this.#laterLeaves.push(leavesAt)
  }

  #entriesBefore(stream: ModelStream, nowSeconds: number): number {
    const { priorities, orders, entries } = this.#pool
    const order = nowSeconds - stream.creditSeconds
    let low = 0
    let high = entries
    while (low < high) {
      const middle = (low + high) >> 1
      const priority = priorities[middle] ?? 0
      if (priority > stream.priority || (priority === stream.priority && (orders[middle] ?? 0) <= order)) low = middle + 1
      else high = middle
    }
    return low
  }

  #takeIdle(lane: number, nowSeconds: number): number {
    for (let i = 0; i < this.#idle.length; i += 1) {
      const slot = this.#idle[i] ?? 0
      const agent = this.#agentOfSlot[slot] ?? 0
      if ((this.#leavesAt[agent] ?? Infinity) <= nowSeconds || !this.#lanes[agent]?.includes(lane)) continue
      this.#idle[i] = this.#idle.at(-1) ?? 0
      this.#idle.length -= 1
      return slot
    }
    return -1
  }

  /** A slot is free: its agent takes who comes first of all it serves; ghosts before them are answered and gone. */
  #free(slot: number, nowSeconds: number, draw: Draw): void {
    const agent = this.#agentOfSlot[slot] ?? 0
    if ((this.#leavesAt[agent] ?? Infinity) <= nowSeconds) return
    for (;;) {
      const lane = this.#firstLane(agent)
      if (lane < 0) break
      const entry = this.#headOf(lane)
      const later = this.#later[lane]
      if (later !== undefined && later.leastKey < (entry + 1) * this.#streamClasses) {
        const contact = later.pop()
        if ((this.#laterLeaves[contact] ?? 0) <= nowSeconds) continue
        this.#serve(slot, this.#laterQueue[contact] ?? 0, nowSeconds + this.#pickUp(draw), draw)
        return
      }
      const answered = nowSeconds + this.#pickUp(draw)
      this.#isFixed[entry] = 1
      this.#waits[this.#offset + entry] = answered
      this.#open -= 1
      const leaves = this.#leaves[entry] ?? 0
      this.#isServed[this.#offset + entry] = Math.abs(leaves) > nowSeconds ? 1 : 0
      if (leaves <= nowSeconds) continue
      this.#serve(slot, this.#pool.entryQueue[entry] ?? 0, answered, draw)
      return
    }
    this.#idle.push(slot)
  }

  /** The lane whose first contact comes first of all that the agent takes; -1 where they are empty. */
  #firstLane(agent: number): number {
    const lanes = this.#lanes[agent]
    if (!lanes) return -1
    let first = -1
    let least = Infinity
    for (let i = 0; i < lanes.length; i += 1) {
      const lane = lanes[i] ?? 0
      // Later contacts with as many entries before them as an entry has go before it.
      const key = Math.min((this.#headOf(lane) + 1) * this.#streamClasses, this.#later[lane]?.leastKey ?? Infinity)
      if (key >= least) continue
      least = key
      first = lane
    }
    return first
  }

  /** The first entry of a lane without an answer yet; Infinity where there is none. */
  #headOf(lane: number): number {
    const entries = this.#pool.laneEntries[lane]
    if (!entries) return Infinity
    let head = this.#heads[lane] ?? 0
    while (head < entries.length && this.#isFixed[entries[head] ?? 0] === 1) head += 1
    this.#heads[lane] = head
    return head < entries.length ? entries[head] ?? Infinity : Infinity
  }

  #pickUp(draw: Draw): number {
    const { pickUpSeconds } = this.#pool.model
    // Less than a second is no wait of its own.
    return pickUpSeconds >= 1 ? -Math.log(draw()) * pickUpSeconds : 0
  }

  #serve(slot: number, queue: number, fromSeconds: number, draw: Draw): void {
    const agent = this.#pool.model.agents[this.#agentOfSlot[slot] ?? 0]
    const handleSeconds = this.#pool.model.queues[queue]?.handle.fresh(draw) ?? 0
    const gapSeconds = agent?.gap ? agent.gap.fresh(draw) : 0
    const freeSeconds = fromSeconds + handleSeconds * (agent?.slowness ?? 1) + gapSeconds
    if (freeSeconds < this.#horizonSeconds) this.#slots.push(freeSeconds, slot)
  }
}

function residualAt(law: DurationLaw | undefined, ageSeconds: number): (draw: Draw) => number {
  if (!law) return () => Infinity
  return law.residualAt?.(ageSeconds) ?? ((draw) => law.residual(ageSeconds, draw))
}
