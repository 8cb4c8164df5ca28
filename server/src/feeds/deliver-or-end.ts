import type { ContactEvent } from '../contact-center/index.ts'
import { type FeedHost, FeedOverflow } from './contract.ts'

/** Hands events on. Where they could not be stored, some are missing: only a new session, which asks for the whole state, mends that. */
export function deliverOrEnd(host: Pick<FeedHost, 'deliver'>, events: ContactEvent[], end: (reason: string) => void): void {
  if (events.length === 0) return
  host.deliver(events).catch((error: unknown) => {
    if (error instanceof FeedOverflow) end('more events came than could be stored; the state of the queues is asked for anew')
  })
}
