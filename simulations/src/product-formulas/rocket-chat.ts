import { meanOf, type ProductFormula } from './moment.ts'

/** The setting that its caller passes where the chat capacity belongs; by default 100. */
const DIVISOR = 100

/**
 * Rocket.Chat (ee Helper.ts): ((spot − 1) / N + 1) × mean duration of the last 100 chats, where N should be what the agents
 * take at once and is the number of chats looked at: about one chat's duration whatever the staffing. (Code and default read.)
 */
export const rocketChat: ProductFormula = ({ ahead, handled }) => {
  const mean = meanOf(handled.slice(-100).map((one) => one.seconds))
  return mean === undefined ? undefined : (ahead / DIVISOR + 1) * mean
}
