import type { Display } from '@queuecast/client-sdk/protocol'
import { sayDuration, wordedLanguage } from '../wording/index.ts'
import { toldFigures, wholeMinutes } from './told-figures.ts'

/** The JSON that Cloudflare's waiting room answers to clients without a browser. */
export interface WaitingRoom {
  cfWaitingRoom: {
    inWaitingRoom: boolean
    /** Minutes; 0 where it is not known. */
    waitTime: number
    waitTimeKnown: boolean
    waitTimeFormatted: string
    queueIsFull: boolean
    queueAll: boolean
    lastUpdated: string
    refreshIntervalSeconds: number
  }
}

/** Source: developers.cloudflare.com, "JSON-friendly response". `waitTimeFormatted` is in the display's language, empty where the wait is not known. */
export function waitingRoom(display: Display): WaitingRoom {
  const { boundSeconds } = toldFigures(display)
  const { state, asOf, freshForSeconds, text } = display
  return {
    cfWaitingRoom: {
      inWaitingRoom: state === 'waiting' || state === 'closing' || state === 'paused' || state === 'callback',
      // The shape wants a number here; `waitTimeKnown` says whether it means anything.
      waitTime: boundSeconds === undefined ? 0 : wholeMinutes(boundSeconds),
      waitTimeKnown: boundSeconds !== undefined,
      waitTimeFormatted: boundSeconds === undefined ? '' : sayDuration(boundSeconds, wordedLanguage(text.lang)),
      queueIsFull: false, queueAll: false, lastUpdated: asOf, refreshIntervalSeconds: Math.max(1, Math.floor(freshForSeconds)),
    },
  }
}
