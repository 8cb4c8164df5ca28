import type { ProductFormula } from './moment.ts'

/** Salesforce's older chat REST service: at each accept A = 0.9·A + 0.1·wait; −1 (no estimate) before the first. (Its documentation.) */
export const salesforceChat: ProductFormula = ({ answered }) => {
  let average: number | undefined
  for (const { waitedSeconds } of answered.slice(-150)) average = average === undefined ? waitedSeconds : 0.9 * average + 0.1 * waitedSeconds
  return average
}
