import { within, type ProductFormula } from './moment.ts'

/**
 * Salesforce Omni-Channel: of the last ten items accepted within ten minutes the mean wait, the newest weighing 10, the next
 * 9 and so on; no estimate where nothing was accepted. (Salesforce help 003817179.)
 */
export const salesforceOmni: ProductFormula = ({ answered, atMs }) => {
  const newestFirst = within(answered, atMs, 600).slice(-10).reverse()
  if (newestFirst.length === 0) return undefined
  let sum = 0, weights = 0
  for (const [index, { waitedSeconds }] of newestFirst.entries()) {
    sum += (10 - index) * waitedSeconds
    weights += 10 - index
  }
  return sum / weights
}
