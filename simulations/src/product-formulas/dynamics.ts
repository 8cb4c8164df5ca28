import { meanOf, within, type ProductFormula } from './moment.ts'

const LEAST_CONVERSATIONS = 50
const LEAST_SECONDS = 60

/** Dynamics 365: mean wait of the last 48 hours, from 50 conversations on, shown from one minute on. (Its documentation.) */
export const dynamics: ProductFormula = ({ answered, atMs }) => {
  const waits = within(answered, atMs, 48 * 3600).map((one) => one.waitedSeconds)
  const mean = meanOf(waits) ?? 0
  return waits.length < LEAST_CONVERSATIONS || mean < LEAST_SECONDS ? undefined : mean
}
