import { comesBefore } from './line.ts'
import type { Agent, Contact, GroupState, TypeState } from './state.ts'

export const slotsOf = (group: GroupState): number => group.slots ?? 1
/** Could take a contact now. */
const isFree = (agent: Agent): boolean => agent.present && agent.leavesAs === undefined && agent.load < slotsOf(agent.group)

/** Who takes a new contact of this type: of the first group with someone free, the agent with least to do, then the longest idle. */
export function freeAgentFor(type: TypeState): Agent | undefined {
  for (const group of type.groups) {
    let best: Agent | undefined
    for (const agent of group.agents) {
      if (!isFree(agent)) continue
      if (best === undefined || agent.load < best.load || (agent.load === best.load && agent.freeSinceSeconds < best.freeSinceSeconds)) best = agent
    }
    if (best !== undefined) return best
  }
  return undefined
}

/** The contact (or ghost) that an agent with a free slot takes next. */
export function nextFor(agent: Agent): Contact | undefined {
  const { group } = agent
  const stays = agent.leavesAs === 'signed-out' && group.staysUntilServed === true
  if (!agent.present || agent.load >= slotsOf(group) || (agent.leavesAs !== undefined && !stays)) return undefined
  let best: Contact | undefined
  for (const type of group.serves) {
    const head = type.line[0]
    if (head === undefined) continue
    if (group.picks === 'types-in-order') return head
    if (best === undefined || comesBefore(head, best)) best = head
  }
  return best
}
