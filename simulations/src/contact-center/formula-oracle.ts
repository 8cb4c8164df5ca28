import type { CenterModel } from './model.ts'
import { sayingOf } from './of-samples.ts'
import { createRandom, exponential } from './random.ts'
import type { Contact } from './state.ts'
import type { Oracle } from './truth.ts'

interface Setting { perSecond: number; leavesPerSecond: number }

/**
 * The exact mean where one is known: M(t)/M/s+M, first come first served, all agents alike and never fewer or more. With
 * n ahead it is the sum of 1/(s·μ + i·θ), i = 0…n (Whitt 1999; Ibrahim and Whitt 2009). Quantiles are of drawn futures, if asked for.
 * Undefined for any other model.
 */
export function formulaOracle(model: CenterModel, draws?: { futures: number; seed: number }): Oracle | undefined {
  const setting = memorylessSetting(model)
  if (setting === undefined) return undefined
  const random = createRandom(draws?.seed ?? 0)
  return (contact) => {
    const steps = Array.from({ length: countAhead(contact) + 1 }, (_, i) => 1 / (setting.perSecond + i * setting.leavesPerSecond))
    const meanSeconds = steps.reduce((sum, step) => sum + step, 0)
    if (draws === undefined) return { meanSeconds }
    const waits = Array.from({ length: draws.futures }, () => steps.reduce((sum, step) => sum + exponential(random, step), 0))
    return { ...sayingOf(waits), meanSeconds }
  }
}

/** Lines of all types of the pool; those in line before it who have not given up. */
function countAhead(contact: Contact): number {
  let ahead = 0
  for (const type of contact.type.groups[0]?.serves ?? []) {
    for (const other of type.line) if (other.phase === 'waiting' && other.sinceSeconds <= contact.sinceSeconds && other.number < contact.number) ahead += 1
  }
  return ahead
}

function memorylessSetting({ types, groups, absences }: CenterModel): Setting | undefined {
  const [group] = groups
  const [first] = types
  if (group === undefined || first === undefined || groups.length > 1 || (absences ?? []).length > 0) return undefined
  const [staff] = group.staff ?? []
  if (staff === undefined || staff.fromSeconds > 0 || (group.staff ?? []).length > 1 || (group.slots ?? 1) > 1 || group.picks === 'types-in-order') return undefined
  const { handle, patience } = first
  if (handle.law !== 'exponential' || (patience.law !== 'exponential' && patience.law !== 'never')) return undefined
  for (const type of types) {
    if (type.handle.law !== 'exponential' || type.handle.meanSeconds !== handle.meanSeconds) return undefined
    if (JSON.stringify(type.patience) !== JSON.stringify(patience) || (type.priority ?? 0) !== (first.priority ?? 0)) return undefined
    if ((type.creditSeconds ?? 0) > 0 || type.afterWork !== undefined || type.callback !== undefined || type.transfer !== undefined || type.announcement !== undefined) return undefined
  }
  return { perSecond: staff.value / handle.meanSeconds, leavesPerSecond: patience.law === 'never' ? 0 : 1 / patience.meanSeconds }
}

/** Whether the oracle's mean is known exactly, without simulating futures. */
export const exactOracle = (model: CenterModel): boolean => memorylessSetting(model) !== undefined
