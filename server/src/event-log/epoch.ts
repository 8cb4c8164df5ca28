/** The generation of a log that never went back. */
export const FIRST_EPOCH = '0000000001'

/** The generation after this one; ten digits, so that text order is the order. */
export function nextEpoch(epoch: string): string {
  return String(Number(epoch) + 1).padStart(10, '0')
}
