import { meanHandleSeconds, type ProductFormula } from './moment.ts'

/**
 * Google CCAI Platform: mean duration of the last hour ÷ active agents × (agents in common ÷ active agents of the queue, 1
 * here) × (queued − available) + 10 s. None without agents or durations. (Its documentation.)
 */
export const googleCcaip: ProductFormula = (moment) => {
  const { queued, agents } = moment
  const seconds = meanHandleSeconds(moment, 3600)
  if (seconds === undefined || agents.signedIn === 0) return undefined
  return (seconds / agents.signedIn) * Math.max(0, queued - agents.ready) + 10
}
