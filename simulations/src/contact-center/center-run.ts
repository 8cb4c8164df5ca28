import type { Law } from './laws.ts'
import { draw } from './laws.ts'
import { freeAgentFor, nextFor, slotsOf } from './agents.ts'
import { EventHeap } from './event-heap.ts'
import { joinLine, leaveHead } from './line.ts'
import type { Observer } from './observer.ts'
import type { Random } from './random.ts'
import { away, comes, goes, goesInstead, whoComes, whoGoes } from './staffing.ts'
import type { Agent, Contact, GroupState, Happening, TypeState } from './state.ts'
import { nextEventSeconds } from './steps.ts'

const ATTEMPT_SECONDS = 25
const HANGS_UP_WITHIN_SECONDS = 10

export interface RunOptions {
  types: TypeState[]
  groups: GroupState[]
  heap: EventHeap<Happening>
  random: Random
  observer: Observer
  endSeconds: number
  /** The busyness of this run: multiplies every arrival rate. */
  busyness: number
  nowSeconds: number
  /** Number of the first contact to come, 0 unless given. */
  firstNumber?: number
  /** How often `look` is called while a contact waits; never unless given. */
  lookEverySeconds?: number
}

/** The state of a simulated contact center, and what each happening does to it. */
export class CenterRun {
  readonly options: RunOptions
  nowSeconds: number
  /** How many have come: the next one's number. */
  contacts: number

  #looks = 0

  constructor(options: RunOptions) {
    this.options = options
    this.nowSeconds = options.nowSeconds
    this.contacts = options.firstNumber ?? 0
  }

  /** Lets the next thing happen. False where nothing is to come. */
  step(): boolean {
    const { heap } = this.options
    // Looking alone makes nothing happen: who waits with nobody left to serve waits for ever.
    if (heap.size === this.#looks) return false
    const atSeconds = heap.nextSeconds
    const happening = heap.pop()
    if (happening === undefined) return false
    this.nowSeconds = atSeconds
    this.#happen(happening)
    return true
  }

  /** Puts the next arrival of a type into the heap. */
  planArrival(type: TypeState): void {
    const { heap, random, busyness, endSeconds } = this.options
    const atSeconds = nextEventSeconds(type.arrivalsPerHour, this.nowSeconds, random, busyness)
    if (atSeconds < endSeconds) heap.push(atSeconds, { kind: 'arrival', type })
  }

  /** A new contact of a type arrives now. */
  arrive(type: TypeState): void {
    const { observer } = this.options
    const now = this.nowSeconds
    if (type.open !== undefined && !type.open.some(({ fromSeconds, toSeconds }) => now >= fromSeconds && now < toSeconds)) {
      observer.refused?.(type, now)
      return
    }
    this.#queue(this.contacts++, 0, type, now - (type.creditSeconds ?? 0))
  }

  #happen(happening: Happening): void {
    switch (happening.kind) {
      case 'arrival':
        this.planArrival(happening.type)
        this.arrive(happening.type)
        break
      case 'single-arrival': this.arrive(happening.type); break
      case 'patience-ends': this.#giveUp(happening.contact); break
      case 'contact-ends': this.#end(happening.contact, happening.agent); break
      case 'after-work-ends': this.#release(happening.agent); break
      case 'attempt-ends': this.#attempted(happening.contact, happening.agent); break
      case 'callback-offer': this.#offerCallback(happening.contact); break
      case 'look':
        this.#looks -= 1
        this.#look(happening.contact)
        break
      case 'opens': this.options.observer.opened?.(happening.type, happening.open, happening.reopensSeconds, this.nowSeconds); break
      case 'staff': this.#staff(happening.group, happening.change, happening.as); break
      case 'shift': this.#shift(happening.agent, happening.present, happening.as); break
      default: throw new Error(`no such happening: ${JSON.stringify(happening satisfies never)}`)
    }
  }

  #draw(law: Law): number { return draw(law, this.options.random, this.nowSeconds) }

