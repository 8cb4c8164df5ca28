/** A queue may be called `constructor`: only what was put there counts. */
export const held = <T>(record: Record<string, T>, key: string): T | undefined => (Object.hasOwn(record, key) ? record[key] : undefined)

/** What is held, or made and held from now on. */
export function heldOrNew<T>(record: Record<string, T>, key: string, make: () => T): T {
  return held(record, key) ?? (record[key] = make())
}

/** The same of a map: quicker for what every event asks of one of many queues. */
export function mappedOrNew<T>(map: Map<string, T>, key: string, make: () => T): T {
  let known = map.get(key)
  if (known === undefined) map.set(key, (known = make()))
  return known
}
