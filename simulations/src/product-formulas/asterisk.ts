import type { ProductFormula } from './moment.ts'

/**
 * Asterisk app_queue, `recalc_holdtime`: on each answer hold = (3·hold + new) / 4 in whole seconds, the first taken as it is;
 * zero waits count, abandons do not, and it never grows old. The 30 s that it adds and the rounding to minutes when spoken are
 * left out, so that the estimate is compared and not the voice. Position and staff play no part. (Source read, app_queue.c f0c1c1a.)
 */
export const asterisk: ProductFormula = ({ answered }) => {
  let hold: number | undefined
  // A wait this far back moves the average by less than a second.
  for (const { waitedSeconds } of answered.slice(-60)) {
    const seconds = Math.floor(waitedSeconds)
    hold = hold === undefined ? seconds : ((hold << 2) - hold + seconds) >> 2
  }
  return hold
}
