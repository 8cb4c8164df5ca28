import type { FamilySituation } from '../family-situation.ts'

/** The reference takes its mean of the last ten over those who did wait. */
export function waitersOnly({ ahead, started = [] }: FamilySituation): FamilySituation {
  return { ahead, started: started.filter(({ waitedSeconds }) => waitedSeconds > 0) }
}
