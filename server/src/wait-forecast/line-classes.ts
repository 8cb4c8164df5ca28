import type { WaitingLine } from '../contact-center/index.ts'

/** The contacts of one priority in a line: they stand together. `first` > `last` where nobody of it waits; the next joins at `last` + 1. */
export interface LineClass { priority: number; first: number; last: number }

/** More classes than these in one queue take the curve of the next lower one. */
export const MOST_CLASSES = 32

/** The classes waiting in a line, highest first, always with the lowest priority that may still join. */
export function lineClasses(line: WaitingLine, lowestSeen: number): LineClass[] {
  const classes: LineClass[] = []
  let first = 1
  while (first <= line.length) {
    const head = line.at(first)
    if (!head) break
    const last = endOfClass(line, head.priority)
    classes.push({ priority: head.priority, first, last })
    first = last + 1
  }
  const lowest = classes.at(-1)
  if (!lowest || lowest.priority > lowestSeen) classes.push({ priority: lowestSeen, first: line.length + 1, last: line.length })
  if (classes.length <= MOST_CLASSES) return classes
  // Keep them evenly spread and the lowest of all.
  const step = classes.length / MOST_CLASSES
  return Array.from({ length: MOST_CLASSES }, (_, index) => classes[Math.floor((index + 1) * step) - 1]).filter((one) => one !== undefined)
}

/** Who comes after everybody of a priority. */
export const lastOfPriority = (priority: number): { priority: number; sinceMs: number; contact: string } =>
  ({ priority, sinceMs: Number.MAX_SAFE_INTEGER, contact: '~' })

const endOfClass = (line: WaitingLine, priority: number): number => line.placeOf(lastOfPriority(priority)) - 1
