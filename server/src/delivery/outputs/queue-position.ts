import type { Display } from '@queuecast/client-sdk/protocol'
import { toldFigures } from './told-figures.ts'

/** The answer of LivePerson's queue position API; a figure that is not known is not there. */
export interface QueuePosition { queuePosition?: number; estimatedWaitTimeSec?: number }

/** Source: developers.liveperson.com, "Queue Position API". */
export function queuePosition(display: Display): QueuePosition {
  const { boundSeconds, position } = toldFigures(display)
  return {
    ...(position === undefined ? {} : { queuePosition: position }),
    ...(boundSeconds === undefined ? {} : { estimatedWaitTimeSec: Math.ceil(boundSeconds) }),
  }
}