  #queue(number: number, stay: number, type: TypeState, sinceSeconds: number): void {
    const { heap, observer, random } = this.options
    const now = this.nowSeconds
    // Service and patience are drawn on arrival, as in the published reference models.
    const handleSeconds = this.#draw(type.handle)
    let patienceSeconds = this.#draw(type.patience)
    const contact: Contact = {
      number, stay, type, queuedSeconds: now, sinceSeconds, handleSeconds, leavesAtSeconds: Infinity, phase: 'waiting', callback: 'none', answeredSeconds: 0, slower: 1,
    }
    observer.queued?.(contact, now)
    const agent = freeAgentFor(type)
    if (agent !== undefined) {
      this.#serve(contact, agent)
      return
    }
    if (type.announcement !== undefined) {
      if (patienceSeconds < type.lastWaitSeconds && random() < type.announcement.leaveShare) patienceSeconds = Math.min(patienceSeconds, random() * HANGS_UP_WITHIN_SECONDS)
      else if (type.announcement.newPatience !== undefined) patienceSeconds = this.#draw(type.announcement.newPatience)
    }
    joinLine(contact)
    contact.leavesAtSeconds = now + patienceSeconds
    heap.push(contact.leavesAtSeconds, { kind: 'patience-ends', contact })
    if (type.callback !== undefined) heap.push(now + type.callback.afterSeconds, { kind: 'callback-offer', contact })
    this.#look(contact)
  }

  #look(contact: Contact): void {
    const { heap, observer, lookEverySeconds } = this.options
    if (lookEverySeconds === undefined || contact.phase !== 'waiting' || contact.callback === 'tried') return
    observer.look?.(contact, this.nowSeconds)
    this.#looks += 1
    heap.push(this.nowSeconds + lookEverySeconds, { kind: 'look', contact })
  }

  #serve(contact: Contact, agent: Agent): void {
    const { heap, observer, random } = this.options
    const now = this.nowSeconds
    agent.load += 1
    if (contact.callback !== 'tried') {
      contact.type.lastWaitSeconds = now - contact.queuedSeconds
      observer.virtualStart?.(contact, now)
    }
    contact.phase = 'with-agent'
    contact.answeredSeconds = now
    if (contact.callback === 'none') {
      observer.answered?.(contact, agent, now)
      this.#talk(contact, agent)
    } else {
      observer.callback?.(contact, 'attempted', agent, now)
      heap.push(now + ATTEMPT_SECONDS * (0.5 + random()), { kind: 'attempt-ends', contact, agent })
    }
    this.#say(agent)
  }

  #talk(contact: Contact, agent: Agent): void {
    const slower = agent.group.slowerByLoad
    contact.slower = slower?.[Math.min(agent.load, slower.length) - 1] ?? 1
    contact.handleSeconds *= contact.slower
    this.options.heap.push(this.nowSeconds + contact.handleSeconds, { kind: 'contact-ends', contact, agent })
  }

  #attempted(contact: Contact, agent: Agent): void {
    const { observer, random } = this.options
    const now = this.nowSeconds
    if (random() >= (contact.type.callback?.noAnswerShare ?? 0)) {
      observer.callback?.(contact, 'reached', agent, now)
      contact.answeredSeconds = now
      this.#talk(contact, agent)
      return
    }
    observer.callback?.(contact, 'no-answer', agent, now)
    if (contact.callback === 'tried') {
      contact.phase = 'ended'
      observer.callback?.(contact, 'expired', undefined, now)
    } else {
      contact.callback = 'tried'
      contact.phase = 'waiting'
      joinLine(contact)
    }
    this.#release(agent)
  }

  #end(contact: Contact, agent: Agent): void {
    const { heap, observer, random, types } = this.options
    const { transfer, afterWork } = contact.type
    const now = this.nowSeconds
    contact.phase = 'ended'
    const to = transfer !== undefined && random() < transfer.share ? types.find(({ type }) => type === transfer.to) : undefined
    if (to === undefined || transfer === undefined) observer.handled?.(contact, agent, now)
    else {
      observer.transferred?.(contact, to, agent, now)
      this.#queue(contact.number, contact.stay + 1, to, transfer.keepsPlace ? contact.sinceSeconds : now)
    }
    if (afterWork === undefined) {
      this.#release(agent)
      return
    }
    agent.afterWork = true
    heap.push(now + this.#draw(afterWork), { kind: 'after-work-ends', contact, agent, beganSeconds: now })
    this.#say(agent)
  }

  #release(agent: Agent): void {
    agent.load -= 1
    agent.afterWork = false
    agent.freeSinceSeconds = this.nowSeconds
    if (agent.load === 0) goesInstead(agent)
    this.#take(agent)
    if (agent.load === 0 && agent.leavesAs !== undefined) away(agent, agent.leavesAs)
    this.#say(agent)
  }

  /** An agent with a free slot takes who comes next; ghosts in front of them are done with. */
  #take(agent: Agent): void {
    for (let next = nextFor(agent); next !== undefined; next = nextFor(agent)) {
      leaveHead(next)
      if (next.phase === 'waiting') this.#serve(next, agent)
      else {
        next.phase = 'ended'
        this.options.observer.virtualStart?.(next, this.nowSeconds)
      }
    }
  }

  #giveUp(contact: Contact): void {
    if (contact.phase !== 'waiting' || contact.callback !== 'none') return
    const { heap, observer, random } = this.options
    const { retrial } = contact.type
    contact.phase = 'ghost'
    observer.abandoned?.(contact, this.nowSeconds)
    if (retrial !== undefined && random() < retrial.share) heap.push(this.nowSeconds + this.#draw(retrial.after), { kind: 'single-arrival', type: contact.type })
  }

  #offerCallback(contact: Contact): void {
    if (contact.phase !== 'waiting') return
    const { observer, random } = this.options
    observer.callback?.(contact, 'offered', undefined, this.nowSeconds)
    if (random() >= (contact.type.callback?.acceptShare ?? 0)) return
    contact.callback = 'accepted'
    contact.leavesAtSeconds = Infinity
    observer.callback?.(contact, 'accepted', undefined, this.nowSeconds)
  }

  #staff(group: GroupState, change: number, as: Agent['absentAs']): void {
    for (let i = 0; i < Math.abs(change); i++) {
      const agent = change > 0 ? whoComes(group, as) : whoGoes(group)
      if (agent !== undefined) this.#shift(agent, change > 0, as)
    }
  }

  #shift(agent: Agent, present: boolean, as: Agent['absentAs']): void {
    if (present) {
      comes(agent, this.nowSeconds)
      this.#say(agent)
      this.#take(agent)
    } else if (agent.present) goes(agent, as)
    else agent.absentAs = as
    this.#say(agent)
  }

  #say(agent: Agent): void {
    const state = !agent.present ? agent.absentAs : agent.afterWork && slotsOf(agent.group) === 1 ? 'after-contact-work' : agent.load > 0 ? 'on-contact' : 'available'
    this.options.observer.agentState?.(agent, state, this.nowSeconds)
  }
}
