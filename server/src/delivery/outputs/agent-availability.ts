import type { Display } from '@queuecast/client-sdk/protocol'
import { toldFigures, wholeMinutes } from './told-figures.ts'

/** `AgentAvailability` of IBM watsonx Assistant web chat, which shows the first of these that is there, in this order. */
export interface AgentAvailability { estimated_wait_time?: number; position_in_queue?: number; message: string }

/** Minutes and place as told; the message alone where it says more than they do (OU3). Source: TypeScript documentation of the web chat. */
export function agentAvailability(display: Display): AgentAvailability {
  const { sentence, revision, notice, offer } = display.text
  const more = [revision, notice, offer].filter((line) => line !== undefined && line !== '')
  const message = [sentence, ...more].join(' ')
  if (more.length > 0) return { message }
  const { boundSeconds, position } = toldFigures(display)
  return {
    ...(boundSeconds === undefined ? {} : { estimated_wait_time: wholeMinutes(boundSeconds) }),
    ...(position === undefined ? {} : { position_in_queue: position }),
    message,
  }
}
