/** An object of a payload with its keys in lower case, so that `EventType` and `eventType` are one (AC1). */
export type Lowered = ReadonlyMap<string, unknown>

const MAX_DEPTH = 12

/** Maps for objects, lists for lists; deeper than any real payload is cut off. */
export function lowered(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (depth >= MAX_DEPTH) return undefined
  if (Array.isArray(value)) return value.map((item: unknown) => lowered(item, depth + 1))
  return new Map(Object.entries(value).map(([key, inner]) => [key.toLowerCase(), lowered(inner, depth + 1)]))
}

/** What lies at a path of lower-case keys. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let here = value
  for (const key of path) here = here instanceof Map ? here.get(key) : undefined
  return here
}
export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = at(value, ...path)
  return typeof found === 'string' && found !== '' ? found : undefined
}
export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(value, ...path)
  return Array.isArray(found) ? found : []
}

const YEAR_2000_MS = 946_684_800_000

/** Epoch milliseconds of an ISO instant; undefined where it is unset or no instant (AC2). */
export function timeAt(value: unknown, ...path: readonly string[]): number | undefined {
  const ms = Date.parse(textAt(value, ...path) ?? '')
  return Number.isNaN(ms) || ms < YEAR_2000_MS ? undefined : ms
}

/** The id at the end of an ARN, or the text itself. */
export const idOfArn = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1)
