import { meanHandleSeconds, type ProductFormula } from './moment.ts'

const DEFAULT_HANDLE_SECONDS = 90
const NO_AGENTS = 0.0001

/**
 * Genesys Engage, estimated waiting time: handle time × calls in queue unlikely to be answered at once ÷ agents signed in
 * (× the share of their time that this queue gets, 1 here: the queues compared share their agents). Handle time 90 s before
 * any is known; silent where the feed tells of no agents and none is seen busy. (Stat Server guide as quoted by lakshmikanth.com.)
 */
export const genesysEngage: ProductFormula = (moment) => {
  const { queued, agents } = moment
  if (!agents.told && agents.signedIn === 0) return undefined
  const handleSeconds = meanHandleSeconds(moment, 3600) ?? DEFAULT_HANDLE_SECONDS
  return (handleSeconds * Math.max(0, queued - agents.ready)) / (agents.signedIn === 0 ? NO_AGENTS : agents.signedIn)
}
