/** A value with the (time, id) of the event that set it: the later writer wins, in whatever order they come. */
export interface Written<T> { timeMs: number; id: string; value: T }

/** The newer of the two. */
export function newer<T>(known: Written<T> | undefined, written: Written<T>): Written<T> {
  if (known === undefined || written.timeMs > known.timeMs) return written
  return written.timeMs === known.timeMs && written.id > known.id ? written : known
}
