import { lineLaw } from './line-law.ts'
import { behindFreeAgents } from './free-agents.ts'
import type { Predictor } from './predictor.ts'

/** Fewer handle times than this say too little. */
export const FEWEST_SERVICES = 5

/**
 * QLm: with n ahead, s slots, mean handle time 1/μ and leave rate α the wait is the sum of independent Exp(s·μ + i·α),
 * i = 0…n: exact in M/M/s+M, and the best predictor by far where staffing is known (SPEC, sources).
 * The mean handle time from m services (variation about 1) adds a relative variance 1/m (SPEC, sources).
 */
export const queueLengthWithAbandonment: Predictor = (situation, laws) => {
  const { staffing, handle } = situation
  if (!staffing || staffing.slots <= 0 || !handle || handle.services < FEWEST_SERVICES) return undefined
  const ratePerSecond = staffing.slots / handle.meanSeconds
  const line = lineLaw({
    ratePerSecond, leaveRatePerSecond: situation.leaveRatePerSecond, overtakersPerSecond: situation.overtakersPerSecond,
    relativeVariance: 1 / handle.services,
  }, laws)
  return {
    basedOn: 'queue-length',
    inputs: { agents: staffing.agents, meanHandleSeconds: handle.meanSeconds, ratePerSecond },
    waitBehind: behindFreeAgents(line, staffing.freeSlots, situation.pickUpSeconds),
  }
}
