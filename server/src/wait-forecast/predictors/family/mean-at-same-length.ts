import type { FamilySituation } from './family-situation.ts'

/**
 * AvgC-LES: the mean wait of those of the class in `started` who found as many ahead. Learns a line's own speed at each
 * length without any parameter; forgets nothing that the caller keeps, so it suits steady staffing. Undefined until someone
 * found as many. (Thiongane, Chan and L'Ecuyer 2016; here with equal weights)
 */
export function meanAtSameLength({ ahead, started }: Pick<FamilySituation, 'ahead' | 'started'>): number | undefined {
  let seconds = 0
  let count = 0
  for (const contact of started ?? []) {
    if (contact.foundAhead !== ahead) continue
    seconds += contact.waitedSeconds
    count += 1
  }
  return count > 0 ? seconds / count : undefined
}
