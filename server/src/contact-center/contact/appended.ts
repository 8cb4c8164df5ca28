/**
 * A copy with one more item, no longer than it is: what a contact keeps is made by the event, and an array that grew by `push` or
 * a spread holds room for sixteen more.
 */
export function appended<T>(list: readonly T[], item: T): T[] {
  switch (list.length) {
    case 0: return [item]
    case 1: return [list[0] as T, item]
    case 2: return [list[0] as T, list[1] as T, item]
    default: return list.concat(item)
  }
}
