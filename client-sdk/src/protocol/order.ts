/** Where in the log something is true. */
export interface Order { readonly epoch: string; readonly seq: number }

/**
 * Negative when `a` is older than `b`, zero when both speak of the same entry, positive when newer (PR1).
 * Epochs have a fixed width, so comparing them as text compares them as numbers.
 */
export function compareOrder(a: Order, b: Order): number {
  if (a.epoch !== b.epoch) return a.epoch < b.epoch ? -1 : 1
  return a.seq - b.seq
}
