import { meanHandleSeconds, type ProductFormula } from './moment.ts'

/**
 * Cisco UCCE, minimum expected delay: (calls in queue + 1) × handle time of the last five minutes ÷ the larger of agents
 * talking and agents ready. None where nobody talks or is ready. (Cisco's community and developer pages.)
 */
export const cisco: ProductFormula = (moment) => {
  const { queued, agents } = moment
  const seconds = meanHandleSeconds(moment, 300)
  const serving = Math.max(agents.busy, agents.ready)
  // `queued` counts the new contact already: it is the + 1.
  return seconds === undefined || serving === 0 ? undefined : (queued * seconds) / serving
}
