import { wholeNumber, type AmiEvent } from '../ami-event.ts'

/** Calls that ended while no event of class `call` came, after which the right to it must be missing. */
const ENOUGH_CALLS = 3

/**
 * Whether the account sees what it must. Asterisk does not say which rights a login has, but what never comes tells: a
 * caller in a QueueStatus reply whom no event announced, or ended calls without a hang-up.
 */
export interface RightsWatch {
  see(frame: AmiEvent): void
  /** Words for a missing right, once each. `connectedSeconds`: since the first whole reply. */
  takeWarning(connectedSeconds: number): string | undefined
}

export function createRightsWatch(): RightsWatch {
  let agentClass = false
  let callClass = false
  let ended = 0
  let youngestWaitSeconds = Number.POSITIVE_INFINITY
  const told = new Set<string>()
  const once = (warning: string): string | undefined => {
    if (told.has(warning)) return undefined
    told.add(warning)
    return warning
  }
  return {
    see(frame) {
      const privilege = frame['Privilege'] ?? ''
      if (privilege.startsWith('agent,')) agentClass = true
      if (privilege.startsWith('call,')) callClass = true
      if (frame['Event'] === 'AgentComplete') ended++
      if (frame['Event'] === 'QueueEntry') youngestWaitSeconds = Math.min(youngestWaitSeconds, wholeNumber(frame, 'Wait') ?? youngestWaitSeconds)
    },
    takeWarning(connectedSeconds) {
      const joinedUnseen = youngestWaitSeconds + 2 < connectedSeconds
      youngestWaitSeconds = Number.POSITIVE_INFINITY
      if (!agentClass && joinedUnseen) return once('callers join without an event: give the account read=agent in manager.conf; until then places are as old as the last QueueStatus')
      if (!callClass && ended >= ENOUGH_CALLS) return once('no hang-up is ever told: give the account read=call in manager.conf; until then a timeout counts as abandoned')
      return undefined
    },
  }
}
