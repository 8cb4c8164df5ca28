import type { FamilySituation } from './family-situation.ts'
import { lastToEnterServiceWait } from './last-to-enter-service.ts'

/**
 * HOL: what the contact at the head has waited, LES where the line is empty. Slightly better than LES everywhere, much
 * better where staff comes and goes in steps. (Ibrahim and Whitt, MSOM 2009)
 */
export function headOfLineWait({ headWaitedSeconds, started }: Pick<FamilySituation, 'headWaitedSeconds' | 'started'>): number | undefined {
  return headWaitedSeconds ?? lastToEnterServiceWait({ ...(started && { started }) })
}
