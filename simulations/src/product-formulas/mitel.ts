import { meanHandleSeconds, meanOf, within, type ProductFormula } from './moment.ts'

const DEFAULT_SECONDS = 60

/**
 * Mitel MiContact Center: talk time × position ÷ available agents, or mean speed of answer × position where none is free;
 * 60 s where nothing is known. Both of the last hour. (Its documentation.)
 */
export const mitel: ProductFormula = (moment) => {
  const { ahead, agents, answered, atMs } = moment
  const position = ahead + 1
  if (agents.ready > 0) return ((meanHandleSeconds(moment, 3600) ?? DEFAULT_SECONDS) * position) / agents.ready
  return (meanOf(within(answered, atMs, 3600).map((one) => one.waitedSeconds)) ?? DEFAULT_SECONDS) * position
}
