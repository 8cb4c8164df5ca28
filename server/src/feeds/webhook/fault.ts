/** One thing that is wrong with a mapping, or with a payload under a mapping. */
export interface MappingFault {
  /** Where in the mapping: `events[2].emit.queue`. */
  path: string
  problem: string
  fix?: string
}

/** More elements than any queue has; walking more would hold up everybody. */
const MAX_LIST = 10_000

/** A list of a payload to be walked; nothing is an empty one. */
export function listAt(value: unknown, path: string): readonly unknown[] {
  const list = value ?? []
  if (!Array.isArray(list)) throw new ValueFault(path, 'is not a list in this payload')
  if (list.length > MAX_LIST) throw new ValueFault(path, `has more than ${MAX_LIST} elements in this payload`)
  return list
}

/** Thrown while a payload is translated; ends the event it happened in, and no other. */
export class ValueFault extends Error {
  override name = 'ValueFault'
  readonly path: string

  constructor(path: string, problem: string) {
    super(problem)
    this.path = path
  }
}
