import { CenterRun } from './center-run.ts'
import { compile } from './compile.ts'
import { EventHeap } from './event-heap.ts'
import { drawResidual } from './laws.ts'
import type { CenterModel } from './model.ts'
import { createRandom } from './random.ts'
import type { Agent, Contact, Happening, TypeState } from './state.ts'
import { sayingOf } from './of-samples.ts'
import type { Oracle } from './truth.ts'

/**
 * The oracle of any setting: a forward simulation from the full state of that instant with the true parameters, the mean
 * over so many copies. It never sees the future: what is left of services and patience is drawn anew given how long they
 * lasted, arrivals are drawn anew, and absences without notice are not known before they happen or end. Seeded; it takes
 * nothing from the run's own random numbers.
 */
export function forwardOracle(model: CenterModel, run: () => CenterRun, copies: number, seed: number): Oracle {
  let asked = 0
  return (contact, nowSeconds) => {
    const random = createRandom(seed * 7919 + ++asked)
    const waits: number[] = []
    for (let i = 0; i < copies; i++) {
      const startsSeconds = oneCopy(model, run(), contact, random)
      if (startsSeconds !== undefined) waits.push(startsSeconds - nowSeconds)
    }
    return waits.length === 0 ? undefined : sayingOf(waits)
  }
}

/** When the contact's service (or its ghost's) starts in one possible future; undefined where nobody will ever serve it. */
function oneCopy(model: CenterModel, from: CenterRun, tagged: Contact, random: () => number): number | undefined {
  const { types, groups, heap: known, endSeconds, busyness } = from.options
  const now = from.nowSeconds
  const copy = compile(model)
  const heap = new EventHeap<Happening>()
  const agents = new Map<Agent, Agent>()
  for (const [g, group] of groups.entries()) {
    for (const [a, agent] of group.agents.entries()) {
      const twin = copy.groups[g]?.agents[a]
      if (twin === undefined) continue
      agents.set(agent, Object.assign(twin, { ...agent, group: twin.group }))
    }
  }
  const twinType = (type: TypeState): TypeState => copy.types[type.index] ?? type
  let target: Contact | undefined
  for (const type of types) {
    const twin = twinType(type)
    twin.lastWaitSeconds = type.lastWaitSeconds
    for (const contact of type.line) {
      if (contact.phase !== 'waiting') continue
      const waits = copyWaiting(contact, twin, now, random)
      if (contact === tagged) target = waits
      twin.line.push(waits)
      heap.push(waits.leavesAtSeconds, { kind: 'patience-ends', contact: waits })
      if (twin.callback !== undefined) {
        const offerSeconds = contact.queuedSeconds + twin.callback.afterSeconds
        if (offerSeconds > now) heap.push(offerSeconds, { kind: 'callback-offer', contact: waits })
      }
    }
  }
  for (const { atSeconds, event } of known) {
    const future = copyKnown(event, atSeconds, agents, twinType, now, random)
    if (future !== undefined) heap.push(future.atSeconds, future.event)
  }
  if (target === undefined) return undefined
  const seen: { startsSeconds?: number } = {}
  const run = new CenterRun({
    ...copy, heap, random, endSeconds, busyness, nowSeconds: now, firstNumber: from.contacts,
    observer: {
      virtualStart(contact, at) { if (contact === target) seen.startsSeconds = at },
    },
  })
  if (mayOvertake(model)) for (const type of copy.types) run.planArrival(type)
  while (seen.startsSeconds === undefined && run.step());
  return seen.startsSeconds
}

/** Where all agents are alike and the line is first come first served, who comes later makes no difference. */
const mayOvertake = ({ types, groups }: CenterModel): boolean =>
  groups.length > 1 || groups.some(({ picks }) => picks === 'types-in-order')
  || types.some(({ priority, creditSeconds, transfer }) => (priority ?? 0) !== (types[0]?.priority ?? 0) || creditSeconds !== undefined || transfer !== undefined)

function copyWaiting(contact: Contact, type: TypeState, now: number, random: () => number): Contact {
  const patience = type.announcement?.newPatience ?? type.patience
  const patienceSeconds = contact.leavesAtSeconds === Infinity ? Infinity : drawResidual(patience, random, contact.queuedSeconds, now - contact.queuedSeconds)
  return { ...contact, type, handleSeconds: drawResidual(type.handle, random, contact.queuedSeconds, 0), leavesAtSeconds: now + patienceSeconds }
}

/** What is on its way now and stays so in the copy: services, after-work, attempts, the announced plan. */
function copyKnown(
  event: Happening, atSeconds: number, agents: ReadonlyMap<Agent, Agent>, twinType: (type: TypeState) => TypeState, now: number, random: () => number,
): { atSeconds: number; event: Happening } | undefined {
  switch (event.kind) {
    case 'contact-ends': {
      const agent = agents.get(event.agent)
      if (agent === undefined) return undefined
      const { answeredSeconds, queuedSeconds, slower } = event.contact
      const leftSeconds = slower * drawResidual(event.contact.type.handle, random, queuedSeconds, (now - answeredSeconds) / slower)
      return { atSeconds: now + leftSeconds, event: { ...event, agent, contact: { ...event.contact, type: twinType(event.contact.type) } } }
    }
    case 'after-work-ends': {
      const agent = agents.get(event.agent)
      const law = event.contact.type.afterWork
      if (agent === undefined || law === undefined) return undefined
      return { atSeconds: now + drawResidual(law, random, event.beganSeconds, now - event.beganSeconds), event: { ...event, agent } }
    }
    case 'attempt-ends': {
      const agent = agents.get(event.agent)
      return agent === undefined ? undefined : { atSeconds, event: { ...event, agent, contact: { ...event.contact, type: twinType(event.contact.type) } } }
    }
    case 'staff': {
      const group = [...agents.values()].find(({ group }) => group.group === event.group.group)?.group
      return event.announced && group !== undefined ? { atSeconds, event: { ...event, group } } : undefined
    }
    case 'shift': {
      const agent = agents.get(event.agent)
      return agent === undefined ? undefined : { atSeconds, event: { ...event, agent } }
    }
    case 'opens': return { atSeconds, event: { ...event, type: twinType(event.type) } }
    // Drawn anew, or never known.
    case 'arrival': case 'single-arrival': case 'patience-ends': case 'callback-offer': case 'look': return undefined
    default: throw new Error(`no such happening: ${JSON.stringify(event satisfies never)}`)
  }
}
