import type { EventHeap } from './event-heap.ts'
import type { CenterModel, Shift } from './model.ts'
import type { Agent, GroupState, Happening, TypeState } from './state.ts'

/** A model's types and groups with their names resolved, nobody there yet. A name that is not there is an error. */
export function compile(model: CenterModel): { types: TypeState[]; groups: GroupState[] } {
  const types = model.types.map((type, index): TypeState => ({ ...type, index, line: [], groups: [], lastWaitSeconds: 0 }))
  const groups = model.groups.map((group): GroupState => ({ ...group, agents: [], serves: [] }))
  for (const group of groups) {
    const size = group.shifts === undefined ? Math.max(0, ...(group.staff ?? []).map(({ value }) => value)) : group.shifts.reduce((sum, shift) => sum + shift.agents, 0)
    for (let i = 1; i <= size; i++) group.agents.push({ name: `${group.group}-${i}`, group, present: false, absentAs: 'signed-out', load: 0, afterWork: false, freeSinceSeconds: 0 })
    for (const name of group.types) {
      const type = types.find(({ type }) => type === name)
      if (type === undefined) throw new Error(`group ${group.group} serves ${name}, which is not among the model's types`)
      group.serves.push(type)
    }
  }
  for (const [index, state] of types.entries()) {
    const { type, transfer } = state
    const order = model.types[index]?.groups
    const serving = groups.filter(({ serves }) => serves.includes(state))
    state.groups = order === undefined ? serving : order.map((name) => {
      const group = serving.find(({ group }) => group === name)
      if (group === undefined) throw new Error(`type ${type} is offered to group ${name}, which does not serve it`)
      return group
    })
    if (serving.length === 0) throw new Error(`nobody serves type ${type}: name it in a group's types`)
    if (transfer !== undefined && !types.some(({ type }) => type === transfer.to)) throw new Error(`type ${type} transfers to ${transfer.to}, which is not among the model's types`)
  }
  return { types, groups }
}

/** Puts the known future into the heap: staffing, shifts and breaks, absences, opening hours. */
export function plan(model: CenterModel, { types, groups }: { types: TypeState[]; groups: GroupState[] }, heap: EventHeap<Happening>): void {
  for (const group of groups) {
    let staffed = 0
    for (const { fromSeconds, value } of group.shifts === undefined ? group.staff ?? [] : []) {
      if (value !== staffed) heap.push(fromSeconds, { kind: 'staff', group, change: value - staffed, as: 'signed-out', announced: true })
      staffed = value
    }
    let first = 0
    for (const shift of group.shifts ?? []) {
      for (const agent of group.agents.slice(first, first + shift.agents)) planShift(agent, shift, heap)
      first += shift.agents
    }
  }
  for (const { group: name, agents, fromSeconds, toSeconds } of model.absences ?? []) {
    const group = groups.find(({ group }) => group === name)
    if (group === undefined) throw new Error(`an absence names group ${name}, which is not in the model`)
    heap.push(fromSeconds, { kind: 'staff', group, change: -agents, as: 'not-ready', announced: false })
    heap.push(toSeconds, { kind: 'staff', group, change: agents, as: 'not-ready', announced: false })
  }
  for (const type of types) {
    type.open?.forEach(({ fromSeconds, toSeconds }, i) => {
      const reopensSeconds = type.open?.[i + 1]?.fromSeconds
      heap.push(fromSeconds, { kind: 'opens', type, open: true })
      heap.push(toSeconds, { kind: 'opens', type, open: false, ...(reopensSeconds === undefined ? {} : { reopensSeconds }) })
    })
  }
}

function planShift(agent: Agent, shift: Shift, heap: EventHeap<Happening>): void {
  const change = (atSeconds: number, present: boolean, as: Agent['absentAs']): void => heap.push(atSeconds, { kind: 'shift', agent, present, as, announced: true })
  for (const { fromSeconds, toSeconds } of shift.present) {
    change(fromSeconds, true, 'signed-out')
    for (const rest of shift.breaks ?? []) {
      if (rest.fromSeconds < fromSeconds || rest.toSeconds > toSeconds) continue
      change(rest.fromSeconds, false, 'not-ready')
      change(rest.toSeconds, true, 'not-ready')
    }
    change(toSeconds, false, 'signed-out')
  }
}
