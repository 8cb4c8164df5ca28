import type { StaffingStep } from '../staffing-schedule.ts'

/** Agents on duty from an instant on. */
export interface Change { at: number; agents: number }

/** The changes of a staffing plan, whole agents, that follows `agents(t)` until `until`; it is looked at every `every`. */
export function changesOf(agents: (at: number) => number, until: number, every: number): Change[] {
  const changes: Change[] = []
  for (let i = 0; i * every < until; i += 1) {
    const now = Math.round(agents(i * every))
    if (now !== changes.at(-1)?.agents) changes.push({ at: i * every, agents: now })
  }
  return changes
}

/** More changes than a wait sees. */
const MOST_STEPS = 200

/** Reads a plan in the order of time: the steps from `now` for as long as a wait may last. */
export function planReader(changes: readonly Change[], horizon: number): (now: number) => StaffingStep[] {
  let index = 0
  return (now) => {
    while ((changes[index + 1]?.at ?? Infinity) <= now) index += 1
    const steps: StaffingStep[] = []
    for (const change of changes.slice(index, index + MOST_STEPS)) {
      if (steps.length > 0 && change.at >= now + horizon) break
      steps.push({ fromSeconds: change.at - now, agents: change.agents })
    }
    return steps
  }
}
