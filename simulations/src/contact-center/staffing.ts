import type { Agent, GroupState } from './state.ts'

type As = Agent['absentAs']

/** Brings one agent in (or keeps one who was about to go). */
export function comes(agent: Agent, nowSeconds: number): void {
  delete agent.leavesAs
  if (agent.present) return
  agent.present = true
  agent.freeSinceSeconds = nowSeconds
}

/** Sends one agent away: at once where idle, else when the last contact ends. */
export function goes(agent: Agent, as: As): void {
  if (agent.load > 0) agent.leavesAs = as
  else away(agent, as)
}

export function away(agent: Agent, as: As): void {
  agent.present = false
  agent.absentAs = as
  delete agent.leavesAs
}

/** Who comes when the group grows: those about to leave first, then who is away for the same reason. */
export function whoComes({ agents }: GroupState, as: As): Agent | undefined {
  return agents.find(({ leavesAs }) => leavesAs === as) ?? agents.find(({ present, absentAs }) => !present && absentAs === as)
}

/** Who goes when the group shrinks: the idle first, then who has least to do; the last of them. */
export function whoGoes({ agents }: GroupState): Agent | undefined {
  let who: Agent | undefined
  for (const agent of agents) if (agent.present && agent.leavesAs === undefined && (who === undefined || agent.load <= who.load)) who = agent
  return who
}

/** In a group staffed by number anyone who becomes idle goes in place of one who was to go. */
export function goesInstead(agent: Agent): void {
  if (agent.leavesAs !== undefined || agent.group.shifts !== undefined) return
  const leaver = agent.group.agents.find(({ leavesAs }) => leavesAs !== undefined)
  if (leaver?.leavesAs === undefined) return
  agent.leavesAs = leaver.leavesAs
  delete leaver.leavesAs
}
