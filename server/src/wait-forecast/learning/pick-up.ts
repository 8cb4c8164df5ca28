/** Waits of contacts who came when somebody was free: ringing and picking up. */
export interface PickUp { contacts: number; seconds: number; pending: string[] }

const FORGET = 0.98
const PRIOR_CONTACTS = 3
const PRIOR_SECONDS = 5
/** Longer than this the agent was not really free. */
const LONGEST_SECONDS = 60
const MOST_PENDING = 512

export function expectPickUp(pickUp: PickUp, contact: string): void {
  pickUp.pending.push(contact)
  if (pickUp.pending.length > MOST_PENDING) pickUp.pending.shift()
}

/** A contact left its line; counted if it was expected to be picked up. */
export function countPickUp(pickUp: PickUp, contact: string, waitedSeconds: number, answered: boolean): void {
  const index = pickUp.pending.indexOf(contact)
  if (index < 0) return
  pickUp.pending.splice(index, 1)
  if (!answered) return
  pickUp.contacts = pickUp.contacts * FORGET + 1
  pickUp.seconds = pickUp.seconds * FORGET + Math.min(waitedSeconds, LONGEST_SECONDS)
}

export const pickUpSecondsOf = (pickUp: PickUp): number =>
  (pickUp.seconds + PRIOR_CONTACTS * PRIOR_SECONDS) / (pickUp.contacts + PRIOR_CONTACTS)

/** The same as seen: nothing before the first, so that nobody in a line is told of it who may not know it. */
export const seenPickUpSecondsOf = (pickUp: PickUp): number => pickUp.seconds / (pickUp.contacts + PRIOR_CONTACTS)
