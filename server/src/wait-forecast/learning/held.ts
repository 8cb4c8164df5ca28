/** A queue may be called `constructor`: only what was put there counts. */
export const held = <T>(record: Record<string, T>, key: string): T | undefined => (Object.hasOwn(record, key) ? record[key] : undefined)

/** What is held, or made and held from now on. */
export function heldOrNew<T>(record: Record<string, T>, key: string, make: () => T): T {
  const known = held(record, key) ?? make()
  record[key] = known
  return known
}
