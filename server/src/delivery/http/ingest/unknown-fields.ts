/**
 * Counts the fields of `raw` that `parsed` does not have, at any depth that was parsed: the schema drops what it does not
 * know. What was dropped is not looked into, so its size and depth do not matter.
 */
export function countUnknownFields(raw: unknown, parsed: unknown): number {
  if (!isObject(raw) || !isObject(parsed)) return 0
  let count = 0
  // Of JSON, which has no inherited fields; a list of its keys would cost as much as the rest.
  for (const key in raw) {
    if (!Object.hasOwn(parsed, key)) count += 1
    else if (isObject(raw[key])) count += countUnknownFields(raw[key], parsed[key])
  }
  return count
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
