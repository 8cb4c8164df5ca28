import type { ServiceStep } from './family-situation.ts'

/** Agents (slots) on duty from `fromSeconds` after now on. */
export interface StaffingStep { fromSeconds: number; agents: number }

/**
 * The rates at which a line will be served under a staffing plan, for `scheduledMoments` and `scheduledGaussian`. Who comes on
 * duty takes a contact at once. Who goes finishes the contact in service: until the busy agents, fewer by e^(−t/handle), are
 * down to those on duty nobody is taken from the line. Where staff changes within the wait this has a sixth of the squared error
 * of s(t)·μ alone. (Derived; table C, as simulated)
 *
 * @param staffing steps in order of time, the first at or before 0
 * @param busyNow agents in service now, where they are more than those on duty
 */
export function serviceSteps(staffing: readonly StaffingStep[], meanHandleSeconds: number, busyNow = 0): ServiceStep[] {
  const steps: ServiceStep[] = []
  let busy = Math.max(busyNow, staffing[0]?.agents ?? 0)
  for (const [index, { fromSeconds, agents }] of staffing.entries()) {
    const start = Math.max(0, fromSeconds)
    const end = staffing[index + 1]?.fromSeconds ?? Infinity
    if (end <= start) continue
    const servicePerSecond = agents / meanHandleSeconds
    if (agents >= busy) {
      steps.push({ fromSeconds: start, servicePerSecond, takenAtOnce: Math.round(agents - busy) })
      busy = agents
      continue
    }
    steps.push({ fromSeconds: start, servicePerSecond: 0 })
    const down = agents > 0 ? start + meanHandleSeconds * Math.log(busy / agents) : Infinity
    if (down < end) {
      steps.push({ fromSeconds: down, servicePerSecond })
      busy = agents
    } else busy *= Math.exp(-(end - start) / meanHandleSeconds)
  }
  return steps
}
