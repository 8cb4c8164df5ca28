/**
 * Counts the fields of `raw` that `parsed` does not have, at any depth that was parsed: the schema drops what it does not
 * know. What was dropped is not looked into, so its size and depth do not matter.
 */
export function countUnknownFields(raw: unknown, parsed: unknown): number {
  if (typeof raw !== 'object' || raw === null || typeof parsed !== 'object' || parsed === null) return 0
  let count = 0
  for (const key of Object.keys(raw)) {
    if (!Object.hasOwn(parsed, key)) count += 1
    else count += countUnknownFields(Reflect.get(raw, key), Reflect.get(parsed, key))
  }
  return count
}
